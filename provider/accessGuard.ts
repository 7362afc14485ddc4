// Serves AccessGuard: the one compact record per update of who may do what, counted by a revision, and the fuse in its check.

import type { TokenRights } from "../access/adoption";
import { EARLIER_VERSION, isOfEarlierVersion } from "../access/earlierVersion";
import { judge } from "../access/fuse";
import { readAdoptions } from "../access/readAdoptions";
import type { AccessRecord } from "../access/record";
import { type DatedRecord, type Since, sinceWhen } from "../access/since";
import { changedInputs } from "./protocol/inputDiff";
import type { Call, Old, Properties, ResourceKind } from "./protocol/resource";

/** What the guard needs from outside. */
export interface AccessGuardContext {
  today(): string;
  /** Makes sure of registry and vault that the program names. @throws Error in words for people where they cannot be worked in */
  requirePlace?(place: { registryId: string; vaultId: string }): Promise<void>;
  /** What a token may do today; undefined when there is none with this ARM id. */
  rightsOf(tokenId: string): Promise<TokenRights | undefined>;
  /** Takes the ids of the customers that a run declares, before anything else of it comes. */
  declares(customerIds: readonly string[]): void;
}

/**
 * Carries the record through `check` before anything else is touched, and counts the updates that changed it.
 *
 * A change that takes access from too many customers ends the whole run there, which is what no other resource may do;
 * and so does a stack that an earlier version made.
 * What a token may do that is about to be taken over is asked of the registry: no record knows it.
 * It exists only in the state; nothing in Azure belongs to it. Since when each customer is listed and has their rights
 * goes to secrets and scope maps: the engine forgets what a killed run was doing when Azure had answered, and would find
 * nothing to do where the file says again what it said before that.
 */
export function accessGuard(context: AccessGuardContext): ResourceKind {
  const { today, rightsOf, declares, requirePlace } = context;
  return {
    refreshBeforeUpdate: false,

    async check(olds, news, call) {
      if (isOfEarlierVersion(olds)) {
        const { message, remedy } = EARLIER_VERSION;
        return { inputs: news, problems: [{ property: "", reason: `${message}: ${remedy}` }] };
      }
      const change = { before: recordOf(olds), after: recordOf(news) };
      const { registryId, vaultId } = change.after;
      try {
        if (registryId !== undefined && vaultId !== undefined) {
          await requirePlace?.({ registryId, vaultId });
        }
      } catch (thrown) {
        const { message } = thrown as Error;
        return { inputs: news, problems: [{ property: "", reason: message }] };
      }
      declares(Object.keys(change.after.access));
      const adopted = await adoptedIn(change, rightsOf, call);
      const { refusals } = judge(change.before, change.after, today(), adopted);
      return { inputs: news, problems: refusals.length === 0 ? [] : [problem(refusals)] };
    },

    diff: (old, news) => changedInputs(old.inputs, news),

    create: async (inputs) => ({
      id: "access-guard",
      inputs,
      outputs: { revision: 1, listedSince: {}, rightsSince: {}, adopted: adoptedBy(inputs) },
    }),

    read: async (known) => (known.outputs.revision === undefined ? undefined : known),

    update: async (old, news) => {
      const revision = Number(old.outputs.revision) + 1;
      const since = sinceWhen(datedRecord(old), accessOf(news), revision);
      return { revision, ...since, adopted: adoptedBy(news, old.outputs.adopted as string[]) };
    },

    delete: async () => {},
  };
}

/** Whose token was there before: also those whose `adopt` line is gone from the file, for the passwords may still be in use. */
function adoptedBy(inputs: Properties, before: readonly string[] = []): string[] {
  const listed = accessOf(inputs);
  const { adopt = [] } = inputs as unknown as AccessRecord;
  return [...new Set([...before.filter((id) => id in listed), ...adopt])].sort();
}

function datedRecord({ inputs, outputs }: Old): DatedRecord {
  return { ...(outputs as unknown as Since), access: accessOf(inputs) };
}

function accessOf(inputs: Properties): AccessRecord["access"] {
  return (inputs as unknown as AccessRecord).access;
}

function recordOf(properties: Properties): AccessRecord {
  return { access: {}, ...(properties as Partial<AccessRecord>) };
}

async function adoptedIn(
  change: { before: AccessRecord; after: AccessRecord },
  rightsOf: AccessGuardContext["rightsOf"],
  call: Call,
): Promise<ReadonlyMap<string, TokenRights>> {
  const { rights, notes } = await readAdoptions(change, (tokenName) =>
    rightsOf(`${change.after.registryId}/tokens/${tokenName}`),
  );
  for (const each of notes) call.log("warning", each);
  return rights;
}

function problem(refusals: readonly string[]) {
  // With a property's name the engine would print the access of every customer before each refusal.
  const reason = ["this change is refused:", ...refusals].join("\n").replaceAll("\n", "\n  ");
  return { property: "", reason };
}
