// How long a push takes to reach a customer's registry, and `npm run sync` for copies that are in step: requests, time and memory.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { type RunningEmulator, startEmulatorProcess } from "../cli/emulated";
import { openControl } from "../cli/story/emulatorControl";
import { withInterruption } from "../engine/interruption";
import { PROJECT_FOLDER } from "../projectFolder";
import { makeLargeCopies, TOKEN_NAME } from "../test/helpers/largeCopies";
import type { Benchmark } from "./benchmark";
import { measuredRun } from "./measured";
import { type EventsSize, measureEvents } from "./syncEvents";

/** Measures events, and the command as a customer runs it: in a process of its own, and the emulator in another. */
export const sync: Benchmark = {
  name: "sync",
  summary: "a customer's registry: pushes, and npm run sync of 100,000 tags",
  async run(args) {
    const { repositories, tags, pushes, deliveries } = readOptions(args);
    await withInterruption(undefined, async (signal) => {
      if (pushes > 0) await measureEvents({ pushes, deliveries }, signal);
      if (repositories > 0) await measure({ repositories, tags }, signal);
    });
  },
};

interface Size extends EventsSize {
  readonly repositories: number;
  readonly tags: number;
}

function readOptions(args: readonly string[]): Size {
  const command = new Command("npm run bench -- sync")
    .description(sync.summary)
    .option("--pushes <number>", "how many pushes, one after the other; 0 for no events", "10")
    .option("--deliveries <number>", "how many deliveries at once", "200")
    .option("--repositories <number>", "how many repositories; 0 for none", "200")
    .option("--tags <number>", "how many tags each has", "500")
    .exitOverride()
    .parse(args, { from: "user" });
  const { repositories, tags, pushes, deliveries } = command.opts<Record<keyof Size, string>>();
  return {
    repositories: Number(repositories),
    tags: Number(tags),
    pushes: Number(pushes),
    deliveries: Number(deliveries),
  };
}

async function measure(
  { repositories, tags }: Pick<Size, "repositories" | "tags">,
  signal: AbortSignal,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "sync-bench-"));
  try {
    const world = join(folder, "world.json");
    const size = { repositories, digests: tags, tags, areCopied: true };
    const names = await makeLargeCopies(world, size);
    const emulator = await startEmulatorProcess({ signal, folder, world });
    try {
      await ask(emulator, { folder, names, tags }, signal);
    } finally {
      await emulator.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function ask(
  emulator: RunningEmulator,
  { folder, names, tags }: { folder: string; names: readonly string[]; tags: number },
  signal: AbortSignal,
): Promise<void> {
  const [customer] = emulator.others ?? [];
  const [principal] = customer?.principals ?? [];
  if (customer === undefined || principal === undefined) throw new Error("no customer's tenant");
  const settings = join(folder, "sync.json");
  const group = `/subscriptions/${customer.subscriptionId}/resourceGroups/${customer.resourceGroupName}`;
  await writeFile(
    settings,
    JSON.stringify({
      source: emulator.registries[0]?.loginServer,
      username: TOKEN_NAME,
      passwordSecret: `${customer.vaults[0]?.uri}secrets/vendor-password`,
      target: `${group}/providers/Microsoft.ContainerRegistry/registries/${customer.registries[0]?.name}`,
      repositories: names,
      state: folder,
    }),
  );
  const { ms, program } = await measuredRun(
    {
      file: process.execPath,
      args: [join(PROJECT_FOLDER, "cli", "run.cjs"), "sync", "--settings", settings],
      folder: PROJECT_FOLDER,
      env: {
        ...customer.environment,
        ARM_CLIENT_ID: principal.clientId,
        ARM_CLIENT_SECRET: principal.clientSecret,
      },
      signal,
    },
    /[\\/]cli[\\/]run\.cjs$/,
  );
  const journal = await (await openControl(emulator)).journal();
  const lists = journal.filter(({ path }) => /\/_(tags|manifests)$/.test(path.split("?")[0] ?? ""));
  console.log(
    "repositories   tags each   lists   all requests      time   processor   peak memory",
  );
  console.log(
    [
      String(names.length).padStart(12),
      String(tags).padStart(12),
      String(lists.length).padStart(8),
      String(journal.length).padStart(15),
      `${(ms / 1_000).toFixed(1)} s`.padStart(10),
      `${(program.processorMs / 1_000).toFixed(1)} s`.padStart(12),
      `${Math.round(program.peakBytes / 1e6)} MB`.padStart(14),
    ].join(""),
  );
}
