// What an unchanged `pulumi preview` needs, beside a bare program with the same resources.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { STACK_NAME } from "../cli/emulated";
import { openControl } from "../cli/story/emulatorControl";
import type { Engine } from "../engine/engine";
import { findEngine } from "../engine/findEngine";
import { withInterruption } from "../engine/interruption";
import type { Benchmark } from "./benchmark";
import { measuredRun } from "./measured";
import { readPreviewOptions } from "./previewOptions";
import {
  type Measured,
  PROGRAMS,
  type Program,
  previewTables,
  type SizeResult,
} from "./previewTables";
import { copyStack, customersOf, deploy, type StackCopy } from "./stackCopy";
import { stateSize } from "./stateSize";

/** Measures previews of both programs in turn, so that whatever else the computer does slows down both. */
export const preview: Benchmark = {
  name: "preview",
  summary: "a preview of 10, 100 and 1,000 customers, beside a bare program",
  async run(args) {
    const { sizes, runs, json } = readPreviewOptions(args);
    const results = await withInterruption(undefined, async (signal) => {
      const engine = await findEngine({ onProgress: progress, signal });
      const measured: SizeResult[] = [];
      for (const size of sizes) measured.push(await measureSize(size, runs, { engine, signal }));
      return measured;
    });
    console.log(json ? JSON.stringify(results, undefined, 2) : previewTables(results));
  },
};

/** The file that Pulumi starts for each. */
const MAIN: Readonly<Record<Program, string>> = { bare: "bench/bare.cjs", ours: "index.cjs" };

interface Surroundings {
  readonly engine: Engine;
  readonly signal: AbortSignal;
}

async function measureSize(
  count: number,
  runs: number,
  { engine, signal }: Surroundings,
): Promise<SizeResult> {
  const copies: { program: Program; copy: StackCopy }[] = [];
  try {
    for (const program of PROGRAMS) {
      progress(`${count} customers, ${program}: making the state`);
      const customers = customersOf(count);
      const copy = await copyStack({ engine, signal, customers, main: MAIN[program] });
      copies.push({ program, copy });
      if (program === "ours") await keepNoLog(copy);
      await deploy(copy, signal);
    }
    const results = new Map<Program, Measured[]>();
    for (let run = 1; run <= runs; run++) {
      for (const { program, copy } of copies) {
        const measured = await measurePreview(copy, signal);
        results.set(program, [...(results.get(program) ?? []), measured]);
        const seconds = (measured.processorMs / 1000).toFixed(1);
        progress(`${count} customers, ${program}: preview ${run} of ${runs}, ${seconds} s`);
      }
    }
    return {
      customers: count,
      bare: middle(results.get("bare") ?? []),
      ours: middle(results.get("ours") ?? []),
    };
  } finally {
    await Promise.all(copies.map(({ copy }) => copy.remove()));
  }
}

/** As a pipeline does; a file is in the place where the engine keeps an encrypted log of each run. */
async function keepNoLog({ env }: StackCopy): Promise<void> {
  await writeFile(join(env.PULUMI_HOME ?? "", "logs"), "");
}

/** The engine ends the preview with an error where it finds a change: the state would not be what is measured. */
async function measurePreview(copy: StackCopy, signal: AbortSignal): Promise<Measured> {
  const control = await openControl(copy.emulator);
  const armRequests = async () =>
    (await control.journal()).filter(({ host }) => host === "arm").length;
  const before = await armRequests();
  const args = ["preview", "--expect-no-changes", "--stack", STACK_NAME, "--non-interactive"];
  const { folder, env, engine } = copy;
  const use = await measuredRun({ file: engine.pulumi, args, folder, env, signal });
  return { ...use, armRequests: (await armRequests()) - before, state: await stateSize(copy) };
}

/** What a usual run needs: each the median by itself. */
function middle(measurements: readonly Measured[]): Measured {
  const [first] = measurements;
  if (first === undefined) throw new Error("nothing was measured");
  const median = (value: (measured: Measured) => number) => medianOf(measurements.map(value));
  return {
    ...first,
    ms: median(({ ms }) => ms),
    processorMs: median(({ processorMs }) => processorMs),
    program: {
      processorMs: median(({ program }) => program.processorMs),
      peakBytes: median(({ program }) => program.peakBytes),
    },
  };
}

/** The middle one of an odd number of values. */
export function medianOf(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;
}

function progress(message: string): void {
  process.stderr.write(`${message}\n`);
}
