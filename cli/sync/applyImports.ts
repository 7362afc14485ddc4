// Imports what is planned, many at a time, each after what it is about.
import { atOnce } from "../../access/atOnce";
import { AzureError } from "../../azure/azureError";
import { beginImport, ImportFailed } from "../../azure/registry/imports";
import type { ImportStep } from "../../sync/planRepository";
import { type Failure, failureOf, SyncError } from "./failure";
import { followImport, readBack, waitUntilThere } from "./followImport";
import type { RunningImports } from "./runningImports";
import { tenths } from "./survey";
import type { SyncWorld } from "./world";

/** How many imports run at the same time; Azure throttles many: https://github.com/Azure/azure-sdk-for-go/pull/22943 */
const MOST_RUNNING = 32;

/**
 * Imports. A failure does not stop the rest; what is about a failed image waits for the next run.
 *
 * @returns those that succeeded
 */
export async function applyImports(
  world: SyncWorld,
  running: RunningImports,
  steps: readonly ImportStep[],
): Promise<ImportStep[]> {
  const done: ImportStep[] = [];
  const outcomes = new Map<string, Promise<boolean>>();
  let refusal: AzureError | undefined;
  const say = tenths(steps.length, (count) => {
    const failed = count - done.length;
    const failures = failed === 0 ? "" : `, ${failed} of them failed`;
    world.progress(`imported ${count} of ${steps.length}${failures}`);
  });
  const attempt = async (step: ImportStep): Promise<boolean> => {
    const where = `${step.repository}@${step.digest}`;
    try {
      if (step.after !== undefined && !(await outcomes.get(keyOf(step, step.after)))) {
        throw new SyncError(
          `it is about ${step.repository}@${step.after}, which was not imported`,
          "see there; then run again",
        );
      }
      // No other import would fare better.
      if (refusal !== undefined) throw refusal;
      await importOne(world, running, step);
      done.push(step);
      return true;
    } catch (thrown) {
      if (isMissingRole(thrown)) refusal = thrown;
      world.failures.push(named(failureOf(where, thrown, world.signal), step));
      return false;
    }
  };
  let stopped: { readonly by: unknown } | undefined;
  const work = async (step: ImportStep): Promise<void> => {
    if (stopped !== undefined) return;
    const outcome = attempt(step);
    outcomes.set(
      keyOf(step),
      outcome.catch(() => false),
    );
    // The others end in their own time, so that what they began is noted.
    await outcome.then(say, (thrown: unknown) => {
      stopped ??= { by: thrown };
    });
  };
  await atOnce(steps, work, MOST_RUNNING);
  if (stopped !== undefined) throw stopped.by;
  return done;
}

/** Names a step, or another digest of the same repository. */
export function keyOf(
  { target, digest }: Pick<ImportStep, "target" | "digest">,
  other = digest,
): string {
  return `${target}@${other}`;
}

async function importOne(
  world: SyncWorld,
  running: RunningImports,
  step: ImportStep,
): Promise<void> {
  const { settings, cloud, password, time } = world;
  const { repository, digest, target, tags, part } = step;
  await world.mayWrite();
  const begunAtMs = time.nowMs();
  const begun = await beginImport(cloud, settings.target, {
    source: {
      loginServer: settings.source,
      username: settings.username,
      password,
      repository,
      digest,
    },
    repository: target,
    tags,
  });
  if (begun === undefined) return readBack(world, step);
  const { operation, retryAfterMs } = begun;
  const image = `${repository}@${digest}`;
  const noted = running.begin({
    ...{ operation, registry: settings.target, image },
    ...{ target, digest, tags, begunAtMs },
    ...(part === undefined ? {} : { part }),
  });
  let isOver = false;
  try {
    const end = await followImport(world, noted, retryAfterMs);
    if (end === "unknown") await waitUntilThere(world, step, begunAtMs);
    isOver = true;
  } catch (thrown) {
    // Azure has said that it failed; after a limit or an interruption, it may still run.
    isOver = thrown instanceof ImportFailed;
    throw thrown;
  } finally {
    if (isOver) running.end(noted);
  }
  await readBack(world, step);
}

function isMissingRole(thrown: unknown): thrown is AzureError {
  return (
    thrown instanceof AzureError && thrown.status === 403 && thrown.code === "AuthorizationFailed"
  );
}

function named(failure: Failure, { tags }: ImportStep): Failure {
  if (tags.length === 0) return failure;
  const more = tags.length > 3 ? ` and ${tags.length - 3} more` : "";
  return { ...failure, where: `${failure.where} (${tags.slice(0, 3).join(", ")}${more})` };
}
