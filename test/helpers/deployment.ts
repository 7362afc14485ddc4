// A stack on the real engine and an emulator of its own: what an e2e test changes, runs, and looks at.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import { type Cloud, connectCloud } from "../../azure/cloud";
import { login } from "../../azure/registry/login";
import { openVault, type VaultSecrets } from "../../azure/vault/vaultSecrets";
import { moveRuns } from "../../cli/emulated";
import { withoutSummary } from "../../cli/story/withoutSummary";
import { NOW_VARIABLE } from "../../clock";
import type { Emulator } from "../../emulator/emulator";
import type { Seed } from "../../emulator/world/seed";
import { ATTACHED_VARIABLE } from "./attachedPlugins";
import { IS_LONG } from "./longRun";
import { readState } from "./stateFile";
import { giveBack, openWorld, takeWorld, type World } from "./world";

/** What one run of the engine did. */
export interface RunResult {
  /** Number of resources by operation, without those that stayed the same: `{ create: 3 }`. */
  changes: Record<string, number>;
  /** Everything that was printed. */
  output: string;
  failed: boolean;
  events: EngineEvent[];
}

/** A stack with its emulator; everything it prints is kept in `transcript`. */
export interface Deployment {
  emulator: Emulator;
  stack: Stack;
  /** The work folder: Pulumi.yaml, the state, customers.yaml. */
  folder: string;
  customersFile: string;
  cloud: Cloud;
  /** All that any run printed, and all events of the engine as JSON. */
  transcript: string[];
  write(customersYaml: string): Promise<void>;
  /** Moves the clock of Azure and of every run from now on. */
  advanceDays(days: number): void;
  /**
   * Does a run start its plugins as processes, as outside of tests? Usually it finds them in this process, which takes a
   * third of the time. A test must set it that ends processes, or looks at what they write. @default - in the long run
   */
  startsPlugins: boolean;
  /** Does the work, in which runs find the plugins in this process, if they do not start them; see `startsPlugins`. */
  withPlugins<Result>(work: () => Promise<Result>): Promise<Result>;
  up(options?: { refresh?: boolean; replace?: string[]; message?: string }): Promise<RunResult>;
  preview(options?: { refresh?: boolean }): Promise<RunResult>;
  /** The name of a customer's secret in the stack's outputs; empty if it has none. */
  secretName(customerId: string): string;
  /** The password of a customer in the vault's latest version; undefined when the secret is disabled. */
  password(customerId: string): Promise<string | undefined>;
  /** Does the registry accept the password for the customer's token? */
  accepts(customerId: string, password: string | undefined): Promise<boolean>;
  close(): Promise<void>;
}

/** What differs from the usual deployment. */
export interface DeploymentOptions {
  env?: Record<string, string>;
  seed?: Seed;
  /** One that is running, of another deployment, which closes it. @default - one of its own */
  emulator?: Emulator;
  /** Over that of Pulumi.dev.yaml, by full key such as `customer-access:maximumLosses`. */
  config?: Record<string, string>;
}

/** A stack on an emulator on which nothing is declared yet. */
export async function openDeployment(options: DeploymentOptions = {}): Promise<Deployment> {
  const { seed, emulator, env, config } = options;
  const isUsual = seed === undefined && emulator === undefined;
  const world = isUsual ? await takeWorld() : await openWorld({ seed, emulator });
  Object.assign(world.stack.workspace.envVars, env);
  if (config !== undefined) await world.stack.setAllConfig(values(config));
  return deploymentOn(world, {
    vaultName: config?.["customer-access:vaultName"],
    close: () => (isUsual ? giveBack(world) : world.close()),
  });
}

/**
 * A stack to which a file was applied: by a run the first time, and from a copy of the result for all other tests of
 * the process.
 *
 * It is for tests that do not look at this first run.
 */
