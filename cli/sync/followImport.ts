// Follows an import to its end, which Azure says where this identity may ask, and the registry itself elsewhere.
import type { AzureError } from "../../azure/azureError";
import { NotFound } from "../../azure/registry/answers";
import { lookAtImport } from "../../azure/registry/imports";
import { getManifest, headManifest } from "../../azure/registry/manifests";
import { SyncError } from "./failure";
import type { NotedImport } from "./runningImports";
import type { SyncWorld } from "./world";

/** It has not ended within `--import-minutes`, and may go on. */
export class TakesTooLong extends SyncError {}

/** Azure says that it goes on, so it must not be begun again. */
export class StillRuns extends TakesTooLong {}

/** How the following ended; `unknown` where Azure does not say. */
export type Followed = "done" | "unknown";

/**
 * Asks until the import is over.
 *
 * @throws ImportFailed with Azure's reason; StillRuns after `--import-minutes`; AzureError when asking fails
 */
export async function followImport(
  world: SyncWorld,
  noted: Pick<NotedImport, "operation" | "image" | "begunAtMs">,
  firstWaitMs: number,
): Promise<Followed> {
  const { cloud, time, signal, mayRead } = world;
  const endsAtMs = noted.begunAtMs + world.settings.importLimitMs;
  for (let waitMs = firstWaitMs; ; ) {
    // Azure may ask to wait for longer than anybody would.
    waitMs = Math.min(waitMs, Math.max(endsAtMs - time.nowMs(), LEAST_WAIT_MS));
    if (waitMs > 0) await time.wait(waitMs, signal);
    await mayRead();
    const progress = await lookAtImport(cloud, noted);
    if (progress.state !== "running") return progress.state;
    const nowMs = time.nowMs();
    if (nowMs >= endsAtMs) throw tooLong(world);
    // A long one is asked for less and less often, so that the limit on reads suffices for all.
    const patienceMs = Math.min((nowMs - noted.begunAtMs) / 10, LONGEST_WAIT_MS);
    waitMs = Math.max(progress.retryAfterMs, LEAST_WAIT_MS, patienceMs);
  }
}

/** What was imported, and under which name it must be found. */
export interface Imported {
  /** `vendor/app/api` */
  readonly target: string;
  readonly digest: string;
  readonly tags: readonly string[];
  /** A manifest below it that was lacking while the digest was there. */
  readonly part?: string;
  /** Of the part, or else of the digest. */
  readonly mediaType?: string;
}

/**
 * Reads back what Azure reports as done, as a client pulls it: a registry may list what it does not serve
 * (https://github.com/Azure/azure-cli/issues/9557).
 *
 * Reports of imports that were done and were not: https://github.com/Azure/acr/issues/636.
 *
 * @throws SyncError when it is not there; AzureError when something else answers
 */
export async function readBack(
  world: SyncWorld,
  { target, mediaType, ...imported }: Imported,
): Promise<void> {
  const digest = imported.part ?? imported.digest;
  const asked = { target, reference: digest, digest, mediaType };
  for (let tries = 1; tries <= READ_BACK_TRIES; tries += 1) {
    if (await isThere(world, asked)) return;
    await world.time.wait(READ_BACK_EVERY_MS, world.signal);
  }
  // The answer to a HEAD does not say who gives it.
  try {
    await getManifest(world.target, { repository: target, reference: digest, mediaType });
  } catch (thrown) {
    if (!(thrown instanceof NotFound)) throw thrown;
    throw new SyncError(
      `Azure reports the import as done, and ${target}@${digest} is not there`,
      "run again; if it stays like this, ask Azure's support",
    );
  }
}

/** Waits for what Azure says nothing of, until the registry serves it. @throws TakesTooLong after `--import-minutes` */
export async function waitUntilThere(
  world: SyncWorld,
  imported: Imported,
  begunAtMs: number,
): Promise<void> {
  const endsAtMs = begunAtMs + world.settings.importLimitMs;
  while (!(await isImported(world, imported))) {
    if (world.time.nowMs() >= endsAtMs) {
      throw new TakesTooLong(
        `it is not there after ${minutes(world)}, and this identity may not look up why`,
        "give the identity Microsoft.ContainerRegistry/locations/operationResults/read on the subscription, then run again",
      );
    }
    await world.time.wait(LOOKED_FOR_EVERY_MS, world.signal);
  }
}

/** Does the registry serve it, under each of its tags, with the part that was lacking? */
export async function isImported(
  world: SyncWorld,
  { target, digest, tags, part = digest, mediaType }: Imported,
): Promise<boolean> {
  if (!(await isThere(world, { target, reference: part, digest: part, mediaType }))) return false;
  for (const reference of tags) {
    if (!(await isThere(world, { target, reference, digest, mediaType }))) return false;
  }
  return true;
}

const LEAST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const READ_BACK_TRIES = 5;
const READ_BACK_EVERY_MS = 2_000;
const LOOKED_FOR_EVERY_MS = 5_000;

interface Asked {
  readonly target: string;
  /** A tag or a digest. */
  readonly reference: string;
  /** What it must be. */
  readonly digest: string;
  readonly mediaType: string | undefined;
}

async function isThere(
  { target: session }: SyncWorld,
  { target, reference, digest, mediaType }: Asked,
): Promise<boolean> {
  try {
    const found = await headManifest(session, { repository: target, reference, mediaType });
    return found.digest === digest;
  } catch (thrown) {
    // A HEAD is answered without a body, and so without the registry's code.
    if (thrown instanceof NotFound || (thrown as AzureError).status === 404) return false;
    throw thrown;
  }
}

function tooLong(world: SyncWorld): StillRuns {
  return new StillRuns(
    `Azure still imports it after ${minutes(world)}`,
    `run again later: it is not begun again while it runs, and may move a tag back when it ends; if it never ends, ask Azure's support, or delete the file in ${world.settings.stateFolder} that names it, and run again`,
  );
}

function minutes({ settings }: SyncWorld): string {
  const count = settings.importLimitMs / 60_000;
  return `${count} ${count === 1 ? "minute" : "minutes"}`;
}
