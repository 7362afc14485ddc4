// The third way: Pulumi's official download, through the Automation API.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PROJECT_FOLDER } from "../projectFolder";
import { elapsed } from "./elapsed";
import type { Found, Search, Way } from "./engine";
import { type Made, makeCopy } from "./inCache";
import { runGroup } from "./runGroup";
import { PULUMI_VERSION } from "./versions";

/** What a download consists of. */
export interface Download {
  /** Asked first, because the installer itself waits minutes for no answer. */
  readonly source: string;
  readonly answersWithinMs: number;
  /** A program that is given the version and the folder. */
  readonly installer: string;
  readonly endsWithinMs: number;
}

const OFFICIAL: Download = {
  source: "https://get.pulumi.com",
  answersWithinMs: 5_000,
  installer: join(PROJECT_FOLDER, "engine", "install.ts"),
  endsWithinMs: 10 * 60_000,
};

/** Downloads the CLI into the cache. */
export const downloadedEngine: Way = downloadBy(OFFICIAL);

/** Uses another download than the official one. */
export function downloadBy(download: Download): Way {
  return { name: "download", find: (search) => find(download, search) };
}

const PROGRESS_MS = 5_000;

async function find(download: Download, search: Search): Promise<Found> {
  const unreachable = await whyUnreachable(download, search.signal);
  if (unreachable !== undefined) return { reason: unreachable };
  return makeCopy(search, "download", (root) => install(download, root, search));
}

async function whyUnreachable(
  { source, answersWithinMs }: Download,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    await fetch(source, {
      method: "HEAD",
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(answersWithinMs)]),
    });
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    return `${source} cannot be reached: ${innermostMessage(error)}`;
  }
}

async function install(
  { installer, endsWithinMs }: Download,
  root: string,
  { env, signal, onProgress }: Search,
): Promise<Made> {
  const started = performance.now();
  onProgress(`downloading Pulumi ${PULUMI_VERSION}; this takes about a minute, once`);
  const progress = setInterval(() => {
    onProgress(`downloading Pulumi ${PULUMI_VERSION}: ${elapsed(started)}`);
  }, PROGRESS_MS);
  const limit = AbortSignal.any([signal, AbortSignal.timeout(endsWithinMs)]);
  // The installer starts a shell and curl.
  const result = await runGroup(
    process.execPath,
    ["--import", TSX, installer, PULUMI_VERSION, root],
    { env, signal: limit },
  ).finally(() => clearInterval(progress));
  signal.throwIfAborted();
  if (!result.failed) return "made";
  const reason = limit.aborted
    ? `the download did not end within ${endsWithinMs / 1000} s`
    : `the download failed: ${result.stderr.trim() || result.shortMessage}`;
  return { reason };
}

const TSX = pathToFileURL(require.resolve("tsx")).href;

function innermostMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.message === "") {
    return error.errors.map(innermostMessage).join(", ");
  }
  return error.cause === undefined ? error.message : innermostMessage(error.cause);
}
