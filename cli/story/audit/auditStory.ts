// Runs the audit demo: makes the history of a quarter, asks it what an auditor asks, and writes the page.
import { join } from "node:path";
import { runAudit } from "../../audit/runAudit";
import type { CommandContext, Outcome } from "../../command";
import { EMULATED_FOLDER, openEmulatedStack } from "../../emulated";
import { step } from "../../progress";
import { wrapped } from "../../wrapped";
import { openControl } from "../emulatorControl";
import { keepRunning } from "../keepRunning";
import { onEmulator } from "../onEmulator";
import { beginFileHistory } from "./fileHistory";
import { runQuarter } from "./pipeline";
import { FIRST_DAY, LAST_DAY, QUARTER, UPDATES } from "./quarter";

/** Options of the story. */
export interface AuditStoryOptions {
  readonly keep?: boolean;
}

/** Makes the history and shows the answers. */
export async function tellAuditStory(
  { keep }: AuditStoryOptions,
  context: CommandContext,
): Promise<Outcome> {
  return onEmulator(context, {}, async ({ engine, emulator }) => {
    const customersFile = join(EMULATED_FOLDER, "customers.yaml");
    const stack = await openEmulatedStack({ engine, emulator, customersFile });
    const control = await openControl(emulator);
    for (const line of INTRODUCTION) context.print(line);
    const told: string[] = [];
    const say = (line: string) => {
      told.push(line);
      if (!context.isTerminal) printRun(line, context);
    };
    await step(context, `${UPDATES.length} runs of the pipeline`, async ({ update }) => {
      const file = await beginFileHistory(customersFile, context.env);
      await runQuarter({ engine, stack, control, file, context }, say, update);
    });
    // The live progress leaves nothing behind.
    if (context.isTerminal) for (const line of told) printRun(line, context);
    const answers = [];
    for (const question of QUESTIONS) answers.push(await ask(question, context));
    const html = join(EMULATED_FOLDER, "audit.html");
    await step(context, "Writing the page", () =>
      runAudit({ ...OF_STORY, at: LAST_DAY, html }, context),
    );
    for (const line of NEXT_STEPS) context.print(line, { isVerbatim: true });
    if (keep) await keepRunning(emulator, context);
    return { exitCode: 0, lines: [], data: { quarter: QUARTER, runs: told, answers } };
  });
}

const INTRODUCTION = [
  "",
  `The pipeline of a vendor runs through ${QUARTER}: customers come, gain, lose and go.`,
  "One password leaks, one run fails, and one machine is lost in mid-run.",
  "",
  "The engine has no clock that can be set. So after each run the demo moves the",
  "times that the engine wrote to the emulator's clock.",
  "",
];

/** A line with its result below, where both are too long. */
function printRun(line: string, { print, columns = 80 }: CommandContext): void {
  for (const each of wrapped(`  ${line}`, columns, "  2026-07-01 09:12  ".length)) print(each);
}

const OF_STORY = { folder: ".", history: EMULATED_FOLDER };

/** What the auditor asks here; the page shows the rest. */
const QUESTIONS: readonly Readonly<Record<string, string>>[] = [
  { at: LAST_DAY },
  { customer: "northwind", at: LAST_DAY },
  { repository: "ml/inference", at: LAST_DAY },
];

const ASK = "npm run -s audit -- --history .emulated";

async function ask(
  question: Readonly<Record<string, string>>,
  context: CommandContext,
): Promise<unknown> {
  const options = Object.entries(question).map(([name, value]) => `--${name} ${value}`);
  context.print("");
  context.print(`$ ${[ASK, ...options].join(" ")}`, { isVerbatim: true });
  const { lines, data } = await runAudit({ ...OF_STORY, ...question }, context);
  for (const line of lines) context.print(line);
  return data;
}

const NEXT_STEPS = [
  "",
  "Everybody over the whole time: open .emulated/audit.html in a browser.",
  "",
  "What next:",
  ...[
    `--from ${FIRST_DAY} --to ${LAST_DAY}`,
    "--customer contoso",
    `--credentials --at ${LAST_DAY}`,
    "--verify",
    `--attest ${QUARTER} --customers .emulated/customers.yaml`,
  ].map((options) => `  ${ASK} ${options}`),
];