export async function openDeployed(
  customersYaml: string,
  { config }: Pick<DeploymentOptions, "config"> = {},
): Promise<Deployment> {
  const world = await takeWorld();
  const name = JSON.stringify([customersYaml, config]);
  const known = world.remembered.get(name);
  await known?.();
  const deployment = await deploymentOn(world, { close: () => giveBack(world) });
  if (known !== undefined) return deployment;
  if (config !== undefined) await world.stack.setAllConfig(values(config));
  await deployment.write(customersYaml);
  const { failed, output } = await deployment.up();
  if (failed) throw new Error(`the first run failed:\n${output}`);
  world.remembered.set(name, await world.remember());
  deployment.emulator.journal.clear();
  deployment.transcript.splice(0);
  return deployment;
}

async function deploymentOn(
  world: World,
  {
    vaultName = "vendor-access",
    close,
  }: { vaultName?: string | undefined; close(): Promise<void> },
): Promise<Deployment> {
  const { emulator, folder, plugins } = world;
  // A test's changes do not affect the next test.
  const stack = Object.create(world.stack) as Stack;
  const customersFile = join(folder, "customers.yaml");
  const cloud = await connectCloud(emulator.environment, { ca: emulator.ca });
  const transcript: string[] = [];

  let opened: Promise<VaultSecrets> | undefined;
  const vault = () => {
    const { subscriptionId, resourceGroupName } = emulator;
    opened ??= openVault(cloud, { subscriptionId, resourceGroupName, vaultName });
    return opened;
  };

  const run = async (
    work: (
      runner: Stack,
      hooks: {
        onOutput(text: string): void;
        onError(text: string): void;
        onEvent(event: EngineEvent): void;
      },
    ) => Promise<unknown>,
  ): Promise<RunResult> => {
    // The emulator's clock goes on; what a run goes by stands still.
    if (NOW_VARIABLE in stack.workspace.envVars) {
      moveRuns(stack, emulator.clock.now().toISOString());
    }
    const printed: string[] = [];
    const events: EngineEvent[] = [];
    let failed = false;
    const hooks = {
      onOutput: (text: string) => printed.push(text),
      onError: (text: string) => printed.push(text),
      onEvent: (event: EngineEvent) => events.push(event),
    };
    await deployment
      .withPlugins(() => work(withoutSummary(stack), hooks))
      .catch((error: Error) => {
        failed = true;
        transcript.push(error.message);
      });
    const output = printed.join("");
    transcript.push(output, JSON.stringify(events));
    const changes = events.find((event) => event.summaryEvent)?.summaryEvent?.resourceChanges ?? {};
    const { same: _, ...rest } = changes as Record<string, number>;
    return { changes: rest, output, failed, events };
  };
  const secretName = (customerId: string) => {
    const { resources } = readState(folder);
    const stackItself = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
    const secrets = stackItself?.outputs?.secrets as Record<string, string> | undefined;
    return secrets?.[customerId] ?? "";
  };

  const deployment: Deployment = {
    emulator,
    stack,
    folder,
    customersFile,
    cloud,
    transcript,
    write: (customersYaml) => writeFile(customersFile, customersYaml),
    advanceDays(days) {
      emulator.clock.advanceDays(days);
      moveRuns(stack, emulator.clock.now().toISOString());
    },
    startsPlugins: IS_LONG,
    async withPlugins(work) {
      const { envVars } = stack.workspace;
      if (!deployment.startsPlugins) envVars[ATTACHED_VARIABLE] = plugins.addresses;
      return work().finally(() => delete envVars[ATTACHED_VARIABLE]);
    },
    up: (given = {}) =>
      run((runner, hooks) => runner.up({ continueOnError: true, diff: true, ...given, ...hooks })),
    preview: (given = {}) =>
      run((runner, hooks) => runner.preview({ diff: true, ...given, ...hooks })),
    secretName,
    password: async (customerId) => (await (await vault()).read(secretName(customerId)))?.value,
    async accepts(customerId, password) {
      const loginServer = emulator.registries[0]?.loginServer ?? "";
      const username = `${customerId}-pull`;
      const result = await login(cloud.http, { loginServer, username, password: password ?? "" });
      if (result.outcome === "unreachable") throw new Error(result.reason);
      return result.outcome === "accepted";
    },
    close,
  };
  return deployment;
}

function values(config: Record<string, string>): Record<string, { value: string }> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value }]));
}
