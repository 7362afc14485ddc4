// What changed between two moments: each update with what it did, and the quiet runs between them in one line.

import type { LoggedRun } from "../attest/facts";
import { type AuditEvent, eventsOf } from "../events";
import type { Lives, UpdateFact } from "../lives";
import { isSameStack } from "../stackName";
import { count } from "../words";
import {
  type Answer,
  behind,
  frame,
  gapNotes,
  hasGaps,
  minuteOf,
  oneLine,
  UNCOMMITTED,
  updateWords,
} from "./answer";
import { runLogLimits, runsOf } from "./runLog";

/** Which time, and what pipelines logged of it. */
export interface ChangesArgs {
  /** ISO 8601; what is at this instant is not in. */
  readonly from: string;
  /** ISO 8601; what is at this instant is in. */
  readonly to: string;
  /** @default - no log was given, and the answer says so */
  readonly runs?: readonly LoggedRun[];
}

/** The changes of a time, and the runs that were refused or failed before Pulumi noted anything. */
export function changesAnswer(lives: Lives, { from, to, runs }: ChangesArgs): Answer {
  const isWithin = (at: string) => at > from && at <= to;
  const updates = lives.updates.filter(({ endedAt }) => isWithin(endedAt));
  const byUpdate = new Map<number, AuditEvent[]>();
  const byTime: AuditEvent[] = [];
  for (const event of eventsOf(lives)) {
    if (event.update === undefined) {
      if (isWithin(event.at)) byTime.push(event);
    } else byUpdate.set(event.update, [...(byUpdate.get(event.update) ?? []), event]);
  }
  const quiet = updates.filter(({ isQuiet }) => isQuiet);
  const gapHours = longestGapHours(lives, { from, to });
  const unseen = (runs ?? []).filter((run) => isWithin(run.time) && isUnseen(run, lives));
  const rows = [
    ...updates.flatMap((update) => rowsOf(update, byUpdate.get(update.number) ?? [])),
    ...unseen.map((run) => ({ at: run.time, row: loggedRow(run) })),
    ...byTime.map((event) => ({
      at: event.at,
      row: [minuteOf(event.at), "-", "time", event.customer, event.words],
    })),
  ].toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
  return {
    title: `What changed in ${lives.stack} from ${minuteOf(after(from))} to ${minuteOf(to)}`,
    columns: ["when", "update", "who and why", "customer", "what"],
    groups: 3,
    rows: rows.map(({ row }) => row),
    hasFindings: hasGaps(lives),
    notes: [
      ...quietWords(quiet, gapHours),
      ...(updates.some(({ provenance }) => (provenance.approvers ?? []).length > 0)
        ? ["who approved is as the runs noted it"]
        : []),
      ...(runs === undefined
        ? [NO_RUN_LOG]
        : runLogLimits(lives.stack, runs, { from, to }).map((what) => `not known: ${what}`)),
      ...gapNotes(lives.gaps),
    ],
    data: {
      ...frame(lives, "changes"),
      from,
      to,
      changes: updates
        .filter(({ isQuiet }) => !isQuiet)
        .map((update) => ({
          ...updateWords(update),
          events: (byUpdate.get(update.number) ?? []).map(eventData),
        })),
      byTime: byTime.map(eventData),
      runs: runsOf(lives.stack, runs ?? []).length === 0 ? null : unseen,
      quiet: { count: quiet.length, longestGapHours: gapHours },
    },
  };
}

const NO_RUN_LOG =
  "runs that were refused are not in the history; --runs names the log that the pipeline keeps";

/** Refused, or failed without an entry: Pulumi notes the end of a run within its time. */
export function isUnseen({ time, verdict, stack }: LoggedRun, lives: Lives): boolean {
  if (verdict === "succeeded") return false;
  if (stack !== undefined && !isSameStack(stack, lives.stack)) return false;
  const at = Date.parse(time);
  return !lives.updates.some(
    ({ result, endedAt }) =>
      result === "failed" && Math.abs(Date.parse(endedAt) - at) < LOGGED_WITHIN_MS,
  );
}

