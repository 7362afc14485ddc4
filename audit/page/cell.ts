// What one customer may do with one repository, in the words of a cell of the matrix.

import { readAccessLine } from "../../access/accessLine";
import { covers } from "../../access/pattern";
import type { Span } from "../lives";
import { UNKNOWN_RIGHTS } from "../moment";
import { type Standing, standingByRights } from "./standing";

/** A cell. */
export interface Cell {
  readonly kind: "pull" | "locked" | "suspended" | "ended" | "none";
  /** `pull`, `pull, push`, `not known`, `no password`, `suspended`, `ended`, `–`. */
  readonly word: string;
  /** The line that gives it, where that is a prefix above the column: `base/*`. */
  readonly by?: string;
  /** Does the record declare something else for this cell? */
  readonly isOtherwise: boolean;
}

/**
 * The cell of a span and a column.
 *
 * @param span @default - nothing of the customer is in the state
 * @param standing of the customer at that moment
 * @param column a repository, or a prefix such as `base/*`
 * @param at the instant (ISO 8601) with which the last day of access is compared
 */
export function cellOf(
  span: Span | undefined,
  standing: Standing,
  column: string,
  at: string,
): Cell {
  if (span === undefined) return NOTHING;
  const isUnknown = span.hasUnknownRights === true;
  const by = isUnknown ? column : coveredBy(span.repositories, column);
  const kind = by === undefined ? "none" : KINDS[standing];
  if (isUnknown && kind === "pull") return { kind, word: UNKNOWN_RIGHTS, isOtherwise: true };
  return {
    kind,
    word: kind === "pull" ? ["pull", ...moreThanPull(span, by ?? column)].join(", ") : WORDS[kind],
    ...(kind === "none" || by === undefined || by === column ? {} : { by }),
    isOtherwise: span.declared !== undefined && isOtherwise(span, span.declared, column, at),
  };
}

const NOTHING: Cell = { kind: "none", word: "–", isOtherwise: false };

const KINDS: Readonly<Record<Standing, Cell["kind"]>> = {
  active: "pull",
  "no password": "locked",
  suspended: "suspended",
  ended: "ended",
  offboarded: "none",
  removed: "none",
  "not yet": "none",
};

const WORDS = { locked: "no password", suspended: "suspended", ended: "ended", none: "–" } as const;

/** The column itself, else the shortest prefix above it. */
export function coveredBy(repositories: readonly string[], column: string): string | undefined {
  if (repositories.includes(column)) return column;
  return repositories.filter((each) => covers(each, column)).sort()[0];
}

/** `content/write` or `content/write (app/api app/web)`, where it is not on all. */
function moreThanPull({ actions }: Span, line: string): string[] {
  return actions.flatMap((text) => {
    const [action = "", ...on] = text.split(/[ ()]+/).filter((word) => word !== "");
    const word = MORE[action];
    return word !== undefined && (on.length === 0 || on.includes(line)) ? [word] : [];
  });
}

const MORE: Readonly<Record<string, string>> = {
  "content/write": "push",
  "content/delete": "delete",
};

/** Does the record's line give something else here? It says nothing about passwords. */
function isOtherwise(span: Span, line: string, column: string, at: string): boolean {
  const declared = readAccessLine(line);
  const kind = (rights: Pick<Span, "state" | "accessUntil" | "repositories">) =>
    coveredBy(rights.repositories, column) === undefined
      ? "none"
      : KINDS[standingByRights(rights, at)];
  return kind(span) !== (line === "" ? "none" : kind(declared));
}
