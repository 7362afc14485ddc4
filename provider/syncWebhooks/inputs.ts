// The inputs of SyncWebhooks.

import { covers } from "../../access/pattern";
import { type Properties, UNKNOWN } from "../protocol/resource";
import { type Target, targetsOf, type Wanted } from "./targets";

/** The program's settings for one customer's webhooks. */
export interface SyncInputs {
  /** The customer's id. */
  customer: string;
  registryId: string;
  /** ARM id of the secret with the header; undefined in the first preview of a stack, which does not know its suffix yet. */
  secretId: string | undefined;
  /** ARM id of the secret with the callback URL; undefined as above. */
  urlSecretId: string | undefined;
  /** The random id of the stack; undefined as above. */
  owner: string | undefined;
  /** The stack's name for people: `registry-customer-access/dev`. */
  stack: string;
  /** Do the webhooks send? */
  enabled: boolean;
  /** The newest generation of the header, and the one that is sent. */
  generation: number;
  inUse: number;
  webhooks: Wanted;
}

/** What is known only while a run lasts. */
export interface RunFacts {
  /** Why no webhook may be written now, in words for people. */
  trouble: string | undefined;
  /** Why no additional webhook is made in this run, in words for people. */
  waits: string | undefined;
}

/** Reads inputs as they came over the wire. @throws Error naming an input that is missing */
export function syncInputs(news: Properties): SyncInputs {
  const secretId =
    news.secretName === UNKNOWN
      ? undefined
      : `${required(news, "vaultId")}/secrets/${required(news, "secretName")}`;
  return {
    customer: required(news, "customer"),
    registryId: required(news, "registryId"),
    secretId,
    urlSecretId: secretId === undefined ? undefined : `${secretId}-url`,
    owner: news.owner === UNKNOWN ? undefined : required(news, "owner"),
    stack: String(news.stack ?? ""),
    enabled: news.enabled !== false,
    generation: Number(news.generation ?? 1),
    inUse: Number(news.inUse ?? 1),
    webhooks: (news.webhooks ?? {}) as Wanted,
  };
}

/** Is a value unknown that a plan needs? The secret's name and the owner may be unknown. */
export function hasUnknown(news: Properties): boolean {
  return news.webhooks === UNKNOWN || news.registryId === UNKNOWN;
}

/**
 * Takes from the inputs what is not part of the state.
 *
 * Where the program could not find out which webhooks are wanted, those of the state stay whose repositories are still synced.
 */
export function runFacts(
  olds: Properties,
  { trouble, waits, repositories, ...news }: Properties,
): { inputs: Properties; facts: RunFacts } {
  const webhooks = news.webhooks ?? stillSynced(olds.webhooks, repositories);
  const facts = { trouble: textOrNone(trouble), waits: textOrNone(waits) };
  return { inputs: { ...news, webhooks }, facts };
}

function stillSynced(webhooks: unknown, repositories: unknown): Wanted {
  const before = Object.entries((webhooks ?? {}) as Wanted);
  if (!Array.isArray(repositories)) return Object.fromEntries(before);
  return Object.fromEntries(
    before.filter(([repository]) => repositories.some((each) => covers(String(each), repository))),
  );
}

function textOrNone(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The webhooks by name. The first preview of a stack knows no names; it shows stand-ins. */
export function wantedTargets({
  webhooks,
  customer,
  owner = "",
}: Pick<SyncInputs, "webhooks" | "customer" | "owner">): ReadonlyMap<string, Target> {
  return targetsOf(webhooks, { customer, owner });
}

function required(news: Properties, name: string): string {
  const value = news[name];
  if (typeof value === "string" && value !== "") return value;
  throw new Error(`SyncWebhooks.${name} is missing; see components/webhooks.ts`);
}
