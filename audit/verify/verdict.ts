// Says whether a history shows that it was changed: by its hashes, its order, and anchors that were kept elsewhere.

import { declaredWords } from "../answers/access";
import { type Answer, frame, ofStack } from "../answers/answer";
import type { Lives } from "../lives";
import type { History } from "../snapshot";
import { isSameStack } from "../stackName";
import { count } from "../words";
import { anchorBreaks } from "./anchors";
import { alteredRecords, BREAKS, type Break, brokenEvents } from "./chains";
import { type Anchor, coveringAnchors } from "./keptAnchor";
import { uncountedEvents } from "./uncounted";

/**
 * All that does not fit, and what follows from it.
 *
 * @param given anchors of any stack; those of another one do not count. @default - there are none
 */
export function verdictOn(
  history: History,
  lives: Lives,
  given: readonly Anchor[] | undefined,
): Answer {
  // An anchor from before a rename has the name that the checkpoints have.
  const names = [
    ...new Set([history.stack, ...history.written.flatMap(({ stack = [] }) => stack)]),
  ];
  const anchors = given?.filter(
    ({ stack }) => stack === undefined || names.some((name) => isSameStack(stack, name)),
  );
  const found: Break[] = [
    ...alteredRecords(history.entries),
    ...brokenEvents(history.entries),
    ...uncountedEvents(history.entries),
    ...contradictions(lives),
    ...lives.gaps.map(({ at, words }) => ({ kind: "history" as const, at: at ?? null, words })),
    ...(anchors === undefined ? [] : anchorBreaks(history, anchors)),
  ];
  const head = history.entries.findLast(({ snapshot }) => snapshot?.guard !== undefined)?.snapshot
    ?.guard;
  const verdict = verdictWords(found, head, anchors, history);
  return {
    title: `Was the history changed? ${ofStack(lives)}`,
    columns: ["kind", "at", "what"],
    rows: found.map(({ kind, at, words }) => [BREAKS[kind], at ?? "-", words]),
    notes: [
      verdict,
      head?.recordSha256 === undefined
        ? "the last record has no hash: it was written by an earlier version"
        : `revision ${head.revision}, record ${head.recordSha256}`,
    ],
    hasFindings: found.length > 0,
    data: {
      ...frame(lives, "verify"),
      head: head?.recordSha256 ?? null,
      revision: head?.revision ?? null,
      findings: found,
      anchors: anchors === undefined ? null : reachOf(anchors, history),
      verdict,
    },
  };
}

/** What the record declares and the resources of the same checkpoint do not say. */
function contradictions({ customers, updates }: Lives): Break[] {
  return customers.flatMap(({ id, spans }) =>
    spans.flatMap(({ from, to, declared }) =>
      declared === undefined
        ? []
        : [
            {
              kind: "contradicts" as const,
              at: updates[from - 1]?.name ?? null,
              words: `${id} is not as the record declares, ${to === undefined ? "to this day" : `until update ${to}`}: ${declaredWords(declared)}`,
            },
          ],
    ),
  );
}

/** How far anchors reach. */
interface Reach {
  readonly compared: number;
  /** How many of them cover the records alone. */
  readonly ofRecordsAlone: number;
  readonly upToRevision: number | null;
  /** The last entry that one of them covers. */
  readonly upToEntry: string | null;
}

function reachOf(anchors: readonly Anchor[], { written }: History): Reach {
  const covering = coveringAnchors(anchors);
  const last = covering.at(-1)?.entries.last;
  return {
    compared: anchors.length,
    ofRecordsAlone: anchors.length - covering.length,
    upToRevision: Math.max(0, ...anchors.map(({ revision }) => revision)) || null,
    upToEntry:
      last === undefined ? null : (written.find(({ number }) => number === last)?.name ?? last),
  };
}

function verdictWords(
  found: readonly Break[],
  head: { recordSha256?: string } | undefined,
  anchors: readonly Anchor[] | undefined,
  history: History,
): string {
  const isMissing = anchors?.length === 0;
  const serious = found.filter(
    ({ kind }) => kind !== "contradicts" && !(isMissing && kind === "anchor"),
  );
  const reach = anchors === undefined || isMissing ? undefined : reachWords(anchors, history);
  if (serious.length > 0) {
    const contradicted = serious.filter(({ kind }) => kind === "anchor").length;
    const words = seriousWords(serious.length, contradicted);
    return contradicted > 0 || reach === undefined
      ? words
      : `${words}. Up to ${reach.to} it is ${reach.as}. ${reach.limits}`;
  }
  if (reach !== undefined) {
    return `consistent, and up to ${reach.to} ${reach.as}; what came after is rewritable. ${reach.limits}`;
  }
  if (head?.recordSha256 === undefined) {
    return "nothing contradicts itself, but without hashes little could";
  }
  const why = isMissing ? "no anchor is of this stack, and " : "";
  return `consistent, but rewritable: ${why}whoever may write the backend can compute all hashes again; compare with what was kept elsewhere (--anchors)`;
}

/** An anchor says that something was changed; without one it may be something else. */
function seriousWords(all: number, contradicted: number): string {
  const each = "a run that was killed, a file that is missing, or a change";
  const fit = `${count(all, "thing does", "things do")} not fit`;
  if (contradicted === 0) return `${fit}; each is ${each}`;
  const changed = "what an anchor contradicts was changed after the anchor was made";
  return contradicted === all
    ? `${fit}; ${changed}`
    : `${fit}; ${changed}, and each other one is ${each}`;
}

/** `revision 11 and entry dev-1784802063561029257`, `as the signed anchors say`, and what they do not cover. */
function reachWords(anchors: readonly Anchor[], history: History) {
  const { upToRevision, upToEntry } = reachOf(anchors, history);
  const signed = anchors.every(({ isSigned }) => isSigned === true) ? "signed " : "";
  const entry = upToEntry === null ? "" : ` and entry ${upToEntry}`;
  return {
    to: `revision ${upToRevision}${entry}`,
    as: `as the ${signed}anchors say`,
    limits: limitWords(anchors, history),
  };
}

const RECORDS_ALONE =
  "cover the records alone: who may pull what, and who was behind it. What was carried out, results, messages and times of entries, and the announced ends of passwords are covered by anchors of `audit --anchor` and `--sign`, or by a copy";

function limitWords(anchors: readonly Anchor[], history: History): string {
  const { compared, ofRecordsAlone } = reachOf(anchors, history);
  if (ofRecordsAlone === compared) return `These anchors ${RECORDS_ALONE}`;
  const all =
    "Anchors cover all entries and checkpoints that were there: what was declared and done, results, messages and times, and the passwords' announced ends";
  if (ofRecordsAlone === 0) return all;
  return `${all}. ${ofRecordsAlone} of ${compared} ${ofRecordsAlone === 1 ? "covers" : "cover"} the records alone`;
}
