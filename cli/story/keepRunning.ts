// Leaves the emulator running after a story, with words on how to use it.
import type { CommandContext } from "../command";
import type { RunningEmulator } from "../emulated";

/** Keeps the emulator running until Ctrl-C. */
export async function keepRunning(
  emulator: RunningEmulator,
  context: CommandContext,
): Promise<void> {
  context.print("");
  context.print(`The emulator goes on running at ${emulator.url}; Ctrl-C ends it. To use it:`);
  for (const [name, value] of Object.entries(emulator.environment)) {
    context.print(`  export ${name}=${value}`);
  }
  for (const { name, loginServer } of emulator.registries) {
    context.print(`  registry ${name}: ${loginServer}`);
  }
  await new Promise<void>((done) => {
    if (context.signal.aborted) done();
    context.signal.addEventListener("abort", () => done(), { once: true });
  });
}
