// The third way: Pulumi's official download. All of it is fetched by curl, which takes the proxy that the user has set; Node's fetch does not.
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
  const unreachable = await whyUnreachable(download, search);
  if (unreachable !== undefined) return { reason: unreachable };
  return makeCopy(search, "download", (root) => install(download, root, search));
}

async function whyUnreachable(
  { source, answersWithinMs }: Download,
  { env, signal }: Search,
): Promise<string | undefined> {
  const { execa } = await import("execa");
  const seconds = answersWithinMs / 1000;
  const result = await execa(
    "curl",
    ["--silent", "--show-error", "--head", "--max-time", String(seconds), source],
    { env, extendEnv: false, cancelSignal: signal, reject: false },
  );
  signal.throwIfAborted();
  if (result.exitCode === 0) return undefined;
  if (result.code === "ENOENT") return "no `curl` on PATH";
  const said = result.stderr?.trim() || result.shortMessage;
  const why = result.exitCode === CURL_TIMED_OUT ? `no answer within ${seconds} s` : said;
  return `${source} cannot be reached: ${why}`;
}

const CURL_TIMED_OUT = 28;

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
  // The installer starts curl and a shell.
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
