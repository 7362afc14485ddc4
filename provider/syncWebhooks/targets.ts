// The webhooks that one customer's sync wants: their names, scopes and locations.

import { createHash } from "node:crypto";
import { covers, isPrefix } from "../../access/pattern";
import { plainLocation } from "../../azure/location";

/** One webhook. */
export interface Target {
  /** A repository; with scopes by prefix also a prefix, or `*`. */
  repository: string;
  location: string;
}

/** By repository, or by prefix, the locations in which there is a webhook for it. */
export type Wanted = Readonly<Record<string, readonly string[]>>;

/** Whose webhooks they are. */
export interface Whose {
  customer: string;
  /** The random id of the stack. */
  owner: string;
}

/** The webhooks by name. */
export function targetsOf(wanted: Wanted, whose: Whose): ReadonlyMap<string, Target> {
  const targets = Object.entries(wanted).flatMap(([repository, locations]) =>
    locations.map((location): Target => ({ repository, location })),
  );
  return new Map(targets.map((target) => [webhookName(target, whose), target]));
}

/**
 * The name of a webhook: always the same for the same stack, customer, repository and location, and never for others.
 *
 * It begins readably. Azure takes letters and digits, 5 to 50 of them:
 * https://learn.microsoft.com/azure/templates/microsoft.containerregistry/registries/webhooks
 */
export function webhookName({ repository, location }: Target, { customer, owner }: Whose): string {
  const facts = JSON.stringify([owner, customer, repository, plainLocation(location)]);
  const hash = createHash("sha256").update(facts).digest("hex").slice(0, 24);
  return `sync${customer.replaceAll("-", "").slice(0, 20)}${hash}`;
}

/** `app/api in westeurope`. */
export function targetWords({ repository, location }: Target): string {
  return `${repository} in ${location}`;
}

/**
 * The repositories and prefixes that get webhooks, sorted: each prefix as those below it, or with scopes by prefix as it is.
 *
 * @param existing the repositories of the registry; unused where nothing has to be expanded
 */
export function expanded(
  { repositories, webhookScope }: { repositories: readonly string[]; webhookScope: string },
  existing: readonly string[],
): string[] {
  const isExpanded = webhookScope !== "prefix";
  const all = repositories.flatMap((each) =>
    isExpanded && isPrefix(each) ? existing.filter((name) => covers(each, name)) : [each],
  );
  const once = [...new Set(all)].sort();
  // One push must not be announced by two webhooks.
  return once.filter((each) => !once.some((other) => other !== each && covers(other, each)));
}
