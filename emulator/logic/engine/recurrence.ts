// Fires triggers of type Recurrence when the emulator's clock says so.
import type { Workflow } from "../../world/workflows";
import type { World } from "../../world/world";
import type { RecurrenceTrigger } from "../definition/triggerSchema";
import { definitionOf } from "../definition/validate";
import { fire } from "./fire";

type Schedule = RecurrenceTrigger["recurrence"];

/**
 * Starts the schedules of a workflow, which end when it is changed, disabled or deleted.
 *
 * Without a start time a trigger fires at once. Times that have passed when it is due are left out.
 *
 * Documented: https://learn.microsoft.com/azure/logic-apps/concepts-schedule-automated-recurring-tasks-workflows
 */
export function startSchedules(workflow: Workflow, world: World): void {
  const definition = definitionOf(workflow);
  const { version } = workflow;
  const isCurrent = () =>
    workflow.version === version &&
    workflow.state === "Enabled" &&
    [...world.workflows.values()].includes(workflow);

  for (const [name, trigger] of Object.entries(definition.triggers)) {
    if (trigger.type !== "Recurrence") continue;
    const { recurrence } = trigger;
    const startMs = Date.parse(recurrence.startTime ?? world.clock.now().toISOString());
    const follow = (afterMs: number) => {
      const run = () => {
        if (!isCurrent()) return;
        fire({ world, workflow, definition, name, trigger, outputs: {} });
        follow(world.clock.now().getTime());
      };
      world.schedule.at(nextTime(recurrence, startMs, afterMs), run, "again");
    };
    follow(world.clock.now().getTime() - 1);
  }
}

/** Milliseconds of the first occurrence after a moment. */
export function nextTime(
  { frequency, interval }: Schedule,
  startMs: number,
  afterMs: number,
): number {
  if (frequency === "Month") {
    for (let months = 0; ; months += interval) {
      const occurrence = new Date(startMs);
      occurrence.setUTCMonth(occurrence.getUTCMonth() + months);
      if (occurrence.getTime() > afterMs) return occurrence.getTime();
    }
  }
  const step = UNITS_MS[frequency] * interval;
  const passed = Math.floor((afterMs - startMs) / step) + 1;
  return startMs + Math.max(passed, 0) * step;
}

const UNITS_MS = {
  Second: 1_000,
  Minute: 60_000,
  Hour: 3_600_000,
  Day: 86_400_000,
  Week: 604_800_000,
} as const;
