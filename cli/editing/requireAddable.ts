// Refuses to add to a file that is not right: the one problem that may be there is that no customer is listed.
import { formatProblem, type Problem } from "../../customers/problem";
import { UserError } from "../userError";
import type { SourceFile } from "./sourceFile";

/** @throws UserError with every problem of the file but that it is empty */
export function requireAddable({ problems }: SourceFile, file: string): void {
  const others = beyondEmptiness(problems);
  if (others.length === 0) return;
  throw new UserError(others.map(formatProblem).join("\n"), {
    remedy: `correct ${file} first; nothing was added`,
  });
}

/** The problems that an entry more would not end. */
export function beyondEmptiness(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ rule, message }) => {
    if (rule === "file-is-not-empty") return false;
    return rule !== "customers-are-listed" || /, but a map is expected/.test(message);
  });
}
