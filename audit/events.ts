// What happened to customers, in order: each change of rights and each password, with the update that did it.

import { beyond } from "../access/pattern";
import type { Life, Lives, OtherLife, Span } from "./lives";
import { endedByItself } from "./moment";
import { besideName, besideWords, endWords, listed, passwordWords } from "./words";

/** One thing that happened to one customer. */
export interface AuditEvent {
  /** ISO 8601 */
  readonly at: string;
  readonly customer: string;
  /** Number of the update that did it. @default - time did: an announced end came */
  readonly update?: number;
  readonly kind: EventKind;
  /** Without the customer's name: `may also pull app/web`. */
  readonly words: string;
}

export type EventKind =
  | "created"
  | "gained"
  | "lost"
  | "actions"
  | "suspended"
  | "resumed"
  | "offboarded"
  | "removed"
  | "returned"
  | "until"
  | "issued"
  | "ended"
  | "differs"
  | "agrees"
  | "drift"
  | "corrected"
  | "renamed"
  | "beside"
  | "deleted";

/** All events in order of time; those of one update in order of customers. */
export function eventsOf(lives: Lives): AuditEvent[] {
  const at = new Map(lives.updates.map(({ number, endedAt }) => [number, endedAt]));
  const dated = (update: number) => ({ update, at: at.get(update) ?? "" });
  // What an update did belongs together, though a password is issued before the update's end.
  const moment = ({ update, at: time }: AuditEvent) => at.get(update ?? 0) ?? time;
  const events = lives.customers.flatMap((life) => [
    ...rightsEvents(life, dated),
    ...renameEvents(life, dated),
    ...correctionEvents(life, dated),
    ...passwordEvents(life, dated),
  ]);
  return [...events, ...lives.others.flatMap((other) => otherEvents(other, dated))].toSorted(
    (one, other) =>
      compare(moment(one), moment(other)) || (one.update ?? MOST) - (other.update ?? MOST),
  );
}

/** Time comes after the update of the same moment. */
const MOST = Number.MAX_SAFE_INTEGER;

type Dated = (update: number) => Pick<AuditEvent, "at" | "update">;

function rightsEvents({ id, spans }: Life, dated: Dated): AuditEvent[] {
  return spans.flatMap((span, index) => {
    const before = spans[index - 1];
    const isNext = before?.to === span.from;
    const event = (kind: EventKind, words: string): AuditEvent => ({
      ...dated(span.from),
      customer: id,
      kind,
      words,
    });
    const removed: AuditEvent[] =
      span.to !== undefined && spans[index + 1]?.from !== span.to
        ? [{ ...dated(span.to), customer: id, kind: "removed", words: "removed with the token" }]
        : [];
    const begun =
      before === undefined || !isNext
        ? [event(before === undefined ? "created" : "returned", arrival(span, before))]
        : changes(before, span).map(([kind, words]) => event(kind, words));
    const drift = (span.drift ?? [])
      .filter((words) => !(isNext && before?.drift?.includes(words)))
      .map((words) => event("drift", words));
    return [
      ...begun,
      ...drift,
      ...agreement(isNext ? before : undefined, span).map(([kind, words]) => event(kind, words)),
      ...removed,
    ];
  });
}

function arrival(span: Span, before: Span | undefined): string {
  const until = span.accessUntil === undefined ? "" : `, until ${span.accessUntil}`;
  const rights = `${mayPull(span)}${until}`;
  const state = span.state === "active" ? "" : `, ${span.state}`;
  return before === undefined ? `created${state}: ${rights}` : `returned${state}: ${rights}`;
}

function mayPull({ repositories, hasUnknownRights }: Span): string {
  if (hasUnknownRights === true) return "may pull what is not known";
  return repositories.length === 0 ? "may pull nothing" : `may pull ${listed(repositories)}`;
}

