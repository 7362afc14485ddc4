// The third way: Pulumi's official download, through the Automation API.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { elapsed } from "./elapsed";
import type { Found, Search, Way } from "./engine";
import { type Made, makeCopy } from "./inCache";
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
  installer: join(__dirname, "install.ts"),
  endsWithinMs: 10 * 60_000,
};

/** Downloads the CLI into the cache. */
export const downloadedEngine: Way = downloadBy(OFFICIAL);

/** The way over another download than the official one. */
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

/** Runs the installer in a process group of its own, because it starts a shell and curl, which must end with it. */
async function install(
  { installer, endsWithinMs }: Download,
  root: string,
  search: Search,
): Promise<Made> {
  const { execa } = await import("execa");
  const started = performance.now();
  search.onProgress(`downloading Pulumi ${PULUMI_VERSION}; this takes about a minute, once`);
  const running = execa(process.execPath, ["--import", TSX, installer, PULUMI_VERSION, root], {
    env: search.env,
    extendEnv: false,
    detached: true,
    reject: false,
  });
  const end = () => running.pid !== undefined && killGroup(running.pid);
  const limit = AbortSignal.any([search.signal, AbortSignal.timeout(endsWithinMs)]);
  limit.addEventListener("abort", end);
  const progress = setInterval(() => {
    search.onProgress(`downloading Pulumi ${PULUMI_VERSION}: ${elapsed(started)}`);
  }, PROGRESS_MS);
  const result = await running;
  clearInterval(progress);
  limit.removeEventListener("abort", end);
  search.signal.throwIfAborted();
  if (!result.failed) return "made";
  const reason = limit.aborted
    ? `the download did not end within ${endsWithinMs / 1000} s`
    : `the download failed: ${result.stderr.trim() || result.shortMessage}`;
  return { reason };
}

const TSX = pathToFileURL(require.resolve("tsx")).href;

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function innermostMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.message === "") {
    return error.errors.map(innermostMessage).join(", ");
  }
  return error.cause === undefined ? error.message : innermostMessage(error.cause);
}
