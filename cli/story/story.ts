// Tells the story of npm start, step by step.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import { today } from "../../clock";
import type { Customer } from "../../customers/schema";
import type { Engine } from "../../engine/engine";
import type { CommandContext, Outcome } from "../command";
import { EMULATED_FOLDER, openEmulatedStack, type RunningEmulator } from "../emulated";
import { requireCustomersFile } from "../requireCustomersFile";
import { changedCopy } from "./changedCopy";
import { type CustomerRow, customerTable, isRowAsDeclared } from "./customerTable";
import { openControl } from "./emulatorControl";
import { describeChanges, summarise } from "./engineEvents";
import { keepRunning } from "./keepRunning";
import { keptPasswords } from "./keptPasswords";
import { onEmulator } from "./onEmulator";
import { step } from "./progress";
import { installRealPlugins, noteVaultName, pulumiHome } from "./realPlugins";
import { readRows } from "./rows";
import { runEngine } from "./runEngine";
import { tokenWrites } from "./tokenWrites";

/** What the story is told about. */
export interface StoryOptions {
  readonly customers: string;
  readonly keep?: boolean;
  /** Which plugins of azure-native and random serve. @default "stand-ins" */
  readonly plugins?: "stand-ins" | "real";
}

/** Declares access, uses it, changes it and uses it again. @returns exit code 1 when anything is not as declared */
export async function tellStory(options: StoryOptions, context: CommandContext): Promise<Outcome> {
  const { customers } = await requireCustomersFile(options.customers, {
    today: today(context.env),
  });
  // Read ahead of everything, since the file may lie in the folder that is emptied.
  const source = await readFile(options.customers);
  const isReal = options.plugins === "real";
  const tell = async ({ engine, emulator }: { engine: Engine; emulator: RunningEmulator }) => {
    const copy = join(EMULATED_FOLDER, "customers.yaml");
    await writeFile(copy, source);
    if (isReal) await noteVaultName(emulator.vaults[0]?.name ?? "", context);
    const stack = await openEmulatedStack({
      engine,
      emulator,
      customersFile: copy,
      ...(isReal ? { realPluginsHome: pulumiHome(context.env) } : {}),
    });
    const passwords = new Map<string, string>();
    const chapters: Chapters = { stack, emulator, copy, context, passwords, rows: [] };
    await declareAccess(chapters);
    const declared = await useAccess(chapters, "Acting as each customer");
    const changed = await changeAccess(chapters);
    const unchanged = await upAgain(chapters);
    const quiet = await readJournal(chapters);
    const secret = await searchPasswords(chapters);
    const fine = declared && changed && unchanged && quiet && secret;
    context.print("");
    context.print(
      fine
        ? context.colors.green("Every customer can do what the file says, and nothing else.")
        : context.colors.red("Something is not as the file says; see above."),
    );
    if (options.keep) await keepRunning(emulator, context, chapters.rows);
    return { exitCode: fine ? 0 : 1, lines: [], data: chapters.rows };
  };
  return onEmulator(context, imagesFor(customers), tell, async (engine) => {
    if (isReal) await installRealPlugins(engine, context);
  });
}

/** The repositories that a file names, with one below each prefix, so that there is something to pull. */
function imagesFor(customers: readonly Customer[]): string[] {
  const named = customers.flatMap(({ repositories }) => repositories);
  return [...new Set(named)]
    .filter((repository) => repository !== "*")
    .map((repository) => repository.replace(/\/\*$/, "/sample"));
}

interface Chapters {
  stack: Stack;
  emulator: RunningEmulator;
  copy: string;
  context: CommandContext;
  passwords: Map<string, string>;
  rows: CustomerRow[];
}

async function declareAccess({ stack, context }: Chapters): Promise<void> {
  const result = await runEngine(context, "pulumi up: declaring access", (hooks) =>
    stack.up({ continueOnError: true, ...hooks }),
  );
  context.print(`  ${summarise(result.summary.resourceChanges)}`);
}

async function useAccess(chapters: Chapters, title: string): Promise<boolean> {
  const { context } = chapters;
  chapters.rows = await step(context, title, ({ update }) => readRows(chapters, update));
  context.print(customerTable(chapters.rows, context.colors));
  return chapters.rows.every(isRowAsDeclared);
}

async function changeAccess(chapters: Chapters): Promise<boolean> {
  const { stack, copy, context, rows } = chapters;
  const change = await changedCopy(copy, rows, chapters.emulator.registries);
  if (change === undefined) {
    context.print("No active customer lacks a repository, so there is nothing to add.");
    return true;
  }
  context.print("");
  context.print(`A change in the file: ${change.customerId} may also pull ${change.repository}`);
  const events: EngineEvent[] = [];
  await runEngine(context, "pulumi preview", ({ signal, onEvent }) =>
    stack.preview({
      signal,
      onEvent: (event) => {
        events.push(event);
        onEvent(event);
      },
    }),
  );
  for (const line of describeChanges(events)) context.print(`  ${line}`);
  const result = await runEngine(context, "pulumi up: applying it", (hooks) =>
    stack.up({ continueOnError: true, ...hooks }),
  );
  context.print(`  ${summarise(result.summary.resourceChanges)}`);
  const before =
    rows.find((row) => row.customer.id === change.customerId)?.proof?.pulled.length ?? 0;
  const fine = await useAccess(chapters, "Acting as each customer again");
  const after = chapters.rows.find((row) => row.customer.id === change.customerId)?.proof?.pulled;
  const gained = after?.includes(change.repository) === true && after.length === before + 1;
  context.print(
    gained
      ? `${change.customerId} pulled ${change.repository} with the same password as before.`
      : `${change.customerId} could not pull ${change.repository}.`,
  );
  return fine && gained;
}

async function upAgain({ stack, context }: Chapters): Promise<boolean> {
  const result = await runEngine(context, "pulumi up once more", (hooks) =>
    stack.up({ continueOnError: true, ...hooks }),
  );
  const changes = result.summary.resourceChanges ?? {};
  context.print(`  ${summarise(changes)}`);
  return Object.entries(changes).every(([op, count]) => op === "same" || count === 0);
}

/** Reads what was asked of Azure in the whole story. */
async function readJournal({ emulator, rows, context }: Chapters): Promise<boolean> {
  const seen = tokenWrites(await (await openControl(emulator)).journal());
  const letIn = rows.filter(({ mayLogIn }) => mayLogIn).length;
  context.print(
    `Azure was asked for ${seen.generated} passwords for the ${letIn} of ${rows.length} customers who may log in; ${seen.createdTokens} tokens were created and ${seen.rewrittenTokens} written again by PUT.`,
  );
  return seen.generated === letIn && seen.rewrittenTokens === 0;
}

/** Searches what Pulumi keeps for every password that stood in the vault. */
async function searchPasswords({ passwords, context }: Chapters): Promise<boolean> {
  const kept = await keptPasswords(EMULATED_FOLDER, passwords.values());
  context.print(`passwords in state and history: ${kept}`);
  return kept === 0;
}
