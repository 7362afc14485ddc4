// Says whether a history shows that it was changed: by its hashes, its order, and anchors that were kept elsewhere.

import { declaredWords } from "../answers/access";
import { type Answer, frame, ofStack } from "../answers/answer";
import type { Lives } from "../lives";
import type { History } from "../snapshot";
import { isSameStack } from "../stackName";
import { count } from "../words";
import { type Anchor, anchorBreaks } from "./anchors";
import { alteredRecords, BREAKS, type Break, brokenEvents } from "./chains";

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
  const anchors = given?.filter(
    ({ stack }) => stack === undefined || isSameStack(stack, history.stack),
  );
  const found: Break[] = [
    ...alteredRecords(history.entries),
    ...brokenEvents(history.entries),
    ...contradictions(lives),
    ...lives.gaps.map(({ at, words }) => ({ kind: "history" as const, at: at ?? null, words })),
    ...(anchors === undefined ? [] : anchorBreaks(history, anchors)),
  ];
  const head = history.entries.findLast(({ snapshot }) => snapshot?.guard !== undefined)?.snapshot
    ?.guard;
  const upToRevision =
    anchors === undefined ? null : Math.max(0, ...anchors.map(({ revision }) => revision)) || null;
  const verdict = verdictWords(found, head, anchors, upToRevision);
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
      anchors: anchors === undefined ? null : { compared: anchors.length, upToRevision },
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

const NOT_COVERED =
  "Anchors cover the records: who may pull what, and who was behind it. What was carried out, results, messages and times of entries, and the announced ends of passwords are covered only by a copy";

function verdictWords(
  found: readonly Break[],
  head: { recordSha256?: string } | undefined,
  anchors: readonly Anchor[] | undefined,
  upToRevision: number | null,
): string {
  const isMissing = anchors?.length === 0;
  const serious = found.filter(
    ({ kind }) => kind !== "contradicts" && !(isMissing && kind === "anchor"),
  );
  if (serious.length > 0) {
    return `${count(serious.length, "thing")} ${serious.length === 1 ? "does" : "do"} not fit; each is a run that was killed, a file that is missing, or a change`;
  }
  if (head?.recordSha256 === undefined) {
    return "nothing contradicts itself, but without hashes little could";
  }
  if (anchors === undefined || upToRevision === null) {
    const why = isMissing ? "no anchor is of this stack, and " : "";
    return `consistent, but rewritable: ${why}whoever may write the backend can compute all hashes again; compare with what was kept elsewhere (--anchors)`;
  }
  const signed = anchors.every(({ isSigned }) => isSigned === true) ? "signed " : "";
  return `consistent, and up to revision ${upToRevision} as the ${signed}anchors say; what came after is rewritable. ${NOT_COVERED}`;
}
