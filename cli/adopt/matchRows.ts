// Finds the token for each row of a spreadsheet, and reports all problems with their rows. Pure.

import { quote } from "../../customers/problem";
import { nearestTo } from "../../customers/rules/nearest";
import type { Customer } from "../../customers/schema/schema";
import { proposedId } from "./proposedId";
import type { Sheet, SheetRow } from "./readSheet";

/** What the rows are matched with. */
export interface Known {
  /** The names of all tokens of the registry. */
  readonly tokens: readonly string[];
  /** Customers who are already in the file. */
  readonly customers: readonly Pick<Customer, "id" | "tokenName">[];
}

/** The rows by the token's name in lower case, and what is wrong. */
export interface Matches {
  readonly rows: ReadonlyMap<string, readonly SheetRow[]>;
  readonly problems: readonly string[];
}

/** Rows about tokens of the file are matched too, but not drafted. */
export function matchRows({ file, rows }: Sheet, known: Known): Matches {
  const matched = new Map<string, SheetRow[]>();
  const problems: string[] = [];
  const ids = new Map<string, { row: number; token: string }>();
  for (const row of rows) {
    // A row without a name is a problem of the sheet already.
    if (row.token === undefined && row.id === undefined) continue;
    const report = (problem: string) => problems.push(`${file}:${row.row}: ${problem}`);
    const token = tokenOf(row, known.tokens);
    if (token === undefined) {
      report(missing(row, known.tokens));
      continue;
    }
    const key = token.toLowerCase();
    const problem = row.id === undefined ? undefined : idProblem(row.id, token, { ids, known });
    if (problem !== undefined) report(problem);
    else if (row.id !== undefined) ids.set(row.id, { row: row.row, token });
    matched.set(key, [...(matched.get(key) ?? []), row]);
  }
  return { rows: matched, problems };
}

/** By its name, or where only an id is given, the one token that would be proposed for it. */
function tokenOf({ token, id = "" }: SheetRow, tokens: readonly string[]): string | undefined {
  const isNamed = (name: string) =>
    tokens.find((each) => each.toLowerCase() === name.toLowerCase());
  if (token !== undefined) return isNamed(token);
  const exact = isNamed(`${id}-pull`) ?? isNamed(id);
  if (exact !== undefined) return exact;
  const likely = tokens.filter((each) => proposedId(each, () => false) === id);
  return likely.length === 1 ? likely[0] : undefined;
}

function missing({ token, id = "" }: SheetRow, tokens: readonly string[]): string {
  if (token === undefined) {
    return `there is no token for the id ${quote(id)}; name it in a column token`;
  }
  const nearest = nearestTo(token, tokens);
  const remedy =
    nearest === undefined ? "correct it, or remove the row" : `did you mean ${quote(nearest)}?`;
  return `the registry has no token ${quote(token)}; ${remedy}`;
}

function idProblem(
  id: string,
  token: string,
  { ids, known }: { ids: ReadonlyMap<string, { row: number; token: string }>; known: Known },
): string | undefined {
  const before = ids.get(id);
  if (before?.token === token) return `says what row ${before.row} says; remove one of them`;
  if (before !== undefined) {
    return `the id ${id} is that of token ${before.token} in row ${before.row}; a customer has one token: give each an id`;
  }
  const listed = known.customers.find((customer) => customer.id === id);
  if (listed === undefined || listed.tokenName.toLowerCase() === token.toLowerCase()) return;
  return `the id ${id} is in the customers file, with the token ${listed.tokenName}; give another id`;
}
