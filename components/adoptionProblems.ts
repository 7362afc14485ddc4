// Finds tokens and scope maps that cannot be adopted before they are declared, so that only their customer fails.

import * as pulumi from "@pulumi/pulumi";
import { isAdopted } from "../customers/isAdopted";
import type { Customer } from "../customers/schema/schema";
import { type Place, scopeMapId, tokenId } from "./names";
import { scopeMapGuard } from "./scopeMapGuard";
import { applyAnyway } from "./whereKnown";

/** Why one token or scope map cannot be adopted; provider/adoptionProblems.ts finds it. */
export interface AdoptionProblem {
  kind: "missing" | "unread" | "owned" | "held";
  /** The message about it. */
  words: string;
}

/** Each by ARM id. */
export type AdoptionProblems = ReadonlyMap<string, AdoptionProblem>;

/** About whom the plugin is asked, and how. */
export interface Question {
  place: Place;
  plugin: pulumi.ProviderResource;
  /** The random id of the stack. If it is unknown, every mark belongs to another stack. */
  owner: pulumi.Output<string>;
  /** Is there a hook that refuses to create what does not exist? */
  isGuarded: boolean;
}

const KINDS = ["token", "scopeMap", "secret"] as const;

/**
 * Asks the plugin about everything that these entries adopt.
 *
 * In an update without a hook, missing and unreadable resources are ignored: their import fails in azure-native. A
 * resource of another stack exists, so azure-native does not create it.
 */
export async function adoptionProblemsOf(
  entries: readonly Customer[],
  { place, plugin, owner, isGuarded }: Question,
): Promise<AdoptionProblems> {
  const adoptions = entries.map((entry) => ({
    customer: entry.id,
    tokenId: tokenId(place, entry.tokenName),
    scopeMapId: scopeMapId(place, entry.tokenName),
    adopt: KINDS.filter((kind) => isAdopted(entry, kind)),
  }));
  const known = applyAnyway(owner, (value) => (typeof value === "string" ? value : undefined));
  const asked = pulumi.runtime.invoke(
    "acr-credentials:index:adoptionProblems",
    { adoptions, owner: known },
    { provider: plugin },
  );
  // The guard may have refused the run in the meantime. It has said why, and no answer is needed.
  const answer = await asked.catch((thrown: Error) => {
    if (!thrown.message.includes("connection is closing")) throw thrown;
    return { adoptionProblems: [] };
  });
  const { adoptionProblems } = answer as { adoptionProblems: (AdoptionProblem & { id: string })[] };
  const isCounted = ({ kind }: AdoptionProblem) =>
    isGuarded || pulumi.runtime.isDryRun() || kind === "owned" || kind === "held";
  return new Map(
    adoptionProblems.filter(isCounted).map(({ id, ...adoptionProblem }) => [id, adoptionProblem]),
  );
}

/** Refuses single resources. */
export interface AdoptionGuard {
  /** The hook that fails, for the resource with this logical name, with this message. */
  refuse(name: string, words: string): pulumi.ResourceHook;
  /** The hook that fails before an update of a scope map that another stack has adopted, as this plugin knows. */
  watch(plugin: pulumi.ProviderResource): pulumi.ResourceHook;
}

/** A resource with this hook in the state was refused once, or did not change. */
const NAME = "adopt-or-fail";

/**
 * Registers the hook that refuses to create or overwrite what must not be adopted.
 *
 * Undefined if the engine or its language host is older than 3.182.0.
 */
export async function registerAdoptionGuard(): Promise<AdoptionGuard | undefined> {
  const refusals = new Map<string, string>();
  const hook = new pulumi.ResourceHook(NAME, ({ name }) => {
    throw new Error(refusals.get(name) ?? `${name} is not to be made`);
  });
  try {
    // It registers itself; only this tells whether it could.
    await (hook as unknown as { __registered: Promise<void> }).__registered;
  } catch {
    return undefined;
  }
  return {
    refuse(name, words) {
      refusals.set(name, words);
      return hook;
    },
    watch: scopeMapGuard,
  };
}
