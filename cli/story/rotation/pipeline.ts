// The nightly pipeline of the scenario: runs `pulumi up` with a moved clock and reads the engine's messages about passwords.
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import type { CommandContext } from "../../command";
import { moveRuns } from "../../emulated";
import { type Changes, followEvents } from "../engineEvents";
import { engineRun, plainMessage } from "../runEngine";
import { withoutSummary } from "../withoutSummary";

/** Why something changed, or is due, in the words of the engine's log. */
export interface Reason {
  customerId: string;
  text: string;
}

/** What one run did. */
export interface Night {
  changes: Changes;
  /** In the order in which the engine logged them. */
  reasons: readonly Reason[];
  /** Names of the Key Vault secrets, by customer id. */
  secrets: Readonly<Record<string, string>>;
}

/** Runs, one after the other. */
export interface Pipeline {
  /** Is a customer's rotation due, as far as the last run knew? */
  isDue(date: string): boolean;
  /** Runs `pulumi up` at an instant. @throws UserError with the engine's errors */
  run(instant: string, show: (text: string) => void): Promise<Night>;
}

/** Opens the runs; nothing is declared yet. */
export function openPipeline(stack: Stack, context: Pick<CommandContext, "signal">): Pipeline {
  const rotateOn = new Map<string, string>();
  const runner = withoutSummary(stack);
  let secrets: Night["secrets"] = {};
  return {
    isDue: (date) => [...rotateOn.values()].some((day) => day <= date),
    async run(instant, show) {
      const reasons: Reason[] = [];
      let changes: Changes = {};
      const follow = followEvents(show);
      const hear = (event: EngineEvent) => {
        follow(event);
        const reason = reasonIn(event);
        if (reason !== undefined) reasons.push(reason);
        changes = event.summaryEvent?.resourceChanges ?? changes;
        const { type, op, urn, new: made } = event.resOutputsEvent?.metadata ?? {};
        if (type === STACK) secrets = made?.outputs.secrets ?? secrets;
        if (type !== SECRET || op === "refresh" || urn === undefined) return;
        const day: unknown = made?.outputs.rotateOn;
        if (typeof day === "string") rotateOn.set(urn, day);
        else rotateOn.delete(urn);
      };
      moveRuns(stack, instant);
      await engineRun(context, `pulumi up at ${instant}`, hear, (hooks) =>
        runner.up({ continueOnError: true, ...hooks }),
      );
      return { changes, reasons, secrets };
    },
  };
}

const SECRET = "acr-credentials:index:TokenSecret";
const STACK = "pulumi:pulumi:Stack";

function reasonIn({ diagnosticEvent }: EngineEvent): Reason | undefined {
  const { severity, urn = "", message = "" } = diagnosticEvent ?? {};
  if (severity !== "info" && severity !== "warning") return undefined;
  const customerId = /::([^:]+)-secret$/.exec(urn)?.[1];
  return customerId === undefined ? undefined : { customerId, text: plainMessage(message) };
}
