// Runs the access demo of npm start, step by step.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEvent, OpMap, Stack } from "@pulumi/pulumi/automation";
import { today } from "../../clock";
import type { Customer } from "../../customers/schema/schema";
import type { Engine } from "../../engine/engine";
import type { CommandContext, Outcome } from "../command";
import { EMULATED_FOLDER, openEmulatedStack, type RunningEmulator } from "../emulated";
import { step } from "../progress";
import { requireCustomersFile } from "../requireCustomersFile";
import type { Check, CustomerEvidence } from "../verify/evidenceSchema";
import { findingLines, verifyTable } from "../verify/verifyTable";
import { actAsCustomers } from "./actAsCustomers";
import { changedCopy } from "./changedCopy";
import { openControl } from "./emulatorControl";
import { describeChanges, summarise } from "./engineEvents";
import { keepRunning } from "./keepRunning";
import { keptPasswords } from "./keptPasswords";
import { onEmulator } from "./onEmulator";
import { installRealPlugins, noteVaultName, pulumiHome } from "./realPlugins";
import { runEngine } from "./runEngine";
import { tokenWrites } from "./tokenWrites";
import { withoutSummary } from "./withoutSummary";

/** What the story uses. */
export interface StoryOptions {
  readonly customers: string;
  readonly keep?: boolean;
  /** Which plugins are used for azure-native and random. @default "stand-ins" */
  readonly plugins?: "stand-ins" | "real";
}

/** Declares access, uses it, changes it and uses it again. @returns exit code 1 when anything is not as declared */
export async function tellStory(options: StoryOptions, context: CommandContext): Promise<Outcome> {
  const { customers } = await requireCustomersFile(options.customers, {
    today: today(context.env),
  });
  // Read first, because the file may be in the folder that is emptied.
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
    const chapters: Chapters = { stack, emulator, copy, context, passwords, seen: [] };
    await declareAccess(chapters);
    const declared = await useAccess(chapters, "Acting as each customer");
    const letIn = chapters.seen.filter(({ state }) => state === "active").length;
    const changed = await changeAccess(chapters);
    const unchanged = await upAgain(chapters);
    const quiet = await readJournal(chapters, letIn);
    const secret = await searchPasswords(chapters);
    const fine = declared && changed && unchanged && quiet && secret;
    context.print("");
    context.print(
      fine
        ? context.colors.green("Every customer can do what the file says, and nothing else.")
        : context.colors.red("Something is not as the file says; see above."),
    );
    if (fine) for (const line of nextSteps(options)) context.print(line, { isVerbatim: true });
    if (options.keep) await keepRunning(emulator, context, chapters.seen);
    return { exitCode: fine ? 0 : 1, lines: [], data: chapters.seen };
  };
  return onEmulator(context, { repositories: imagesFor(customers) }, tell, async (engine) => {
    if (isReal) await installRealPlugins(engine, context);
  });
}

/** What a newcomer does after the story. */
const nextSteps = ({ keep }: StoryOptions) => [
  "",
  "What next:",
  "  add a customer             npm run add -- wingtip --repository app/api",
  ...(keep ? [] : ["  act as a customer          npm start -- --keep"]),
  "  use it with your registry  docs/azure.md",
  "",
  "Who may pull what, since which change, in words and as a page for a browser:",
  "  npm run -s audit -- --history .emulated",
  "  npm run -s audit -- --history .emulated --html .emulated/audit.html",
];

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
  seen: CustomerEvidence[];
}

async function declareAccess(chapters: Chapters): Promise<void> {
  const changes = await up(chapters, "pulumi up: declaring access");
  chapters.context.print(`  ${summarise(changes)}`);
}

/** Runs it. @returns the number of resources by operation */
async function up({ stack, context }: Chapters, title: string): Promise<OpMap> {
  let changes: OpMap = {};
  await runEngine(context, title, ({ onEvent, ...hooks }) =>
    withoutSummary(stack).up({
      continueOnError: true,
      ...hooks,
      onEvent: (event) => {
        changes = event.summaryEvent?.resourceChanges ?? changes;
        onEvent(event);
      },
    }),
  );
  return changes;
}

async function useAccess(chapters: Chapters, title: string): Promise<boolean> {
  const { context } = chapters;
  chapters.seen = await step(context, title, ({ update }) => actAsCustomers(chapters, update));
  context.print(verifyTable(chapters.seen, context));
  for (const line of findingLines(chapters.seen, context)) context.print(line);
  return chapters.seen.every(({ verdict }) => verdict === "as declared");
}

async function changeAccess(chapters: Chapters): Promise<boolean> {
  const { stack, copy, context, seen } = chapters;
  const change = await changedCopy(copy, seen, chapters.emulator.registries);
  if (change === undefined) {
    context.print("No active customer lacks a repository, so there is nothing to add.");
    return true;
  }
  context.print("");
  const { customerId, repository, suspended } = change;
  const others = suspended === undefined ? "" : `, and ${suspended} is suspended`;
  context.print(`A change in the file: ${customerId} may also pull ${repository}${others}`);
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
  context.print(`  ${summarise(await up(chapters, "pulumi up: applying it"))}`);
  const fine = await useAccess(chapters, "Acting as each customer again");
  const gained = answerOf(chapters, customerId, { what: "pull", of: repository }) !== undefined;
  context.print(
    gained
      ? `${customerId} pulled ${repository} with the same password as before.`
      : `${customerId} could not pull ${repository}.`,
  );
  if (suspended === undefined) return fine && gained;
  const answer = answerOf(chapters, suspended, { what: "login" });
  context.print(`The password of ${suspended}, read while it worked: ${answer ?? "not refused"}.`);
  return fine && gained && answer === "refused";
}

/** What was answered as declared; undefined where it was not. */
function answerOf(
  { seen }: Chapters,
  customerId: string,
  { what, of }: { what: Check["what"]; of?: string },
): string | undefined {
  const checks = seen.find(({ id }) => id === customerId)?.checks ?? [];
  return checks.find(
    (check) =>
      check.what === what &&
      (of === undefined || check.of === of) &&
      check.verdict === "as declared",
  )?.answer;
}

async function upAgain(chapters: Chapters): Promise<boolean> {
  const changes = await up(chapters, "pulumi up once more");
  chapters.context.print(`  ${summarise(changes)}`);
  return Object.entries(changes).every(([op, count]) => op === "same" || count === 0);
}

/** Reads what was asked of Azure in the whole story. */
async function readJournal(
  { emulator, seen: customers, context }: Chapters,
  letIn: number,
): Promise<boolean> {
  const seen = tokenWrites(await (await openControl(emulator)).journal());
  context.print(
    `Azure was asked for ${seen.generated} passwords for the ${letIn} of ${customers.length} customers who were let in.`,
  );
  context.print(
    `${seen.createdTokens} tokens were created and ${seen.rewrittenTokens} written again by PUT.`,
  );
  return seen.generated === letIn && seen.rewrittenTokens === 0;
}

/** Searches Pulumi's files for every password that was in the vault. */
async function searchPasswords({ passwords, context }: Chapters): Promise<boolean> {
  const kept = await keptPasswords(EMULATED_FOLDER, passwords.values());
  context.print(`passwords in state and history: ${kept}`);
  return kept === 0;
}
