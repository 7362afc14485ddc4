// Stand-ins for what the engine's search meets on a machine: folders, executables, ways.
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Engine, Found, Search, Way } from "../../engine/engine";

/** Calls `test` with a new folder, which is removed afterwards. */
export function inFolder(test: (folder: string) => Promise<void>): () => Promise<void> {
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), "engine-test-"));
    try {
      await test(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/** Writes a shell script that can be run, and returns its name. */
export async function executable(file: string, ...lines: readonly string[]): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, ["#!/bin/sh", ...lines, ""].join("\n"));
  await chmod(file, 0o755);
  return file;
}

/** A search in `folder`/cache, on a machine with nothing on PATH. */
export function search(folder: string, given: Partial<Search> = {}): Search & { said: string[] } {
  const said: string[] = [];
  return {
    env: { PATH: join(folder, "empty") },
    cacheFolder: join(folder, "cache"),
    signal: new AbortController().signal,
    onProgress: (message) => said.push(message),
    ...given,
    said,
  };
}

/** A way that always gives the same. */
export function way(name: Way["name"], found: Found, onFind: () => void = () => {}): Way {
  return {
    name,
    find: async () => {
      onFind();
      return found;
    },
  };
}

/** An engine that nothing runs. */
export function engine(origin: Engine["origin"]): Engine {
  const root = `/${origin}`;
  return { root, pulumi: `${root}/bin/pulumi`, version: "3.276.0", origin, path: `${root}/bin` };
}
