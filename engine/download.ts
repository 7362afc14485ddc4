// The third way: Pulumi's official download, through the Automation API.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { elapsed } from "./elapsed";
import type { Found, Search, Way } from "./engine";
import { makeCopy } from "./inCache";
import { PULUMI_VERSION } from "./versions";

/** Downloads the CLI into the cache. */
export const downloadedEngine: Way = downloadFrom("https://get.pulumi.com");

const REACHABLE_WITHIN_MS = 5_000;
const LIMIT_MS = 10 * 60_000;
const PROGRESS_MS = 5_000;

/** The way over `source`, which is asked first, because the installer itself would wait minutes for no answer. */
export function downloadFrom(source: string): Way {
  return { name: "download", find: (search) => find(source, search) };
}

async function find(source: string, search: Search): Promise<Found> {
  const unreachable = await whyUnreachable(source, search.signal);
  if (unreachable !== undefined) return { reason: unreachable };
  let reason: string | undefined;
  const found = await makeCopy(search, "download", async (root) => {
    reason = await install(root, search);
  });
  return reason === undefined ? found : { reason };
}

async function whyUnreachable(source: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    await fetch(source, {
      method: "HEAD",
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(REACHABLE_WITHIN_MS)]),
    });
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    return `${source} cannot be reached: ${innermostMessage(error)}`;
  }
}

/** Runs the installer in a process group of its own, because it starts a shell and curl, which must end with it. */
async function install(root: string, search: Search): Promise<string | undefined> {
  const { execa } = await import("execa");
  const started = performance.now();
  search.onProgress(`downloading Pulumi ${PULUMI_VERSION}; this takes about a minute, once`);
  const installer = execa(
    process.execPath,
    ["--import", TSX, join(__dirname, "install.ts"), PULUMI_VERSION, root],
    { env: search.env, extendEnv: false, detached: true, reject: false },
  );
  const end = () => installer.pid !== undefined && killGroup(installer.pid);
  const limit = AbortSignal.any([search.signal, AbortSignal.timeout(LIMIT_MS)]);
  limit.addEventListener("abort", end);
  const progress = setInterval(() => {
    search.onProgress(`downloading Pulumi ${PULUMI_VERSION}: ${elapsed(started)}`);
  }, PROGRESS_MS);
  const result = await installer;
  clearInterval(progress);
  limit.removeEventListener("abort", end);
  search.signal.throwIfAborted();
  if (!result.failed) return undefined;
  return limit.aborted
    ? `the download did not end within ${LIMIT_MS / 60_000} minutes`
    : `the download failed: ${result.stderr.trim() || result.shortMessage}`;
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
