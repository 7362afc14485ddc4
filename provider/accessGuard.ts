// Serves AccessGuard: the one compact record per update of who may do what, counted by a revision, and the fuse in its check.

import { judge } from "../access/fuse";
import type { AccessRecord } from "../access/record";
import { type DatedRecord, type Since, sinceWhen } from "../access/since";
import { changedInputs } from "./inputDiff";
import type { Old, Properties, ResourceKind } from "./resource";

/**
 * Carries the record through `check` before anything else is touched, and counts the updates that changed it.
 *
 * A change that takes access from too many customers ends the whole run there, which is what no other resource may do.
 * It exists only in the state; nothing in Azure belongs to it. Since when each customer is listed and has their rights
 * goes to secrets and scope maps: the engine forgets what a killed run was doing when Azure had answered, and would find
 * nothing to do where the file says again what it said before that.
 */
export function accessGuard({ today }: { today(): string }): ResourceKind {
  return {
    refreshBeforeUpdate: false,

    check: (olds, news) => ({ inputs: news, problems: problemsOf(olds, news, today()) }),

    diff: (old, news) => ({
      ...changedInputs(old.inputs, news),
      // A record of an earlier version of this plugin: to a preview what is absent is unknown.
      ...(old.outputs.rightsSince === undefined ? { rightsSince: ADDED } : {}),
      ...(old.outputs.listedSince === undefined ? { listedSince: ADDED } : {}),
    }),

    create: async (inputs) => ({
      id: "access-guard",
      inputs,
      outputs: { revision: 1, ...NOTHING_NOTED },
    }),

    read: async (known) => (known.outputs.revision === undefined ? undefined : known),

    update: async (old, news) => {
      const revision = Number(old.outputs.revision ?? 0) + 1;
      return { revision, ...sinceWhen(datedRecord(old), accessOf(news), revision) };
    },

    delete: async () => {},
  };
}

const ADDED = { kind: "add", isInput: false } as const;

const NOTHING_NOTED: Since = { listedSince: {}, rightsSince: {} };

function datedRecord({ inputs, outputs }: Old): DatedRecord {
  return { ...NOTHING_NOTED, ...(outputs as Partial<Since>), access: accessOf(inputs) };
}

function accessOf(inputs: Properties): AccessRecord["access"] {
  return (inputs as unknown as AccessRecord).access;
}

function problemsOf(olds: Properties, news: Properties, today: string) {
  if (olds.access === undefined) return [];
  const before = olds as unknown as AccessRecord;
  const { refusals } = judge(before, news as unknown as AccessRecord, today);
  if (refusals.length === 0) return [];
  // With a property's name the engine would print the access of every customer before each refusal.
  const reason = ["this change is refused:", ...refusals].join("\n").replaceAll("\n", "\n  ");
  return [{ property: "", reason }];
}
