// Runs the rotation demo: ninety days on the emulator's clock, with a login of every customer every day.
import { join } from "node:path";
import { NOW_VARIABLE } from "../../../clock";
import type { CommandContext, Outcome } from "../../command";
import { EMULATED_FOLDER, openEmulatedStack, type RunningEmulator } from "../../emulated";
import { step } from "../../progress";
import { openControl } from "../emulatorControl";
import { keepRunning } from "../keepRunning";
import { keptPasswords } from "../keptPasswords";
import { onEmulator } from "../onEmulator";
import { openServices } from "../services";
import { live } from "./life";
import { openPipeline } from "./pipeline";
import { isFine, reportData, reportLines } from "./report";
import { dateOf } from "./scenario";

/** Options of the story. */
export interface RotationStoryOptions {
  readonly days: number;
  readonly keep?: boolean;
}

/** Runs the days and shows the results. @returns exit code 1 when a login had a wrong result */
export async function tellRotationStory(
  { days, keep }: RotationStoryOptions,
  context: CommandContext,
): Promise<Outcome> {
  return onEmulator(context, {}, async ({ engine, emulator }) => {
    const file = join(EMULATED_FOLDER, "customers.yaml");
    const stack = await openEmulatedStack({ engine, emulator, customersFile: file });
    const control = await openControl(emulator);
    for (const line of introduction(days)) context.print(line);
    const life = await step(context, `${days} days from ${dateOf(1)} on`, async ({ update }) =>
      live(days, {
        pipeline: openPipeline(stack, context),
        control,
        services: await openServices(emulator, context.signal),
        file,
        signal: context.signal,
        show: update,
        say: (text) => context.isTerminal || context.print(`  ${text}`),
      }),
    );
    const passwords = life.passwords.map(({ value }) => value);
    const kept = await keptPasswords(EMULATED_FOLDER, passwords);
    const seen = { days, life, journal: await control.journal(), keptPasswords: kept };
    context.print("");
    for (const line of reportLines(seen, context)) context.print(line, { isVerbatim: true });
    const fine = isFine(seen);
    context.print("");
    context.print(
      fine
        ? context.colors.green("Every password worked until its announced end, and none beyond.")
        : context.colors.red("A login or a password was not as announced; see above."),
    );
    if (keep) await keepRunning(at(emulator, dateOf(days)), context);
    return { exitCode: fine ? 0 : 1, lines: [], data: reportData(seen) };
  });
}

function introduction(days: number): string[] {
  return [
    "",
    `The emulator's clock goes through ${days} days. At noon of each day, every customer`,
    "logs in with their current password. Every other password that was ever in the",
    "vault is tried, too. In production, `pulumi up` runs each night. Here it runs only",
    "in nights in which a password is due or the file was changed, and every four",
    "weeks in one night in which it must do nothing.",
    "",
  ];
}

/** The emulator with the variables that set the last day of the demo for a run. */
function at(emulator: RunningEmulator, date: string): RunningEmulator {
  const moved = { [NOW_VARIABLE]: `${date}T12:00:00Z` };
  return { ...emulator, environment: { ...emulator.environment, ...moved } };
}
