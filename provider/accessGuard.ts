// Serves AccessGuard: one compact record per update of who may do what, with a revision, which refuses a change in its check.

import { readAccessLine } from "../access/accessLine";
import type { TokenRights } from "../access/adoption";
import { EARLIER_VERSION, isOfEarlierVersion } from "../access/earlierVersion";
import { checkChange } from "../access/guard";
import type { ReadProvenance } from "../access/provenance";
import { readAdoptions } from "../access/readAdoptions";
import type { AccessRecord } from "../access/record";
import { sealOf } from "../access/seal";
import { type DatedRecord, revisionOf, type Since, sinceWhen } from "../access/since";
import { changedInputs } from "./protocol/inputDiff";
import {
  type Call,
  type Old,
  type Properties,
  type ResourceKind,
  UNKNOWN,
} from "./protocol/resource";
import type { RightsInAzure } from "./rightsInAzure";

/** The guard's dependencies. */
export interface AccessGuardContext {
  today(): string;
  /** Verifies registry and vault of the program. @throws Error with a message for people if they cannot be used */
  requirePlace?(place: { registryId: string; vaultId: string }): Promise<void>;
  /** The rights of a token today; undefined when there is none with this ARM id. */
  rightsOf(tokenId: string): Promise<TokenRights | undefined>;
  /** What Azure says of a scope map, by its name. @default - nothing was read */
  rights?: Pick<RightsInAzure, "of">;
  /** Who and what is behind this run, for the record alone. @default - not known */
  run?: ReadProvenance;
  /** Receives the ids of the customers that a run declares, before its other resources. */
  declares(customerIds: readonly string[]): void;
}

/**
 * Checks the record before anything else is changed, and counts the updates that changed it.
 *
 * A change that takes access from too many customers ends the whole run there. No other resource may do that. A stack
 * of an earlier version also ends the run.
 * The rights of a token that is about to be adopted are read from the registry, because no record has them.
 * It exists only in the state and has nothing in Azure. Its revisions go into secrets and scope maps: the engine
 * forgets what a killed run was doing when Azure had answered. Without the revisions it would find nothing to do after
 * the file was reverted.
 * Each record is sealed with the hash of the one before, so that a history shows when it was changed.
 */
export function accessGuard(context: AccessGuardContext): ResourceKind {
  const { today, rightsOf, declares, requirePlace, rights, run = {} } = context;
  /** The outputs with who is behind the run, and with the hash of it all; a preview knows neither. */
  const sealed = (inputs: Properties, known: Properties, { isPreview }: Call): Properties => {
    if (isPreview) return { ...known, recordSha256: UNKNOWN };
    const { provenance } = run;
    const outputs = { ...known, ...(provenance === undefined ? {} : { provenance }) };
    return { ...outputs, recordSha256: sealOf({ inputs, outputs }) };
  };
  /** Whose rights are of a later revision in Azure than in the state: that is an older one, which was restored. */
  const ahead = ({ inputs, outputs }: Old, access: AccessRecord["access"]) =>
    Object.entries(access).flatMap(([id, line]) => {
      // Whom the state does not list is imported as Azure has them, and their secret is named by the revision that comes.
      if (!(id in accessOf(inputs))) return [];
      const { revision = 0 } = rights?.of(readAccessLine(line).tokenName) ?? {};
      const known = revisionOf((outputs as unknown as Since).rightsSince, id) ?? 0;
      return revision > known ? [{ id, revision }] : [];
    });
  return {
    refreshBeforeUpdate: false,

    async check(olds, news, call) {
      if (isOfEarlierVersion(olds)) {
        const { message, remedy } = EARLIER_VERSION;
        return { inputs: news, problems: [{ property: "", reason: `${message}: ${remedy}` }] };
      }
      if (run.problem !== undefined) call.log("warning", run.problem);
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
      const { refusals } = checkChange(change.before, change.after, today(), adopted);
      return { inputs: news, problems: refusals.length === 0 ? [] : [problem(refusals)] };
    },

    diff(old, news) {
      const changes = changedInputs(old.inputs, news);
      if (ahead(old, accessOf(news)).length === 0) return changes;
      return { ...changes, rightsSince: { kind: "update", isInput: false } };
    },

    create: async (inputs, call) => {
      const outputs = { revision: 1, listedSince: {}, rightsSince: {}, adopted: adoptedBy(inputs) };
      return {
        id: "access-guard",
        inputs,
        outputs: sealed(inputs, outputs, call),
      };
    },

    read: async (known) => (known.outputs.revision === undefined ? undefined : known),

    async update(old, news, call) {
      const later = ahead(old, accessOf(news));
      const known = [Number(old.outputs.revision), ...later.map((each) => each.revision)];
      const revision = Math.max(...known) + 1;
      const { listedSince, rightsSince } = sinceWhen(datedRecord(old), accessOf(news), revision);
      if (later.length > 0) call.log("warning", stateIsOlder(later.map(({ id }) => id)));
      const { recordSha256: previousSha256 } = old.outputs;
      const outputs = {
        revision,
        listedSince,
        rightsSince: {
          ...rightsSince,
          ...Object.fromEntries(later.map(({ id }) => [id, revision])),
        },
        adopted: adoptedBy(news, old.outputs.adopted as string[]),
        // A record of an earlier version has none.
        ...(previousSha256 === undefined ? {} : { previousSha256 }),
      };
      return sealed(news, outputs, call);
    },

    delete: async () => {},
  };
}

function stateIsOlder(ids: readonly string[]): string {
  return `the state is older than the scope maps of ${ids.join(", ")}, which are written again; run \`pulumi up --refresh\` to correct what else differs`;
}

/**
 * Customers whose token was adopted, even if the `adopt` line was removed from the file, because the passwords may
 * still be in use.
 */
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
