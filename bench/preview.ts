// How long an unchanged `pulumi preview` takes and what it needs, beside a bare program with the same resources.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { PROJECT_FOLDER, type RunningEmulator } from "../cli/emulated";
import { type EmulatorControl, openControl } from "../cli/story/emulatorControl";
import type { Engine } from "../engine/engine";
import { findEngine } from "../engine/findEngine";
import { withInterruption } from "../engine/interruption";
import type { Benchmark } from "./benchmark";
import { startPremiumEmulator } from "./premiumEmulator";
import { readPreviewOptions } from "./previewOptions";
import type { PreviewJob, PreviewMeasurement } from "./previewProcess";
import {
  type Measured,
  PROGRAMS,
  type Program,
  previewTables,
  type SizeResult,
} from "./previewTables";

/** Measures previews of both programs in turn, so that whatever else the computer does slows down both. */
export const preview: Benchmark = {
  name: "preview",
  summary: "an unchanged preview of 10, 100 and 1,000 customers, beside a bare program",
  async run(args) {
    const { sizes, runs, json } = readPreviewOptions(args);
    const results = await withInterruption(undefined, async (signal) => {
      const engine = await findEngine({ onProgress: progress, signal });
      const folder = await mkdtemp(join(tmpdir(), "customer-access-bench-"));
      try {
        const measured: SizeResult[] = [];
        for (const size of sizes) {
          measured.push(await measureSize(size, runs, { engine, folder, signal }));
        }
        return measured;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
    console.log(json ? JSON.stringify(results, undefined, 2) : previewTables(results));
  },
};

interface Surroundings {
  readonly engine: Engine;
  readonly folder: string;
  readonly signal: AbortSignal;
}

async function measureSize(
  customers: number,
  runs: number,
  { engine, folder, signal }: Surroundings,
): Promise<SizeResult> {
  const customersFile = join(folder, `${customers}.yaml`);
  await writeFile(customersFile, fileOf(customers));
  const emulators: RunningEmulator[] = [];
  try {
    const jobs = await Promise.all(
      PROGRAMS.map(async (program) => {
        const workFolder = join(folder, `${program}-${customers}`);
        await mkdir(workFolder);
        const emulator = await startPremiumEmulator(join(workFolder, "emulator"), signal);
        emulators.push(emulator);
        const environment = { ...emulator.environment, PULUMI_DIY_BACKEND_ZSTD: "true" };
        const control = await openControl(emulator);
        return { job: { engine, program, workFolder, customersFile, environment }, control };
      }),
    );
    for (const { job } of jobs) {
      progress(`${customers} customers, ${job.program}: making the state`);
      await measure(
        { ...job, run: "up", environment: withoutCheckpoints(job.environment) },
        signal,
      );
    }
    const results = new Map<Program, Measured[]>();
    for (let run = 1; run <= runs; run++) {
      for (const { job, control } of jobs) {
        const before = await armRequestsIn(control);
        const measurement = await measure({ ...job, run: "preview" }, signal);
        const armRequests = (await armRequestsIn(control)) - before;
        const kept = results.get(job.program) ?? [];
        results.set(job.program, [...kept, { ...measurement, armRequests }]);
        const seconds = (measurement.ms / 1000).toFixed(1);
        progress(`${customers} customers, ${job.program}: preview ${run} of ${runs}, ${seconds} s`);
      }
    }
    return {
      customers,
      bare: middle(results.get("bare") ?? []),
      ours: middle(results.get("ours") ?? []),
    };
  } finally {
    await Promise.all(emulators.map((emulator) => emulator.stop()));
  }
}

/**
 * Lets the engine write the state once at the end, not at each step.
 *
 * The file backend rewrites the whole state each time, which takes 128 s at 300 customers and grows faster than their number. Only
 * for a state that is thrown away: a run killed without checkpoints forgets which creations were under way.
 */
function withoutCheckpoints(environment: Readonly<Record<string, string>>) {
  return { ...environment, PULUMI_SKIP_CHECKPOINTS: "true", PULUMI_EXPERIMENTAL: "true" };
}

async function measure(job: PreviewJob, signal: AbortSignal): Promise<PreviewMeasurement> {
  const main = join(PROJECT_FOLDER, "bench", "previewProcess.ts");
  const child = spawn(process.execPath, ["--import", "tsx", main, JSON.stringify(job)], {
    cwd: PROJECT_FOLDER,
    stdio: ["ignore", "pipe", "inherit"],
    signal,
  });
  const printed = text(child.stdout);
  const exitCode = await new Promise((resolve, reject) => {
    child.once("error", reject).once("exit", resolve);
  });
  if (exitCode !== 0) throw new Error(`${job.run} of the ${job.program} program failed`);
  return JSON.parse(await printed);
}

/** How often Resource Manager was asked so far. */
async function armRequestsIn(control: EmulatorControl): Promise<number> {
  return (await control.journal()).filter(({ host }) => host === "arm").length;
}

/** The time and the memory of a usual run: each the median by itself. */
function middle(measurements: readonly Measured[]): Measured {
  const [first] = measurements;
  if (first === undefined) throw new Error("nothing was measured");
  return {
    ...first,
    ms: median(measurements.map(({ ms }) => ms)),
    peakBytes: median(measurements.map(({ peakBytes }) => peakBytes)),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? 0;
}

/** A file of usual customers: two repositories each, everything else by default. */
function fileOf(customers: number): string {
  const entries = Array.from(
    { length: customers },
    (_, index) => `  customer-${index}:\n    repositories: [app/api, app/web]\n`,
  );
  return `customers:\n${entries.join("")}`;
}

function progress(message: string): void {
  process.stderr.write(`${message}\n`);
}
