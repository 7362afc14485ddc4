// The times in which a cell of the matrix stayed the same: since when, until when, by which updates.

import type { Life, Lives } from "../lives";
import { type Cell, cellOf } from "./cell";
import { type Piece, piecesOf } from "./pieces";
import { lastDaySince, rightSince } from "./rights";

/** A time in which a cell stayed the same. */
export interface Spell extends Pick<Piece, "began" | "fromAt" | "toAt"> {
  readonly cell: Cell;
  /** Number of the update that began it. Where time began it: the one that set the last day, or that gave the right. */
  readonly from: number;
  /** Number of the update that gave the right. @default - there is no right */
  readonly right?: number;
}

/** The times of one cell, in order, up to the page's own time. */
export function spellsOf(lives: Lives, life: Life, column: string): Spell[] {
  const spells: Spell[] = [];
  for (const { span, standing, began, fromAt, toAt } of piecesOf(lives, life)) {
    const cell = cellOf(span, standing, column, fromAt);
    const before = spells.at(-1);
    if (before?.toAt === fromAt && isSame(before.cell, cell)) {
      spells[spells.length - 1] = { ...before, toAt };
    } else {
      const right = cell.kind === "none" ? undefined : rightSince(life, span, column);
      const set = began === "last day" ? lastDaySince(life, span) : right;
      const from = began === "update" ? span.from : (set ?? span.from);
      spells.push({ cell, began, from, right, fromAt, toAt });
    }
  }
  return spells;
}

function isSame(one: Cell, other: Cell): boolean {
  return one.word === other.word && one.by === other.by && one.isOtherwise === other.isOtherwise;
}