/** A pipeline logs a run a moment after its end. */
const LOGGED_WITHIN_MS = 5 * 60_000;

function loggedRow({ time, verdict, reason = "", commit }: LoggedRun): string[] {
  const from = commit === undefined ? "-" : `commit ${commit.slice(0, 7)}`;
  const why = oneLine(reason) === "" ? "" : `: ${oneLine(reason)}`;
  return [
    minuteOf(time),
    "none",
    from,
    "-",
    `a run ${verdict === "refused" ? "was refused" : "failed"}${why}`,
  ];
}

/** A row for each customer; one for an update in which nothing is seen of its change. */
function rowsOf(update: UpdateFact, events: readonly AuditEvent[]) {
  if (update.isQuiet) return [];
  const { endedAt, provenance, message, isDirty } = update;
  const [firstLine = ""] = message.split("\n");
  // In quotes, since a title may read like an approval.
  const title = oneLine(firstLine) === "" ? [] : [`“${oneLine(firstLine)}”`];
  const noted = isDirty === true ? [UNCOMMITTED] : [];
  const why = [...behind(provenance), ...noted, ...title].join("; ") || "-";
  const start = [minuteOf(endedAt), updateName(update).replace("update ", ""), why];
  const customers = [...new Set(events.map(({ customer }) => customer))];
  const row = (customer: string) => {
    const own = events.filter((event) => event.customer === customer);
    return { at: endedAt, row: [...start, customer, own.map(({ words }) => words).join("; ")] };
  };
  return customers.length === 0 ? [{ at: endedAt, row: [...start, "-", "-"] }] : customers.map(row);
}

/** The first moment that is in. */
function after(instant: string): string {
  return new Date(Date.parse(instant) + 1).toISOString();
}

/** `update 12`, with what is unusual about it: `update 12 (refresh), failed`. */
export function updateName({ number, kind, result }: UpdateFact): string {
  const unusual = kind === "update" ? "" : ` (${kind})`;
  return `update ${number}${unusual}${result === "succeeded" ? "" : `, ${result}`}`;
}

/** An event for programs. */
export function eventData({ at, customer, kind, words, update }: AuditEvent): object {
  return { at, customer, kind, words, update: update ?? null };
}

/** Runs without any change prove that the control ran. */
function quietWords(quiet: readonly UpdateFact[], gapHours: number | null): string[] {
  const failed = quiet.filter(({ result }) => result !== "succeeded").length;
  const dirty = quiet.filter(({ isDirty }) => isDirty === true).length;
  const more = [
    ...(failed === 0 ? [] : [`, of which ${failed} did not succeed`]),
    ...(dirty === 0 ? [] : [`, of which ${dirty} ran ${UNCOMMITTED}`]),
  ].join("");
  const what =
    quiet.length === 0
      ? []
      : [`${count(quiet.length, "more run")} changed no access and no password${more}`];
  if (gapHours === null) return ["no run is known of this time"];
  return [...what, `the longest time without a run was ${count(gapHours, "hour")}`];
}

/** Also from the last run before the time, and to its end; null where nothing is known of it. */
function longestGapHours(
  { updates, asOf }: Lives,
  { from, to }: { from: string; to: string },
): number | null {
  if (!updates.some(({ endedAt }) => endedAt <= to)) return null;
  const end = to < asOf ? to : asOf;
  const before = updates.findLast(({ endedAt }) => endedAt <= from)?.endedAt;
  const within = updates.filter(({ endedAt }) => endedAt > from && endedAt <= to);
  const times = [before, ...within.map(({ endedAt }) => endedAt), end]
    .filter((time) => time !== undefined)
    .map((time) => Date.parse(time));
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return Math.round(Math.max(0, ...gaps) / 3_600_000);
}
