// Summarises the tokens: adopted unchanged, in need of a decision, or left out. Pure.
import { quote } from "../../customers/problem";
import type { Draft, Drafts } from "./draft";
import type { Sheet } from "./readSheet";

/** What the summary is about. */
export interface SummaryContext {
  readonly registryName: string;
  readonly file: string;
  readonly today: string;
  readonly sheet?: Sheet | undefined;
}

/** One line for each kind of token that there is. */
export function summaryLines(
  found: Omit<Drafts, "sheetProblems"> & { readonly waiting: readonly string[] },
  { registryName, file, today, sheet }: SummaryContext,
): string[] {
  const { drafts, declared, inFile, waiting } = found;
  const exact = drafts.filter(isExact).length;
  const all = drafts.length + declared.length + inFile.length + waiting.length;
  const own = declared.filter(({ isOwn }) => isOwn);
  const others = declared.filter(({ isOwn }) => !isOwn);
  return [
    `${all} ${all === 1 ? "token" : "tokens"} of registry ${registryName} on ${today}:`,
    ...when(exact, "can be adopted as it is", "can be adopted as they are"),
    ...when(
      drafts.length - exact,
      "needs a decision: its entry is commented out, with the reason and the way",
      "need a decision: their entries are commented out, with the reason and the way",
    ),
    ...when(
      waiting.length,
      `waits as a comment in ${file}; without the comment it is drafted again`,
      `wait as comments in ${file}; without its comment a token is drafted again`,
    ),
    ...when(inFile.length, `is in ${file} already`, `are in ${file} already`),
    ...others.map(
      ({ token, owner, customer }) =>
        `  ${token} is declared by another stack (${owner}, for its customer ${customer})`,
    ),
    ...own.map(
      ({ token, customer }) =>
        `  ${token} is declared by this stack for ${customer}, whom ${file} does not list: run \`pulumi up\``,
    ),
    ...(sheet === undefined || sheet.ignored.length === 0
      ? []
      : [
          `columns of ${sheet.file} that were not read: ${sheet.ignored.map((each) => quote(each)).join(", ")}`,
        ]),
  ];
}

/** What was added to the file. */
export function counted(drafts: readonly Draft[]): string {
  const exact = drafts.filter(isExact).length;
  const commented = drafts.length - exact;
  const customers = `${exact} ${exact === 1 ? "customer was" : "customers were"} added`;
  if (commented === 0) return customers;
  return `${customers}, and ${commented} ${commented === 1 ? "token" : "tokens"} as comments`;
}

function isExact({ problems }: Draft): boolean {
  return problems.length === 0;
}

function when(count: number, one: string, several: string): string[] {
  return count === 0 ? [] : [`  ${count} ${count === 1 ? one : several}`];
}
