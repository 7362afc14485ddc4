// How the sync story shows its steps: headings, runs of the engine, commands with what they print.
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import type { CommandContext, Outcome } from "../../command";
import { wrappedText } from "../../wrapped";
import { type Changes, summarise } from "../engineEvents";
import { plainMessage, runEngine } from "../runEngine";
import { withoutSummary } from "../withoutSummary";
import { CUSTOMER } from "./scenario";
import type { Stage } from "./stage";

/** Prints lines that fit already, or are to be copied. */
export function show({ context }: Pick<Stage, "context">, lines: readonly string[]): void {
  for (const line of lines) context.print(line, { isVerbatim: true });
}

/** Begins a chapter. */
export function heading({ context: { print, colors } }: Stage, text: string): void {
  print("");
  print(colors.bold(text));
}

/** Runs `pulumi up`, and shows what changed and what the engine said of the sync. */
export async function up({ context }: Stage, stack: Stack, title: string): Promise<void> {
  const said: string[] = [];
  let changes: Changes = {};
  await runEngine(context, title, ({ onEvent, ...hooks }) =>
    withoutSummary(stack).up({
      ...hooks,
      continueOnError: true,
      onEvent(event: EngineEvent) {
        onEvent(event);
        changes = event.summaryEvent?.resourceChanges ?? changes;
        const { urn = "", message = "" } = event.diagnosticEvent ?? {};
        if (urn.endsWith(`::${CUSTOMER}-sync`)) said.push(plainMessage(message));
      },
    }),
  );
  for (const line of [summarise(changes), ...said]) {
    context.print(wrappedText(`  ${line}`, context.columns));
  }
}

/** Shows a command as one types it, runs it, and shows what it prints. @returns its exit code */
export async function command(
  { context }: Stage,
  typed: string,
  run: (context: CommandContext) => Promise<Outcome>,
): Promise<number> {
  context.print(`$ ${typed}`, { isVerbatim: true });
  const { lines, exitCode } = await run({ ...context, isTerminal: false });
  for (const line of lines) context.print(wrappedText(line, context.columns));
  return exitCode;
}
