// What the registry has today of what a change gives: asks it, where the change gives anything, and never for long.
import { setTimeout } from "node:timers/promises";
import { compareAccess } from "../../access/accessChange";
import { readAccessLine } from "../../access/accessLine";
import { isPrefix } from "../../access/pattern";
import type { AccessRecord } from "../../access/record";
import type { HttpOptions } from "../../azure/http";
import type { PlanInput } from "./planInput";

/** Lists the repositories of the registry with this ARM id. */
export type ListRepositories = (registryId: string) => Promise<readonly string[]>;

/** So long a plan waits for the registry, which it can do without. */
const LONGEST_MS = 10_000;

/**
 * Lists the registry's repositories when any is given, or a prefix is taken.
 *
 * @param list absent where nobody can be asked, which needs no warning
 * @returns with a warning instead, when they could not be listed: that is no failure of the plan
 */
export async function reachOf(
  change: Pick<PlanInput, "before" | "after" | "today">,
  list: ListRepositories | undefined,
  longestMs = LONGEST_MS,
): Promise<Pick<PlanInput, "repositories" | "warnings">> {
  const { registryId } = change.after;
  if (list === undefined || registryId === undefined || !isToldBy(change)) return {};
  try {
    return { repositories: await within(longestMs, list(registryId)) };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return {
      warnings: [
        `the registry's repositories could not be listed (${reason}), so prefixes are not spelled out, and nothing is said of repositories that it does not have`,
      ],
    };
  }
}

/** Asks with the identity of the environment; a broken connection is tried again in the time that there is. */
export function registryRepositories(
  env: NodeJS.ProcessEnv,
  { signal, ...options }: HttpOptions & { readonly signal: AbortSignal },
): ListRepositories {
  return async (registryId) => {
    const { connectCloud } = await import("../../azure/cloud.js");
    const { listRepositories } = await import("../../azure/registryCatalog.js");
    const cloud = await connectCloud(env, {
      retryDelayMs: 250,
      timeoutMs: LONGEST_MS,
      ...options,
      signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]),
    });
    return listRepositories(cloud, registryId);
  };
}

/** Does the catalog tell anything about the change? */
function isToldBy({ before, after, today }: Pick<PlanInput, "before" | "after" | "today">) {
  const ids = new Set([...Object.keys(before.access), ...Object.keys(after.access)]);
  return [...ids].some((id) => {
    const { gains, losses } = compareAccess(accessIn(before, id), accessIn(after, id), { today });
    return (
      gains.some(({ repositories = [] }) => repositories.length > 0) ||
      losses.some(({ repositories = [] }) => repositories.some(isPrefix))
    );
  });
}

function accessIn({ access }: AccessRecord, id: string) {
  const line = access[id];
  return line === undefined ? undefined : readAccessLine(line);
}

async function within<Result>(longestMs: number, work: Promise<Result>): Promise<Result> {
  const done = new AbortController();
  const late = setTimeout(longestMs, undefined, { signal: done.signal }).then(() => {
    throw new Error(`no answer within ${longestMs / 1000} seconds`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
