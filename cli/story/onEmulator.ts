// Sets up every demo: the engine, `.emulated/` for this run, and the emulator, which ends with the demo.
import type { Engine } from "../../engine/engine";
import { findEngine } from "../../engine/findEngine";
import type { CommandContext } from "../command";
import {
  emptyEmulatedFolder,
  type RunningEmulator,
  releaseEmulatedFolder,
  startEmulatorProcess,
} from "../emulated";
import { step } from "../progress";

/** Runs a demo on a new emulator; nothing keeps running afterwards, even after an error. */
export async function onEmulator<Result>(
  context: CommandContext,
  /** What is there at the start, beside what the emulator always has. */
  start: Pick<Parameters<typeof startEmulatorProcess>[0], "repositories" | "customer">,
  tell: (stage: { engine: Engine; emulator: RunningEmulator }) => Promise<Result>,
  /** Preparation before anything is started. @default - none */
  prepare: (engine: Engine) => Promise<void> = async () => {},
): Promise<Result> {
  const { signal } = context;
  const engine = await findEngine({ onProgress: context.progress, signal });
  await prepare(engine);
  await emptyEmulatedFolder(process.pid);
  const emulator = await step(context, "Starting Azure on localhost", () =>
    startEmulatorProcess({ ...start, signal }),
  );
  try {
    return await tell({ engine, emulator });
  } finally {
    await emulator.stop();
    await releaseEmulatedFolder();
  }
}
