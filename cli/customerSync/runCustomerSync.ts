// Runs npm run customer-sync: writes the folder that a customer deploys from, or brings it up to date.
import { resolve } from "node:path";
import type { CommandContext, Outcome } from "../command";
import { UserError } from "../userError";
import { customerFiles, type Files } from "./contents/customerFiles";
import { type Changes, findChanges } from "./folder/changes";
import { hashOf, withSums } from "./folder/sums";
import { writeFolder } from "./folder/writeFolder";
import { refusedLines, type Written, writtenLines } from "./writtenText";

/** As commander gives them. */
export interface CustomerSyncOptions {
  /** Required. */
  readonly out?: string;
  readonly force?: boolean;
}

/**
 * Exit code 0 when the folder is up to date, 1 when nothing was written because others have changed files.
 *
 * @throws UserError where the folder is none of ours, or cannot be written
 */
export async function runCustomerSync(
  { out, force = false }: CustomerSyncOptions,
  context: CommandContext,
  makeFiles: (context: CommandContext) => Promise<Files> = customerFiles,
): Promise<Outcome> {
  if (!out) {
    throw new UserError("customer-sync: --out is missing", {
      remedy: "name the folder to write: `npm run customer-sync -- --out ../contoso-sync`",
    });
  }
  const folder = resolve(out);
  // Refuses a wrong folder at once, before anything is made.
  await findChanges(folder, new Map());
  const { files, sums } = withSums(await makeFiles(context));
  const changes = await findChanges(folder, files);
  const isWritten = changes.others.size === 0 || force;
  context.signal.throwIfAborted();
  if (isWritten) await writeFolder(folder, { files, sums }, changes);
  const written: Written = {
    folder: out,
    isWritten,
    sha256: hashOf(sums),
    ...summed(changes, isWritten),
  };
  return {
    exitCode: isWritten ? 0 : 1,
    lines: isWritten ? writtenLines(written) : refusedLines(written),
    data: written,
  };
}

function summed(changes: Changes, isWritten: boolean) {
  const { isNew, wasInterrupted, isListedByOthers, files, others } = changes;
  const all = isWritten ? [...files, ...others] : [];
  return {
    isNew,
    wasInterrupted,
    isListedByOthers,
    files: Object.fromEntries(all.sort(([one], [other]) => (one < other ? -1 : 1))),
    changedByOthers: [...others.keys()],
  };
}
