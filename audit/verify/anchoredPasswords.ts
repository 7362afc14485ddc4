// Finds whose password records are not as anchors say.

import { oneLine } from "../answers/answer";
import { type CredentialHead, credentialsIn } from "../head";
import type { WrittenRun } from "../snapshot";
import { listed } from "../words";
import type { Break } from "./chains";
import { type CoveringAnchor, timeBetween } from "./keptAnchor";

/**
 * The customers whose last event of the credential is another one than an anchor has seen: each once, by the first such
 * anchor, and the last one before it with which their record agrees.
 *
 * @param anchors in their order
 */
export function passwordBreaks(
  written: readonly WrittenRun[],
  anchors: readonly CoveringAnchor[],
): Break[] {
  const known = new Set<string>();
  const agreed = new Map<string, CoveringAnchor>();
  return anchors.flatMap((anchor) => {
    const spells = new Map<CoveringAnchor | undefined, string[]>();
    for (const [id, isAgreeing] of compared(anchor, written)) {
      if (known.has(id)) continue;
      const since = agreed.get(id);
      if (isAgreeing) agreed.set(id, anchor);
      else {
        known.add(id);
        spells.set(since, [...(spells.get(since) ?? []), id]);
      }
    }
    return [...spells].map(([since, ids]) => breakOf(since, anchor, ids));
  });
}

/** Whether each customer's record is as an anchor has seen it. */
function compared(
  { entries: { last }, credentials = {} }: CoveringAnchor,
  written: readonly WrittenRun[],
): (readonly [id: string, isAgreeing: boolean])[] {
  const run = written.find(({ number }) => number === last);
  // Where its last entry is gone or unreadable, the event may still stand in another one.
  const known =
    run?.snapshot === undefined ? written.map(({ snapshot }) => snapshot) : [run.snapshot];
  const heads = known.map(credentialsIn);
  const ids = new Set([
    ...Object.keys(credentials),
    ...(run?.snapshot === undefined ? [] : Object.keys(credentialsIn(run.snapshot))),
  ]);
  return [...ids].sort().map((id) => [id, heads.some((head) => isSame(head[id], credentials[id]))]);
}

function isSame(one: CredentialHead | undefined, other: CredentialHead | undefined): boolean {
  return one?.events === other?.events && one?.sha256 === other?.sha256;
}

function breakOf(
  since: CoveringAnchor | undefined,
  anchor: CoveringAnchor,
  ids: readonly string[],
): Break {
  const [records, are] = ids.length === 1 ? ["record", "is"] : ["records", "are"];
  return {
    kind: "anchor",
    at: anchor.name,
    words: `${timeBetween(since, anchor)} the password ${records} of ${listed(ids.map(oneLine))} ${are} other than it has seen`,
  };
}
