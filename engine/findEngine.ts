// Finds the Pulumi CLI or makes it: from PATH, from the cache, by download, from Go modules, in this order.
import envPaths from "env-paths";
import { whileAlone } from "./cacheLock";
import { downloadedEngine } from "./download";
import type { Engine, Search, Way } from "./engine";
import { EngineError } from "./engineError";
import { builtEngine } from "./goBuild";
import { cachedEngine } from "./inCache";
import { withInterruption } from "./interruption";
import { engineOnPath } from "./onPath";
import { OLDEST_PULUMI_VERSION } from "./versions";

/** Options of {@link findEngine}. */
export interface FindEngineOptions {
  /** Called with one line about a slow step, again every few seconds. */
  onProgress(message: string): void;
  /** @default - CUSTOMER_ACCESS_ENGINE_CACHE, else this project's folder in the user's cache */
  readonly cacheFolder?: string;
  /** @default - the environment of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the search and removes unfinished files. @default - SIGINT and SIGTERM */
  readonly signal?: AbortSignal;
}

/** The ways to an engine that exists, and the ways to make one. */
export interface Ways {
  readonly toFind: readonly Way[];
  readonly toMake: readonly Way[];
}

/**
 * Finds the Pulumi CLI, or makes it in the user's cache, once for all checkouts.
 *
 * Fails with an {@link EngineError} that says what was tried, why each failed, and what to do.
 */
export async function findEngine(options: FindEngineOptions, ways: Ways = WAYS): Promise<Engine> {
  return withInterruption(options.signal, async (signal) => {
    const env = options.env ?? process.env;
    const search: Search = {
      env,
      cacheFolder: options.cacheFolder ?? defaultCacheFolder(env),
      signal,
      onProgress: options.onProgress,
    };
    const tried = new Map<string, string>();
    return (
      (await first(ways.toFind, search, tried)) ??
      (await make(ways, search, tried)) ??
      failed(tried)
    );
  });
}

const WAYS: Ways = {
  toFind: [engineOnPath, cachedEngine],
  // Another process may have made it while this one waited for its turn.
  toMake: [cachedEngine, downloadedEngine, builtEngine],
};

function defaultCacheFolder(env: NodeJS.ProcessEnv): string {
  return (
    env.CUSTOMER_ACCESS_ENGINE_CACHE || envPaths("registry-customer-access", { suffix: "" }).cache
  );
}

async function first(
  ways: readonly Way[],
  search: Search,
  tried: Map<string, string>,
): Promise<Engine | undefined> {
  for (const way of ways) {
    search.signal.throwIfAborted();
    const found = await way.find(search);
    if ("engine" in found) return found.engine;
    tried.set(way.name, withoutProxies(found.reason, search.env));
  }
  return undefined;
}

/** A program that cannot read a proxy's address says all of it, with its password. */
function withoutProxies(reason: string, env: NodeJS.ProcessEnv): string {
  return Object.entries(env)
    .filter(([name, value]) => /^(https?|all)_proxy$/i.test(name) && value)
    .reduce((text, [name, value = ""]) => text.replaceAll(value, `$${name}`), reason);
}

async function make(
  ways: Ways,
  search: Search,
  tried: Map<string, string>,
): Promise<Engine | undefined> {
  try {
    return await whileAlone(search, () => first(ways.toMake, search, tried));
  } catch (error) {
    // Node's own errors come with the operation and the file: a full disk, a folder that cannot be written.
    if (!(error instanceof Error && "syscall" in error)) throw error;
    tried.set("cache", `${error.message}; CUSTOMER_ACCESS_ENGINE_CACHE names another folder`);
    return undefined;
  }
}

function failed(tried: ReadonlyMap<string, string>): never {
  const lines = [...tried].map(([way, reason]) => {
    return `  ${way.padEnd(8)}  ${reason.replaceAll("\n", `\n${" ".repeat(12)}`)}`;
  });
  throw new EngineError(["no Pulumi CLI can be found or made", ...lines].join("\n"), {
    remedy: [
      "do one of these and run again:",
      `- install Pulumi ${OLDEST_PULUMI_VERSION} or newer, so that \`pulumi\` is on PATH: https://www.pulumi.com/docs/install/`,
      "- allow this machine to reach https://get.pulumi.com, and install `curl`",
      "- install Go, with access to https://proxy.golang.org or to another proxy named by GOPROXY: https://go.dev/dl/",
    ].join("\n  "),
  });
}
