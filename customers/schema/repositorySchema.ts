// The schema of one repository or prefix, which two lists of the file share.
import { z } from "zod";
import { REPOSITORY_PATTERN } from "./limits";

/** How the editor names a repository, in the words of the rule repositoryPathIsValid. */
const HELP =
  'A repository such as app/api, a prefix such as base/*, or "*" together with allowAllRepositories: true.';

/** An item of `repositories`, of a customer or of their sync. */
export const repositorySchema = z
  .string()
  .min(1)
  .max(255)
  .meta({
    description: HELP,
    pattern: `^\\*$|${REPOSITORY_PATTERN.source.replace(/\$$/, "(/\\*)?$")}`,
    patternErrorMessage: HELP,
  });