function changes(before: Span, after: Span): [EventKind, string][] {
  // A prefix in place of what it covers takes nothing away.
  const gained = beyond(after.repositories, before.repositories);
  const lost = beyond(before.repositories, after.repositories);
  const found: [EventKind, string][] = [];
  // Who is active after the last day of access has a token that stays disabled.
  const isLetIn = after.state === "active" && after.isDisabledAtEnd !== true;
  if (isLetIn && (before.state !== "active" || before.isDisabledAtEnd === true)) {
    found.push(["resumed", STATES.resumed]);
  }
  if (after.state !== "active" && before.state !== after.state) {
    found.push([after.state, STATES[after.state]]);
  }
  if (after.hasUnknownRights === true && before.hasUnknownRights !== true) {
    found.push(["gained", mayPull(after)]);
  }
  if (gained.length > 0) found.push(["gained", `may also pull ${listed(gained)}`]);
  if (lost.length > 0) found.push(["lost", `may no longer pull ${listed(lost)}`]);
  if (before.actions.join() !== after.actions.join()) {
    found.push(["actions", `actions are ${listed(after.actions)}, were ${listed(before.actions)}`]);
  }
  if (after.isDisabledAtEnd === true && before.isDisabledAtEnd !== true) {
    const words = `access has ended with ${after.accessUntil}: the token is disabled`;
    found.push(["until", words]);
  }
  if (before.accessUntil !== after.accessUntil) {
    const { accessUntil } = after;
    const words =
      accessUntil === undefined ? "has no last day of access" : `has access until ${accessUntil}`;
    found.push(["until", words]);
  }
  return found;
}

const STATES = {
  resumed: "let in again: the token is enabled",
  suspended: "suspended: the token is disabled",
  offboarded: "offboarded: the token is disabled",
} as const;

function agreement(before: Span | undefined, after: Span): [EventKind, string][] {
  if (before?.declared === after.declared) return [];
  if (after.declared === undefined) return [["agrees", "is again as the record declares"]];
  const declared =
    after.declared === ""
      ? "the record does not list them"
      : `the record declares: ${after.declared}`;
  return [["differs", `is not as declared; ${declared}`]];
}

function renameEvents({ id, renamed = [] }: Life, dated: Dated): AuditEvent[] {
  return renamed.map(({ in: number, from, to }) => ({
    ...dated(number),
    customer: id,
    kind: "renamed",
    words: `has another token: the user name is ${to}, was ${from}`,
  }));
}

/** What happened to a token beside those that customers have, as it is told of its customer. */
function otherEvents(other: OtherLife, dated: Dated): AuditEvent[] {
  const { customer = other.id, spans } = other;
  const name = besideName(other);
  const rights = rightsEvents(other, dated).map((event): AuditEvent => {
    switch (event.kind) {
      case "created":
      case "returned": {
        const rest = event.words.slice(event.kind.length).replace(/^, suspended/, ", disabled");
        return { ...event, kind: "beside", words: `${name} ${besideWords(other)}${rest}` };
      }
      case "removed":
        return { ...event, kind: "deleted", words: `${name} ${gone(other)}` };
      default:
        return { ...event, words: `${name}: ${event.words}` };
    }
  });
  // What was issued while it was the customer's own is told of them.
  const passwords = passwordEvents(other, dated)
    .filter(({ kind, update = 0 }) => kind !== "issued" || update >= (spans[0]?.from ?? 0))
    .map((event) => ({ ...event, words: `${name}: ${event.words}` }));
  return [...rights, ...passwords].map((event) => ({ ...event, customer }));
}

function gone({ why, isRetained }: OtherLife): string {
  if (isRetained === true) return "left the state, and stays in the registry";
  return why === "replaced" ? "was deleted" : "is no longer in the state";
}

function correctionEvents({ id, rewritten = [] }: Life, dated: Dated): AuditEvent[] {
  return rewritten.map((number) => ({
    ...dated(number),
    customer: id,
    kind: "corrected",
    words: "written again without a visible change: what others had changed was corrected",
  }));
}

function passwordEvents({ id, passwords }: Life, dated: Dated): AuditEvent[] {
  return passwords.flatMap((password): AuditEvent[] => {
    const { seenIn, goneIn, end, from, how } = password;
    const issued = {
      update: seenIn,
      at: from,
      customer: id,
      kind: "issued" as const,
      words: passwordWords(password),
    };
    if (end === undefined || how === "with an old token") return [issued];
    const ended = {
      ...(endedByItself(password) || goneIn === undefined
        ? {}
        : { update: dated(goneIn).update ?? goneIn }),
      at: end,
      customer: id,
      kind: "ended" as const,
      words: endWords(password),
    };
    return [issued, ended];
  });
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
