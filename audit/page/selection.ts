// Which customers and repositories of the matrix are shown: search, filter, and 50 customers at a time.

import { covers } from "../../access/pattern";
import type { Life, Lives } from "../lives";
import { spanAt } from "../moment";
import { cellOf } from "./cell";
import { type Moment, updateAt } from "./moment";
import { type Standing, standingAt } from "./standing";

/** What a person looks for. */
export interface Filter {
  /** Words of a customer's id or token names; all of them have to be found. */
  readonly customers: string;
  /** Words of a repository. A prefix that covers a word is found as well: `base/*` for `base/foo`. */
  readonly repositories: string;
  /** @default - every state */
  readonly standing?: Standing;
  /** Only customers who have access to one of the repositories shown? */
  readonly onlyWithAccess: boolean;
}

/** Nothing is left out. */
export const EVERYTHING: Filter = { customers: "", repositories: "", onlyWithAccess: false };

/** So many customers are shown at a time. */
export const PAGE_SIZE = 50;

/** What is shown. */
export interface Selection {
  readonly customers: readonly Life[];
  readonly columns: readonly string[];
}

/** What a filter leaves at a moment. */
export function selectedAt(
  lives: Lives,
  columns: readonly string[],
  moment: Moment,
  filter: Filter,
): Selection {
  const number = updateAt(lives, moment)?.number ?? 0;
  const { at } = moment;
  const shown = columns.filter((column) => isFound(filter.repositories, column, covers));
  const customers = lives.customers.filter((life) => {
    if (!isFound(filter.customers, [life.id, ...life.tokenNames].join(" "))) return false;
    if (filter.standing !== undefined && standingAt(life, number, at) !== filter.standing) {
      return false;
    }
    if (!filter.onlyWithAccess) return true;
    const span = spanAt(life, number);
    const standing = standingAt(life, number, at);
    return shown.some((column) => cellOf(span, standing, column, at).kind === "pull");
  });
  return { customers, columns: shown };
}

/** How many customers are in each state at a moment; states that nobody is in are left out. */
export function countsAt(lives: Lives, moment: Moment): Map<Standing, number> {
  const number = updateAt(lives, moment)?.number ?? 0;
  const counts = new Map<Standing, number>();
  for (const life of lives.customers) {
    const standing = standingAt(life, number, moment.at);
    counts.set(standing, (counts.get(standing) ?? 0) + 1);
  }
  return counts;
}

function isFound(
  words: string,
  text: string,
  isAlso: (text: string, word: string) => boolean = () => false,
): boolean {
  const inside = text.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => inside.includes(word) || isAlso(inside, word));
}
