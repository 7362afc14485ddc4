// The form of every answer: a title, a table, notes, and the same as values for programs.

import type { Lives, OtherLife, Span, UpdateFact } from "../lives";
import { canPullAt, lastUpdate, spanAt, thereSince } from "../moment";
import type { Gap, Provenance } from "../snapshot";
import { besideWords, count, listed } from "../words";

/** One table. */
export interface Sheet {
  /** One line: what is answered, of which stack and moment. */
  readonly title: string;
  readonly columns: readonly string[];
  /** Texts without line breaks, one for each column. */
  readonly rows: readonly (readonly string[])[];
  /** So many of the first columns are left empty where they are as in the row above. @default 0 */
  readonly groups?: number;
  /** Sentences below the table. */
  readonly notes: readonly string[];
}

/** What is printed as tables, as CSV or as Markdown. */
export interface Answer extends Sheet {
  /** Further tables. @default [] */
  readonly parts?: readonly Sheet[];
  /** What CSV has. @default - the answer's own table */
  readonly csv?: Sheet;
  /** For programs; one object, whose form docs/audit.schema.json describes. */
  readonly data: object;
  /** Did it find something that somebody must look at? @default false */
  readonly hasFindings?: boolean;
}

/** An update as every answer names it, for programs. */
export interface UpdateWords extends Provenance {
  readonly number: number;
  readonly name: string;
  readonly kind: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly result: UpdateFact["result"];
  readonly message: string;
  readonly isDirty?: true;
  readonly revision?: number;
  readonly fileSha256?: string;
}

/** The values of an update. */
export function updateWords(fact: UpdateFact): UpdateWords {
  const { isQuiet: _, acknowledged: __, provenance, ...update } = fact;
  return { ...update, ...provenance };
}

/** The values of an update by its number. */
export function updateData({ updates }: Lives, number: number): UpdateWords | { number: number } {
  const update = updates[number - 1];
  return update === undefined ? { number } : updateWords(update);
}

/** One line for people: `update 12, 2026-09-30 14:02 UTC, commit 1a2b3c4 by Ana, #41 approved by Bo`. */
export function updateLine(update: UpdateFact | undefined): string {
  if (update === undefined) return "no update";
  const { number, endedAt, provenance, result, isDirty } = update;
  return [
    `update ${number}`,
    minuteOf(endedAt),
    ...(result === "succeeded" ? [] : [result]),
    ...behind(provenance),
    ...(isDirty === true ? [UNCOMMITTED] : []),
  ].join(", ");
}

/** Words for an update that was not of its commit alone. */
export const UNCOMMITTED = "with changes that are in no commit";

/** Who and what was behind a run: `commit 1a2b3c4 by Ana`, `#41 approved by Bo`. Empty where nothing was noted. */
export function behind({ commit, author, pullRequest, approvers = [] }: Provenance): string[] {
  const who = author === undefined ? "" : ` by ${oneLine(author)}`;
  const approved = approvers.length === 0 ? "" : `approved by ${approvers.map(oneLine).join(", ")}`;
  const request = pullRequest === undefined ? "" : `#${oneLine(pullRequest)}`;
  return [
    ...(commit === undefined
      ? who === ""
        ? []
        : [who.trim()]
      : [`commit ${commit.slice(0, 7)}${who}`]),
    ...(request === "" && approved === "" ? [] : [[request, approved].filter(Boolean).join(" ")]),
  ];
}

/** `2026-09-30 14:02 UTC` */
export function minuteOf(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** Which stack, and up to when. */
export function ofStack({ stack, asOf, updates }: Lives): string {
  return `${stack} at ${minuteOf(asOf)}, after ${updates.length} update${updates.length === 1 ? "" : "s"}`;
}

/** What every answer holds for programs. */
export function frame(lives: Lives, question: string): object {
  const { stack, source, registryId, vaultId, asOf, gaps } = lives;
  return {
    question,
    stack,
    source,
    registryId,
    vaultId,
    asOf,
    updates: lives.updates.length,
    gaps,
  };
}

/** A note for each gap of the history. */
export function gapNotes(gaps: readonly Gap[]): string[] {
  return gaps.map(
    ({ at, words }) =>
      `what the history does not tell: ${at === undefined ? "" : `${at}: `}${words}`,
  );
}

/** A note for each customer of whom the last run found that others had changed what counts for access. */
function driftNotes({ customers }: Lives): string[] {
  return customers.flatMap(({ id, spans }) => {
    const last = spans.at(-1);
    return last?.to === undefined ? (last?.drift ?? []).map((words) => `${id}: ${words}`) : [];
  });
}

/** The notes that every answer about access ends with. */
export function accessNotes(lives: Lives): string[] {
  return [...otherNotes(lives), ...driftNotes(lives), ...gapNotes(lives.gaps)];
}

/** A token beside those that customers have, as it stands at the lives' moment. */
export interface OtherNow {
  readonly other: OtherLife;
  readonly span: Span;
  /** May somebody log in with it, and pull something? */
  readonly canPull: boolean;
  /** Number of the update since which it is there. */
  readonly since: number;
}

/** All that are there. */
export function othersNow(lives: Lives): OtherNow[] {
  return lives.others.flatMap((other) => {
    const span = spanAt(other, lastUpdate(lives));
    if (span === undefined) return [];
    const canPull = canPullAt(other, span, lives.asOf);
    return [{ other, span, canPull, since: thereSince(other, span) }];
  });
}

/** What programs get of one: `why` it is there, whose it was, and the update since which it is there. */
export function otherData(lives: Lives, { other, canPull, since }: OtherNow): object {
  return {
    id: other.id,
    customer: other.customer ?? null,
    why: other.why,
    canPull,
    since: updateData(lives, since),
  };
}

/** How many there are, behind a count of customers: `; 2 tokens beside them`, or nothing. */
export function besideCount({ length }: readonly OtherNow[]): string {
  return length === 0 ? "" : `; ${count(length, "token")} beside them`;
}

/** Why it is there, in a cell: `was replaced, and waits for its deletion`. */
export function besideState({ other, canPull }: OtherNow): string {
  return canPull ? besideWords(other) : `${besideWords(other)}; cannot pull`;
}

/** A note for each of them. */
export function otherNotes(lives: Lives): string[] {
  return othersNow(lives).map(({ other, span, canPull, since }) => {
    const may = other.hasUnknownPasswords === true ? "may" : "can";
    const who = canPull
      ? `whoever has its password ${may} pull ${pulledBy(span)}`
      : "nobody can pull with it";
    const there = `${besideWords(other)}, since ${updateLine(lives.updates[since - 1])}`;
    return [`${other.id} ${there}; ${who}`, ...(span.drift ?? [])].join("; ");
  });
}

function pulledBy({ repositories, hasUnknownRights }: Span): string {
  return hasUnknownRights === true ? "what is not known" : listed(repositories);
}

/** Must somebody look at it: does the history not tell something, was something changed by others, or is a token too many? */
export function hasGaps(lives: Lives): boolean {
  return lives.gaps.length > 0 || driftNotes(lives).length > 0 || othersNow(lives).length > 0;
}

/** Text of others in one line, without control characters and marks that turn the direction of writing. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/gu, "")
    .trim();
}
