// Runs the engine as a step of the demo. A failure shows only the engine's output.
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { withoutRpcStatus } from "../../engine/pluginWords";
import type { CommandContext } from "../command";
import { step } from "../progress";
import { UserError } from "../userError";
import { followEvents } from "./engineEvents";

/** The input of each run of the engine. */
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

/** Runs `work` and listens to its events. @throws UserError with the engine's errors when it fails or is stopped */
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
    // A separate signal for each run, because the Automation API never removes its listener.
    return await work({ signal: AbortSignal.any([signal]), onEvent });
  } catch (cause) {
    if (signal.aborted) {
      throw new UserError(`${title}: stopped`, { remedy: "run `npm start` again", cause });
    }
    const said = errors.length > 0 ? errors : [(cause as Error).message];
    throw new UserError([`${title} failed:`, ...said].join("\n  "), {
      remedy: "correct this and run `npm start` again",
      cause,
    });
  }
}

/** A message without the engine's colour marks, and without its status before a plugin's message. */
export function plainMessage(message: string): string {
  return withoutRpcStatus(message.replace(/<\{%.*?%\}>/g, "").trim());
}
