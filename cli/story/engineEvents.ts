// Turns the engine's events into readable lines.
import type { EngineEvent } from "@pulumi/pulumi/automation";

/** What one run of the engine changed, by kind of change: `create`, `update`, `delete`. */
export type Changes = Readonly<Record<string, number>>;

/** Follows the events of one run: counts what is done and names what is under way. */
export function followEvents(show: (text: string) => void): (event: EngineEvent) => void {
  let done = 0;
  return (event) => {
    const finished = event.resOutputsEvent?.metadata;
    const begun = event.resourcePreEvent?.metadata;
    if (finished !== undefined) done++;
    const metadata = begun ?? finished;
    if (metadata === undefined || metadata.op === "same") return;
    show(`${done} done; ${VERBS[metadata.op] ?? metadata.op} ${nameOf(metadata.urn)}`);
  };
}

/** The lines of a preview: one for each resource that changes, with the properties that do. */
export function describeChanges(events: readonly EngineEvent[]): string[] {
  return events.flatMap(({ resourcePreEvent }) => {
    const metadata = resourcePreEvent?.metadata;
    const sign = SIGNS[metadata?.op ?? ""];
    if (metadata === undefined || sign === undefined) return [];
    const properties = Object.keys(metadata.detailedDiff ?? {}).sort();
    const what = properties.length === 0 ? "" : `: ${properties.join(", ")}`;
    return [`${sign} ${nameOf(metadata.urn)}${what}`];
  });
}

/** Says in words how much a run changed: `3 created, 1 updated, 25 unchanged`. */
export function summarise(changes: Changes | undefined): string {
  const words = Object.entries(changes ?? {})
    .filter(([, count]) => count > 0)
    .map(([op, count]) => `${count} ${DONE[op] ?? op}`);
  return words.length === 0 ? "nothing" : words.join(", ");
}

const VERBS: Record<string, string> = {
  create: "creating",
  update: "updating",
  delete: "deleting",
  refresh: "reading",
};

const DONE: Record<string, string> = {
  create: "created",
  update: "updated",
  delete: "deleted",
  same: "unchanged",
};

const SIGNS: Record<string, string> = { create: "+", update: "~", delete: "-", replace: "+-" };

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}
