// What is broken on purpose in how the product reads: lists that are not whole, and answers that are stale.

import type { Mutant } from "./mutant";

/** The ways in which an answer is believed that should not be. */
export const MUTANTS_OF_READINGS: readonly Mutant[] = [
  {
    does: "reads only the first page of a list",
    changes: [
      {
        file: "azure/resourceManager.ts",
        text: "at = nextLink(request, page);",
        becomes: "at = undefined;",
      },
    ],
  },
  {
    does: "believes a list that a token is gone",
    changes: [
      {
        file: "provider/tokenSecret/readings.ts",
        text: "return seen !== undefined && isUnchanged(seen) ? seen : fresh(inputs);",
        becomes: "return seen;",
      },
    ],
  },
  {
    does: "believes a single stale answer",
    changes: [
      {
        file: "provider/tokenSecret/beforeChange.ts",
        text: "const MOST_VIEWS = 6;",
        becomes: "const MOST_VIEWS = 1;",
      },
    ],
  },
  {
    does: "takes a listed token without a status for one that is enabled",
    changes: [
      {
        file: "azure/tokens/tokenList.ts",
        text: 'if (status === undefined) throw unusable(operation, "a token has no status");',
        becomes: "",
      },
    ],
  },
  {
    does: "takes a listed secret without a status for one that may be read",
    changes: [
      {
        file: "azure/vault/secretStatus.ts",
        text: 'field("properties.attributes.enabled", isBoolean)',
        becomes: 'fieldAt(answer, "properties.attributes.enabled") !== false',
      },
    ],
  },
  {
    does: "believes the first answer of a vault that does not know of a password",
    changes: [
      {
        file: "provider/tokenSecret/beforeChange.ts",
        text: "attempts: 2,",
        becomes: "attempts: 0,",
      },
    ],
  },
];
