// A stack on the real engine and an emulator of its own: what an e2e test changes, runs, and looks at.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import { type Cloud, connectCloud } from "../../azure/cloud";
import { login } from "../../azure/registryClient";
import { openVault, type VaultSecrets } from "../../azure/vault/vaultSecrets";
import { moveRuns, openEmulatedStack } from "../../cli/emulated";
import { NOW_VARIABLE } from "../../clock";
import { type Emulator, startEmulator } from "../../emulator/emulator";
import type { Seed } from "../../emulator/seed";
import type { Engine } from "../../engine/engine";
import { findEngine } from "../../engine/findEngine";
import { readState } from "./stateFile";

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
  up(options?: { refresh?: boolean; replace?: string[] }): Promise<RunResult>;
  preview(options?: { refresh?: boolean }): Promise<RunResult>;
  /** The name of a customer's secret, as the stack tells it; empty where it tells none. */
  secretName(customerId: string): string;
  /** The password of a customer in the vault's latest version; undefined when the secret is disabled. */
  password(customerId: string): Promise<string | undefined>;
  /** Does the registry accept the password for the customer's token? */
  accepts(customerId: string, password: string | undefined): Promise<boolean>;
  close(): Promise<void>;
}

/** Starts an emulator and opens a stack for it; nothing is declared yet. */
export async function openDeployment(
  options: {
    env?: Record<string, string>;
    seed?: Seed;
    /** Over that of Pulumi.dev.yaml, by full key such as `customer-access:maximumLosses`. */
    config?: Record<string, string>;
  } = {},
): Promise<Deployment> {
  const folder = await mkdtemp(join(tmpdir(), "customer-access-"));
  const customersFile = join(folder, "customers.yaml");
  const emulator = await startEmulator(options.seed === undefined ? {} : { seed: options.seed });
  const stack = await openEmulatedStack({
    engine: await testEngine(),
    emulator: { environment: { ...emulator.environment, ...options.env } },
    customersFile,
    workFolder: folder,
  });
  if (options.config !== undefined) await stack.setAllConfig(values(options.config));
  const cloud = await connectCloud(emulator.environment, { ca: emulator.ca });
  const transcript: string[] = [];

  let opened: Promise<VaultSecrets> | undefined;
  const vault = () => {
    const { subscriptionId, resourceGroupName } = emulator;
    opened ??= openVault(cloud, { subscriptionId, resourceGroupName, vaultName: "vendor-access" });
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
    await work(withoutSummary(stack), {
      onOutput: (text) => printed.push(text),
      onError: (text) => printed.push(text),
      onEvent: (event) => events.push(event),
    }).catch((error: Error) => {
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

  return {
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
    async close() {
      await emulator.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function values(config: Record<string, string>): Record<string, { value: string }> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { value }]));
}

/** Each `up` asks the CLI three more times, for outputs and history, at which no test looks. */
function withoutSummary(stack: Stack): Stack {
  const nothing = { outputs: async () => ({}), info: async () => undefined };
  return Object.assign(Object.create(stack) as Stack, nothing);
}

let found: Promise<Engine> | undefined;

/** The engine for tests; made once if need be, which takes minutes and says so. */
export function testEngine(): Promise<Engine> {
  found ??= findEngine({ onProgress: (line) => process.stderr.write(`${line}\n`) });
  return found;
}
