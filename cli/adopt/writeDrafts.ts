// Writes drafts into the customers file, after its last customer: checks the result first.
import { loadCustomers } from "../../customers/load";
import { formatProblem } from "../../customers/problem";
import { linesOf } from "../../customers/yaml/sourceText";
import { insertLines } from "../editing/insertCustomer";
import { replaceFile } from "../editing/replaceFile";
import { beyondEmptiness } from "../editing/requireAddable";
import { haveSameMeaning } from "../editing/sameMeaning";
import type { SourceFile } from "../editing/sourceFile";
import { UserError } from "../userError";
import type { Draft } from "./draft";
import { draftLines } from "./draftLines";

/**
 * Every other character of the file stays.
 *
 * @returns the line of the first one
 * @throws UserError if the result would have problems; then nothing is written
 */
export async function writeDrafts(
  source: SourceFile,
  drafts: readonly Draft[],
  file: string,
): Promise<number> {
  const inserted = insertLines(source.text, { linesOf: (by) => draftLines(drafts, by) });
  const refuse = (reason: string) =>
    new UserError(`${file}: ${reason}; nothing was added`, {
      remedy: "run it without --apply, and put what it prints into the file by hand",
    });
  if ("refusal" in inserted) throw refuse(inserted.refusal);
  const bytes = source.bytesOf(inserted.text);
  const loaded = loadCustomers(bytes, { file });
  const problems = loaded.ok ? [] : beyondEmptiness(loaded.problems);
  if (problems.length > 0) {
    throw refuse(["the result would be invalid", ...problems.map(formatProblem)].join("\n  "));
  }
  const added = drafts.filter((draft) => draft.problems.length === 0).flatMap(idsOf);
  const after = loaded.ok ? loaded.file : { customers: [], acknowledge: [], sha256: "" };
  const others = after.customers.filter(({ id }) => !added.includes(id));
  const before = source.content ?? { ...after, customers: [] };
  const isComplete = after.customers.length - others.length === added.length;
  if (!isComplete || !haveSameMeaning(before, { ...after, customers: others })) {
    throw refuse("the lines would change the meaning of others");
  }
  await replaceFile(file, bytes);
  return linesOf(inserted.text).linePos(inserted.at).line;
}

function idsOf({ entries }: Draft): string[] {
  return entries.map(({ id }) => id);
}
