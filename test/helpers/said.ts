// A run's messages about its customers: what must be corrected before a run, and the errors of an update.

import { CORRECT_FIRST } from "../../access/correctFirst";
import type { RunResult } from "./deployment";

/** What a preview says must be corrected first for one customer, sorted; messages about others are included in full. */
export function correctionsIn({ events }: Pick<RunResult, "events">, customer: string): string[] {
  return events
    .flatMap(({ diagnosticEvent }) => {
      const { severity, urn = "", message = "" } = diagnosticEvent ?? {};
      const text = message.replace(/^warning: /, "").trimEnd();
      if (!text.startsWith(CORRECT_FIRST)) return [];
      const isTheirs = severity === "warning" && urn.endsWith(`::${customer}-secret`);
      return [isTheirs ? text.slice(CORRECT_FIRST.length) : message];
    })
    .sort();
}

/**
 * The engine's errors, each with the logical name of its resource, sorted; without its text before a hook's message.
 */
export function errorsIn({ events }: Pick<RunResult, "events">): string[] {
  return events
    .flatMap(({ diagnosticEvent }) => {
      const { severity, urn, message = "" } = diagnosticEvent ?? {};
      if (severity !== "error" || /^(error: )?update failed/.test(message)) return [];
      const text = message.trim().replace(/^before hook "[\w-]+" failed: /, "");
      return [`${urn?.split("::").at(-1)}: ${text}`];
    })
    .sort();
}

/** The messages about the resources of one customer, or of those whose ids begin so. */
export function eventsAbout(customer: string, { events }: RunResult): RunResult["events"] {
  return events.filter(({ diagnosticEvent }) => diagnosticEvent?.urn?.includes(`::${customer}-`));
}
