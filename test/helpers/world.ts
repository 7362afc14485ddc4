// An emulator with a stack on it: what tests use one after the other, each from the same beginning.

import { mkdtempSync, rmSync } from "node:fs";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { openEmulatedStack } from "../../cli/emulated";
import { DEFAULT_BEHAVIOURS } from "../../emulator/behaviours";
import { type Emulator, startEmulator } from "../../emulator/emulator";
import type { InterceptHook } from "../../emulator/journal";
import type { Seed } from "../../emulator/world/seed";
import { type AttachedPlugins, servePlugins } from "./attachedPlugins";
import { atEnd } from "./mocha/atEnd";
import { useQuickSecrets } from "./quickSecrets";
import { testEngine } from "./testEngine";

/** An emulator, and a stack on it in a folder of its own. */
export interface World {
  emulator: Emulator;
  stack: Stack;
  /** The stack's plugins, served by this process. */
  plugins: AttachedPlugins;
  /** The work folder of the stack: Pulumi.yaml, the state, customers.yaml. */
  folder: string;
  /** Remembers Azure, the folder and the variables of runs; the answer puts them back, as often as it is called. */
  remember(): Promise<Restore>;
  /** What was remembered for other tests, by what was deployed. */
  remembered: Map<string, Restore>;
  close(): Promise<void>;
}

type Restore = () => Promise<void>;

/** Those that no test uses at present. To open one takes longer than a run of the engine. */
const free: World[] = [];

/** A world on which nothing is deployed; the next test gets it after {@link giveBack}. */
export async function takeWorld(): Promise<World> {
  const world = free.pop() ?? (await openShared());
  const empty = world.remembered.get("") ?? (await world.remember());
  world.remembered.set("", empty);
  await empty();
  return world;
}

/** Ends the use of a world that was taken. */
export async function giveBack(world: World): Promise<void> {
  free.push(world);
}

async function openShared(): Promise<World> {
  const world = await openWorld();
  atEnd.push(() => world.close());
  return world;
}

/** A world of its own, for a test that needs another Azure than the usual one. */
export async function openWorld(
  options: { seed?: Seed | undefined; emulator?: Emulator | undefined } = {},
): Promise<World> {
  const base = mkdtempSync(join(tmpdir(), "customer-access-"));
  const remove = () => rmSync(base, { recursive: true, force: true });
  process.once("exit", remove);
  const folder = join(base, "work");
  await mkdir(folder);
  const { seed, emulator: running } = options;
  const keys = join(base, "emulator");
  const started = running ?? (await startEmulator({ folder: keys, ...(seed && { seed }) }));
  const { emulator, disturbNoMore } = disturbed(started);
  const stack = await openEmulatedStack({
    engine: await testEngine(),
    emulator,
    customersFile: join(folder, "customers.yaml"),
    workFolder: folder,
  });
  await useQuickSecrets(stack);
  const { envVars } = stack.workspace;
  const env = () => ({ ...process.env, ...envVars });
  const plugins = await servePlugins({ env, ca: emulator.ca });
  let copies = 0;
  return {
    emulator,
    stack,
    plugins,
    folder,
    remembered: new Map(),
    async remember() {
      copies += 1;
      const copy = join(base, `copy-${copies}`);
      const variables = { ...envVars };
      const restoreAzure = emulator.checkpoint();
      await cp(folder, copy, { recursive: true });
      return async () => {
        disturbNoMore();
        restoreAzure();
        for (const name of Object.keys(envVars)) delete envVars[name];
        Object.assign(envVars, variables);
        await refill(folder, copy);
      };
    },
    async close() {
      plugins.close();
      if (running === undefined) await emulator.close();
      remove();
      process.off("exit", remove);
    },
  };
}

/** The emulator, of which is known what was hooked into it. */
function disturbed(emulator: Emulator): { emulator: Emulator; disturbNoMore(): void } {
  const releases: (() => void)[] = [];
  const intercept = (hook: InterceptHook) => {
    const release = emulator.intercept(hook);
    releases.push(release);
    return release;
  };
  return {
    emulator: Object.assign(Object.create(emulator) as Emulator, { intercept }),
    disturbNoMore() {
      for (const release of releases.splice(0)) release();
      Object.assign(emulator.behaviours, DEFAULT_BEHAVIOURS);
    },
  };
}

/** The folder itself stays, since processes may be in it. */
async function refill(folder: string, copy: string): Promise<void> {
  for (const name of await readdir(folder)) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
  await cp(copy, folder, { recursive: true });
}
