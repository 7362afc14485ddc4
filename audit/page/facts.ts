// What the page works out once from what is known: columns, changes, and which update is which.

import type { Life, Lives } from "../lives";
import { type CustomerChange, changesOf } from "./changes";
import { columnsOf } from "./columns";

/** Everything that the page shows, at any moment. */
export interface PageFacts {
  /** With the customers sorted by id; tokens beside those that they have are among them. */
  readonly lives: Lives;
  readonly columns: readonly string[];
  /** By number of the update. */
  readonly changes: ReadonlyMap<number, readonly CustomerChange[]>;
}

/** Works it out. */
export function pageFacts(lives: Lives): PageFacts {
  const customers = [...lives.customers].sort(byId);
  // A token beside those that customers have is a row of its own.
  const rows = { ...lives, customers: [...customers, ...lives.others].sort(byId) };
  return { lives: rows, columns: columnsOf(rows), changes: changesOf({ ...lives, customers }) };
}

function byId(one: Life, other: Life): number {
  return one.id < other.id ? -1 : Number(one.id > other.id);
}
