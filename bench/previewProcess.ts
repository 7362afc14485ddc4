// One measurement of the preview benchmark, in a process of its own, whose whole memory is the program's.
import { readFile } from "node:fs/promises";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { parse } from "yaml";
import { openEmulatedStack, readStackConfig } from "../cli/emulated";
import { vaultId } from "../components/names";
import type { Engine } from "../engine/engine";
import { type StateSize, stateSize } from "./stateSize";

/** What is to be measured; passed as the only argument, as JSON. */
export interface PreviewJob {
  readonly engine: Engine;
  /** This project's program, or the one without its tricks. */
  readonly program: "ours" | "bare";
  /** `up` makes the state that `preview` then finds unchanged. */
  readonly run: "up" | "preview";
  readonly workFolder: string;
  readonly customersFile: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What was measured; printed as one line of JSON. */
export interface PreviewMeasurement {
  readonly ms: number;
  readonly peakBytes: number;
  readonly state: StateSize;
}

async function measure(job: PreviewJob): Promise<PreviewMeasurement> {
  const stack = await openEmulatedStack({
    ...job,
    emulator: job,
    program: job.program === "ours" ? ours(job.environment) : await bare(job.customersFile),
  });
  const start = performance.now();
  // The engine ends the preview with an error where it finds a change: the state would not be what is measured.
  await (job.run === "up" ? stack.up() : stack.preview({ expectNoChanges: true }));
  const ms = performance.now() - start;
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  return { ms, peakBytes, state: await stateSize(job.engine, stack) };
}

// Both programs are loaded inside the measurement, as by `pulumi preview`.
const ours =
  (environment: PreviewJob["environment"]): PulumiFn =>
  () =>
    require("../index")(environment);

async function bare(customersFile: string): Promise<PulumiFn> {
  const config = await readStackConfig();
  const { customers } = parse(await readFile(customersFile, "utf8")) as {
    customers: Record<string, { repositories: string[] }>;
  };
  const resourceGroupName = config["customer-access:resourceGroupName"] ?? "";
  const registryName = config["customer-access:registryName"] ?? "";
  const place = {
    subscriptionId: config["azure-native:subscriptionId"] ?? "",
    resourceGroupName,
    registryName,
    vaultName: config["customer-access:vaultName"] ?? "",
    vaultResourceGroupName: resourceGroupName,
  };
  const args = {
    resourceGroupName,
    registryName,
    vaultId: vaultId(place),
    customers: Object.entries(customers).map(([id, { repositories }]) => ({ id, repositories })),
  };
  return async () => require("./bareProgram").bareProgram(args)();
}

measure(JSON.parse(process.argv[2] ?? "{}"))
  .then((measurement) => console.log(JSON.stringify(measurement)))
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
