// What a change's repositories and prefixes match in the registry today. Asks the registry only for gains, with a time limit.
import { setTimeout } from "node:timers/promises";
import { compareAccess } from "../../access/accessChange";
import { readAccessLine } from "../../access/accessLine";
import { isPrefix } from "../../access/pattern";
import type { AccessRecord } from "../../access/record";
import type { HttpOptions } from "../../azure/http";
import type { PlanInput } from "./planInput";

/** Lists the repositories of the registry with this ARM id. */
export type ListRepositories = (registryId: string) => Promise<readonly string[]>;

/** How long a plan waits for the registry, which is optional. */
const LONGEST_MS = 10_000;

/**
 * Lists the registry's repositories if a repository is given or a prefix is taken.
 *
 * @param list absent if the registry cannot be asked, which needs no warning
 * @returns a warning if they could not be listed, which does not fail the plan
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
        `the registry's repositories could not be listed (${reason}), so prefixes are not expanded and missing repositories are not reported`,
      ],
    };
  }
}

/** Uses the identity of the environment; a broken connection is retried within the time limit. */
export function registryRepositories(
  env: NodeJS.ProcessEnv,
  { signal, ...options }: HttpOptions & { readonly signal: AbortSignal },
): ListRepositories {
  return async (registryId) => {
    const { connectCloud } = await import("../../azure/cloud.js");
    const { listRepositories } = await import("../../azure/registry/operatorCatalog.js");
    const cloud = await connectCloud(env, {
      retryDelayMs: 250,
      timeoutMs: LONGEST_MS,
      ...options,
      signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]),
    });
    return listRepositories(cloud, registryId);
  };
}

/** Is the catalog useful for this change? */
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
