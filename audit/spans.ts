// Divides a customer's time into spans in which what they may do stays the same, by the resources of the state.

import { readAccessLine } from "../access/accessLine";
import { repositoryActionIn } from "../access/repositoryAction";
import type { Span } from "./lives";
import type { CustomerFact } from "./snapshot";

/** What stood for one customer after one update. */
export interface Stand {
  readonly number: number;
  /** Absent where no resource of theirs is in the state. */
  readonly fact?: CustomerFact;
  /** The record's line. Absent where it lists nobody of this id. */
  readonly line?: string;
  /** Is there a record at all? */
  readonly hasRecord: boolean;
  /** The day (UTC) of the update. */
  readonly day: string;
}

/** The spans of one customer, in order. A time without resources and without a line is in none. */
export function spansOf(stands: readonly Stand[]): Span[] {
  const spans: Span[] = [];
  let open: { from: number; what: string; span: Omit<Span, "from" | "to"> } | undefined;
  const close = (to?: number) => {
    if (open === undefined) return;
    spans.push({ from: open.from, ...(to === undefined ? {} : { to }), ...open.span });
  };
  let before: Stand | undefined;
  for (const stand of stands) {
    // Most updates change nothing for most customers, and the reader gives them the same object then.
    if (before !== undefined && isSame(before, stand)) continue;
    before = stand;
    const span = spanOf(stand);
    const what = JSON.stringify(span);
    if (what === (open?.what ?? JSON.stringify(undefined))) continue;
    close(stand.number);
    open = span === undefined ? undefined : { from: stand.number, what, span };
  }
  close();
  return spans;
}

/** Who has a last day is looked at each time, since it may have passed. */
function isSame(one: Stand, other: Stand): boolean {
  if (one.fact?.accessUntil !== undefined) return false;
  return one.fact === other.fact && one.line === other.line && one.hasRecord === other.hasRecord;
}

function spanOf({ fact, line, hasRecord, day }: Stand): Omit<Span, "from" | "to"> | undefined {
  if (fact === undefined && line === undefined) return undefined;
  const declared = line === undefined ? undefined : readAccessLine(line);
  const rights = rightsIn(fact?.actions ?? []);
  const isDeclared = declared?.state === "active";
  // After the last day of access the next run disables the token, which is no suspension.
  const isOver = fact?.accessUntil !== undefined && fact.accessUntil < day;
  const isDisabledAtEnd = isDeclared && isOver && fact.enabled === false;
  const isLetIn = isDisabledAtEnd || (fact?.enabled ?? isDeclared);
  const left = declared?.state === "offboarded" ? "offboarded" : "suspended";
  const span: Omit<Span, "from" | "to"> = {
    state: isLetIn ? "active" : left,
    repositories: rights.repositories,
    actions: rights.actions,
    ...(fact?.tokenName !== undefined && fact.actions === undefined
      ? { hasUnknownRights: true as const }
      : {}),
    ...(fact?.accessUntil === undefined ? {} : { accessUntil: fact.accessUntil }),
    ...(isDisabledAtEnd ? { isDisabledAtEnd } : {}),
    ...driftIn(fact),
  };
  if (!hasRecord) return span;
  return isAsDeclared(span, fact, line) ? span : { ...span, declared: line ?? "" };
}

/** Passwords have lives of their own; what else was changed counts for access. */
function driftIn(fact: CustomerFact | undefined): Pick<Span, "drift"> {
  const { enabled, scopeMapId } = fact?.drift ?? {};
  const drift = [enabled, scopeMapId, boundWords(fact)].filter((words) => words !== undefined);
  return drift.length === 0 ? {} : { drift };
}

function boundWords(fact: CustomerFact | undefined): string | undefined {
  if (fact?.boundTo === undefined) return undefined;
  return fact.isBoundElsewhere === true
    ? `the token has scope map ${fact.boundTo}, which is not in the state: what it grants is not known`
    : `the token has scope map ${fact.boundTo}, not one of its own`;
}

function isAsDeclared(
  span: Omit<Span, "from" | "to">,
  fact: CustomerFact | undefined,
  line: string | undefined,
): boolean {
  if (line === undefined || fact === undefined) return false;
  const declared = readAccessLine(line);
  const wanted = declared.repositories.flatMap((repository) =>
    declared.actions.map((action) => `repositories/${repository}/${action}`.toLowerCase()),
  );
  const given = (fact.actions ?? []).map((action) => action.toLowerCase());
  return (
    span.state === declared.state &&
    wanted.toSorted().join(" ") === given.toSorted().join(" ") &&
    (fact.tokenName ?? declared.tokenName).toLowerCase() === declared.tokenName.toLowerCase() &&
    fact.accessUntil === declared.accessUntil
  );
}

/**
 * Repositories whose content may be read, and all actions; one that is not on all of them, or on others, names those
 * that it is on. One on something else than repositories is there as it is.
 */
function rightsIn(actions: readonly string[]): { repositories: string[]; actions: string[] } {
  const byAction = new Map<string, Set<string>>();
  const all = new Set<string>();
  const others: string[] = [];
  for (const text of actions) {
    const { repository, action } = repositoryActionIn(text) ?? {};
    if (repository === undefined || action === undefined) {
      others.push(text);
      continue;
    }
    all.add(repository);
    byAction.set(action, (byAction.get(action) ?? new Set()).add(repository));
  }
  const pulled = byAction.get("content/read") ?? new Set();
  const words = [...byAction].map(([action, repositories]) =>
    // Repositories that cannot be pulled are named nowhere else.
    repositories.size === all.size && pulled.size === all.size
      ? action
      : `${action} (${[...repositories].sort().join(" ")})`,
  );
  return { repositories: [...pulled].sort(), actions: [...words, ...others].sort() };
}
