// The history of a stack on Pulumi Cloud, by Pulumi's own CLI: it lists the updates and exports each one's state.
import { atOnce } from "../../../access/atOnce";
import { type FoundEntry, makeHistory } from "../../../audit/history/makeHistory";
import { readCheckpoint } from "../../../audit/history/readCheckpoint";
import { readEntry } from "../../../audit/history/readEntry";
import type { Reading } from "../../../audit/history/reading";
import type { History } from "../../../audit/snapshot";
import { EngineError } from "../../../engine/engineError";
import type { CommandContext } from "../../command";
import type { HistoryIndex } from "./historyIndex";

/** Runs `pulumi` with these arguments and returns what it prints. @throws EngineError with the CLI's own message */
export type Cli = (args: readonly string[]) => Promise<string>;

/** Where the stack is. */
export interface CloudOptions {
  /** `cloud`, or the address of an instance. */
  readonly source: string;
  readonly stack?: string;
  readonly folder: string;
  readonly index: HistoryIndex;
}

/** Reads the history through the CLI of this project. */
export async function cloudHistory(
  options: CloudOptions,
  context: Pick<CommandContext, "env" | "signal" | "progress">,
): Promise<History> {
  const { findEngine } = await import("../../../engine/findEngine.js");
  const { runCli } = await import("../../../engine/stackState.js");
  const { env, signal, progress } = context;
  const engine = await findEngine({ onProgress: progress, env, signal });
  const isNamed = options.source !== "cloud";
  const where = {
    engine,
    folder: options.folder,
    env: isNamed ? { ...env, PULUMI_BACKEND_URL: options.source } : env,
  };
  const cli: Cli = (args) => runCli(where, args);
  const stack = options.stack ?? (await cli(["stack", "--show-name"])).trim();
  return readCloud(cli, { ...options, stack, signal });
}

/** Reads the history of a stack. */
export async function readCloud(
  cli: Cli,
  options: Omit<CloudOptions, "folder"> & { readonly stack: string; readonly signal: AbortSignal },
): Promise<History> {
  const { source, stack, index, signal } = options;
  const ofStack = ["--stack", stack];
  const entries = await entriesOf(cli, ofStack);
  const found = new Map<string, FoundEntry>();
  await atOnce(entries, async ({ name, entry, mark }) => {
    signal.throwIfAborted();
    const args = ["stack", "export", "--version", name, ...ofStack];
    const checkpoint = await index.read(
      { path: `${stack}/${name}`, size: 0, modifiedMs: 0, ...(mark === undefined ? {} : { mark }) },
      () => printed(cli, args),
      async (bytes) => readCheckpoint(bytes.toString()),
    );
    found.set(name, { name, entry, checkpoint });
  });
  const present = await printed(cli, ["stack", "export", ...ofStack]);
  await index.write();
  return makeHistory({
    stack,
    source,
    entries: entries.flatMap(({ name }) => found.get(name) ?? []),
    present: "problem" in present ? present : readCheckpoint(present.value.toString()),
    gaps: [],
  });
}

/** How many updates one answer lists. */
const PAGE = 100;

async function entriesOf(cli: Cli, ofStack: readonly string[]) {
  const all: { name: string; entry: ReturnType<typeof readEntry>; mark?: string }[] = [];
  for (let page = 1; ; page += 1) {
    const paging = ["--page-size", `${PAGE}`, "--page", `${page}`];
    const args = ["stack", "history", "--json", "--show-secrets=false", ...paging, ...ofStack];
    const listed = JSON.parse((await cli(args)) || "[]") as { version?: number }[];
    for (const each of listed) {
      const entry = readEntry(each);
      const isEnded = "value" in entry && entry.value.result !== "unfinished";
      const name = `${each.version}`;
      // The state of an update never changes once it has ended.
      all.push({ name, entry, ...(isEnded ? { mark: entry.value.startedAt } : {}) });
    }
    if (listed.length < PAGE) return all;
  }
}

async function printed(cli: Cli, args: readonly string[]): Promise<Reading<Buffer>> {
  try {
    return { value: Buffer.from(await cli(args)) };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const [first = ""] = error.message.split("\n").slice(-1);
    return { problem: `cannot be exported: ${first}`, isUnread: true };
  }
}
