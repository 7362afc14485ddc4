// Runs the engine as a step of the story; a failure says what the engine said, and nothing else.
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { withoutRpcStatus } from "../../engine/pluginWords";
import type { CommandContext } from "../command";
import { UserError } from "../userError";
import { followEvents } from "./engineEvents";
import { step } from "./progress";

/** What each run of the engine is given. */
export interface EngineHooks {
  signal: AbortSignal;
  onEvent(event: EngineEvent): void;
}

/** Runs `work` as a step with live progress. @throws UserError as {@link engineRun} does */
export function runEngine<Result>(
  context: CommandContext,
  title: string,
  work: (hooks: EngineHooks) => Promise<Result>,
): Promise<Result> {
  return step(context, title, ({ update }) =>
    engineRun(context, title, followEvents(update), work),
  );
}

/** Runs `work`, whose events are heard. @throws UserError with the engine's errors when it fails or is stopped */
export async function engineRun<Result>(
  { signal }: Pick<CommandContext, "signal">,
  title: string,
  hear: (event: EngineEvent) => void,
  work: (hooks: EngineHooks) => Promise<Result>,
): Promise<Result> {
  const errors: string[] = [];
  const onEvent = (event: EngineEvent) => {
    hear(event);
    const { severity, message } = event.diagnosticEvent ?? {};
    if (severity === "error" && message !== undefined) errors.push(plainMessage(message));
  };
  try {
    // A signal of its own for each run: the Automation API never takes its listener off again.
    return await work({ signal: AbortSignal.any([signal]), onEvent });
  } catch (cause) {
    if (signal.aborted) {
      throw new UserError(`${title}: stopped`, { remedy: "npm start begins anew", cause });
    }
    const said = errors.length > 0 ? errors : [(cause as Error).message];
    throw new UserError([`${title} failed:`, ...said].join("\n  "), {
      remedy: "correct this and run npm start again",
      cause,
    });
  }
}

/** A message without the engine's marks for colours, and without its status before a plugin's own words. */
export function plainMessage(message: string): string {
  return withoutRpcStatus(message.replace(/<\{%.*?%\}>/g, "").trim());
}
