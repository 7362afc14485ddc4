// Judges the events of one webhook: is it answered, since when not, how many were lost. Pure.
import type { Delivery } from "../../azure/webhooks/webhookEvents";
import { dependsOnEvent } from "./causes";

/** What the events of a webhook say. */
export interface Standing {
  /** `silent`: nothing was sent yet, as far as is known. */
  readonly verdict: "answered" | "failing" | "silent";
  /** How many events of pushes are kept; Azure forgets older ones. */
  readonly pushes: number;
  /** How many of them were not answered well; an event is sent once, so they are lost. */
  readonly lost: number;
  /** How often each status was answered, to pings too, the most frequent first; null where nothing was noted. */
  readonly answers: readonly { readonly status: number | null; readonly count: number }[];
  /** The newest answer that counts; null where there is none. */
  readonly status: number | null;
  /** Did that answer say that the registry's address is not let in? */
  readonly isForeignAddress: boolean;
  /** When the unbroken series of failures began; null where there is none. ISO 8601. */
  readonly failingSince: string | null;
  /** When an event was last answered well, of those that are kept. */
  readonly lastAnswered: string | null;
}

/** A webhook waits five seconds; what has no answer after this time gets none. */
const UNDER_WAY_MS = 60_000;

/** Judges events in any order. */
export function standingOf(deliveries: readonly Delivery[], nowMs: number): Standing {
  const ended = deliveries
    .filter(({ status, at }) => status !== undefined || nowMs - Date.parse(at) > UNDER_WAY_MS)
    .sort((one, other) => other.at.localeCompare(one.at));
  const judged = withoutWellAnsweredPings(ended);
  const newest = judged[0];
  const good = judged.findIndex(isAnswered);
  const series = good < 0 ? judged : judged.slice(0, good);
  return {
    verdict: newest === undefined ? "silent" : series.length > 0 ? "failing" : "answered",
    pushes: deliveries.filter(isPush).length,
    lost: ended.filter((each) => isPush(each) && !isAnswered(each)).length,
    answers: countsOf(ended),
    status: newest?.status ?? null,
    isForeignAddress: newest?.isForeignAddress ?? false,
    failingSince: series.at(-1)?.at ?? null,
    lastAnswered: judged[good]?.at ?? null,
  };
}

/** Was it answered by any 2xx? */
export function isAnswered({ status = 0 }: Pick<Delivery, "status">): boolean {
  return status >= 200 && status < 300;
}

/** A ping proves nothing where the last push failed for what is in it, or for how long it takes. */
function withoutWellAnsweredPings(newestFirst: readonly Delivery[]): readonly Delivery[] {
  const push = newestFirst.find(isPush);
  if (push === undefined || isAnswered(push) || !dependsOnEvent(push)) return newestFirst;
  return newestFirst.filter((each) => isPush(each) || !isAnswered(each));
}

function isPush({ action }: Delivery): boolean {
  return action !== "ping";
}

function countsOf(ended: readonly Delivery[]): Standing["answers"] {
  const counts = new Map<number | null, number>();
  for (const { status = null } of ended) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts]
    .map(([status, count]) => ({ status, count }))
    .sort((one, other) => other.count - one.count || (one.status ?? 0) - (other.status ?? 0));
}
