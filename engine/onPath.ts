// The first way: a `pulumi` on PATH.
import { createHash } from "node:crypto";
import { mkdir, realpath, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { gte } from "semver";
import type { Found, Search, Way } from "./engine";
import { findExecutable, inspect, pathFolders, pathWith } from "./inspect";
import { OLDEST_PULUMI_VERSION } from "./versions";

/** Takes the `pulumi` of PATH if it is new enough. */
export const engineOnPath: Way = { name: "PATH", find };

async function find(search: Search): Promise<Found> {
  const pulumi = await findExecutable("pulumi", pathFolders(search.env));
  if (pulumi === undefined) return { reason: "no `pulumi` on PATH" };
  const inspection = await inspect(pulumi, search);
  if ("reason" in inspection) return inspection;
  const { version } = inspection;
  if (!gte(version, OLDEST_PULUMI_VERSION)) {
    const reason = `${pulumi} is version ${version}; ${OLDEST_PULUMI_VERSION} or newer is needed`;
    search.onProgress(reason);
    return { reason };
  }
  const folders = [dirname(pulumi), dirname(await realpath(pulumi)), ...pathFolders(search.env)];
  const languageHost = await findExecutable("pulumi-language-nodejs", folders);
  return {
    engine: {
      root: await rootOf(pulumi, search.cacheFolder),
      pulumi,
      version,
      ...(languageHost === undefined ? {} : { languageHost }),
      origin: "PATH",
      path: pathWith([pulumi, languageHost], search.env),
    },
  };
}

/** The Automation API accepts only a root with `bin/pulumi` in it; a CLI elsewhere gets a link there. */
async function rootOf(pulumi: string, cacheFolder: string): Promise<string> {
  const folder = dirname(pulumi);
  if (basename(folder) === "bin") return dirname(folder);
  const name = createHash("sha256").update(pulumi).digest("hex").slice(0, 12);
  const root = join(cacheFolder, `pulumi-on-path-${name}`);
  const link = join(root, "bin", "pulumi");
  await mkdir(dirname(link), { recursive: true });
  await rm(link, { force: true });
  await symlink(pulumi, link);
  return root;
}
