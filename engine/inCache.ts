// The second way: the project's own copy in the user's cache, made by an earlier run.
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Engine, Found, Search, Way } from "./engine";
import { findExecutable, inspect, pathWith } from "./inspect";
import { PULUMI_VERSION } from "./versions";

/** Takes the copy in the cache if it runs. */
export const cachedEngine: Way = { name: "cache", find: (search) => inspectCopy(search, "cache") };

/**
 * Fills a new folder by `make` and puts it in the cache in one step, so that a copy there is always complete.
 *
 * The caller is alone in the cache, so folders of other makers are left from a crash, and are removed.
 */
export async function makeCopy(
  search: Search,
  origin: Engine["origin"],
  make: (root: string) => Promise<Made>,
): Promise<Found> {
  await mkdir(search.cacheFolder, { recursive: true });
  for (const name of await readdir(search.cacheFolder)) {
    if (name.startsWith(HALF_MADE)) await remove(join(search.cacheFolder, name));
  }
  const root = await mkdtemp(join(search.cacheFolder, HALF_MADE));
  try {
    const made = await make(root);
    if (made !== "made") return made;
    search.signal.throwIfAborted();
    await remove(copyFolder(search));
    await rename(root, copyFolder(search));
  } finally {
    await remove(root);
  }
  return inspectCopy(search, origin);
}

/** Whether a folder was filled, or why not. */
export type Made = "made" | { readonly reason: string };

const HALF_MADE = ".half-made-";

function copyFolder({ cacheFolder }: Search): string {
  return join(cacheFolder, `pulumi-${PULUMI_VERSION}`);
}

async function inspectCopy(search: Search, origin: Engine["origin"]): Promise<Found> {
  const root = copyFolder(search);
  const bin = join(root, "bin");
  const pulumi = await findExecutable("pulumi", [bin]);
  const languageHost = await findExecutable("pulumi-language-nodejs", [bin]);
  if (pulumi === undefined || languageHost === undefined) {
    return { reason: `no Pulumi ${PULUMI_VERSION} in ${search.cacheFolder}` };
  }
  const inspection = await inspect(pulumi, search);
  if ("reason" in inspection) return inspection;
  const { version } = inspection;
  if (version !== PULUMI_VERSION) return { reason: `${pulumi} is version ${version}` };
  const path = pathWith([pulumi], search.env);
  return { engine: { root, pulumi, version, languageHost, origin, path } };
}

async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
