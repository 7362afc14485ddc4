// What other stacks of the same registry do with a customer: one adopts a customer who was handed over, another one who was not.

import { REGISTRY_ID } from "../engine/armRequests";
import { writes } from "../promise/lastRun";
import { Broken } from "../promise/passwords";
import type { Adopt, Customer } from "./customersFile";
import { type UpOptions, up } from "./runs";
import type { ModelStack } from "./stack";
import type { Stacks } from "./stacks";

/** What a stack does to which nothing was handed over. */
export interface Intrusion {
  customer: Customer;
  adopt: Adopt;
  vault: "same" | "another";
  /** Has somebody removed the owner from the scope map? Then only tags in the same vault show it. */
  isUnmarked: boolean;
  /** Does its file ask for another password, and the end of all others? */
  isLeak: boolean;
  up: UpOptions;
}

/** A stack gets what another one had. */
export interface Handover {
  customer: Customer;
  /** Does the person take the customer out of the first one's state only after the other has adopted them? @default false */
  isLate?: boolean;
  up: UpOptions;
}

/** Everything: only with `secret` is a password adopted that another stack has published. */
const ALL: Adopt = ["token", "scopeMap", "secret"];

/**
 * Hands a customer over to another stack: a person takes them out of the state of the first one, and they go into the other's file.
 *
 * Where that person is late, the first one is refused meanwhile, whatever its file asks for. The last one stays: an empty file is an error, which the tests of the file show.
 */
export async function handOver(
  stacks: Stacks,
  { customer, isLate = false, up: options }: Handover,
): Promise<void> {
  const { first, bench } = stacks;
  const entry = first.entries[customer];
  const isPending = first.engine.pending.some(({ resource }) => resource.customer === customer);
  const isThere = first.engine.state.has(`${customer}-secret`) && !isPending;
  // An offboarded customer's token is not adopted.
  if (entry === undefined || entry.state === "offboarded" || !isThere) return;
  if (Object.keys(first.entries).length === 1) return;
  const successor = stacks.openSuccessor();
  successor.promises[customer].inherit(first.promises[customer]);
  first.customers.splice(first.customers.indexOf(customer), 1);
  if (!isLate) first.forget(customer);
  successor.customers.push(customer);
  successor.entries[customer] = { ...entry, adopt: ALL };
  bench.tally.count("a customer was handed over to another stack");
  await up(successor, options);
  if (!isLate) return;
  await requireRefused(first, customer);
  first.forget(customer);
}

/** Another stack has adopted what the state of this one has: nothing of it is written, also where the file asks for it. */
async function requireRefused(first: ModelStack, customer: Customer): Promise<void> {
  if (!first.isTaken(customer)) return;
  const isOf = (write: string) => write.includes(`${customer}-`);
  for (const change of [
    {},
    { repositories: ["app/web", "base/*"] },
    { state: "suspended" },
  ] as const) {
    Object.assign(first.entries[customer] ?? {}, change);
    for (const refresh of [false, true]) {
      const result = await up(first, { refresh });
      const written = writes(first.bench.azure).filter(isOf);
      if (written.length > 0) {
        throw new Broken(`${customer}: written though another stack has adopted it: ${written}`);
      }
      const failures = [...(result?.failures ?? [])];
      // A file with problems changes nothing at all.
      const isRefused = failures.some(([name, words]) => name === "" || /is owned by/.test(words));
      if (!isRefused) {
        throw new Broken(`${customer}: not refused though another stack has adopted it`);
      }
    }
  }
}

/** Lets a stack declare a customer of another one's, with and without trouble. @throws Broken where it is not refused */
export async function intrude(stacks: Stacks, intrusion: Intrusion): Promise<void> {
  const { customer, adopt, vault, isLeak } = intrusion;
  const owner = stacks.of(customer);
  const repositories = grantedTo(owner, customer);
  if (repositories.length === 0) return;
  if (intrusion.isUnmarked) await unmark(owner, customer);
  const { description = "" } = owner.registry.scopeMaps.get(`${customer}-pull`) ?? {};
  // Its owner writes a mark again in the next run; the step before may have removed it as well.
  const isMarked = stacks.bench.product.scopeMapMarkIn(description) !== undefined;
  const stranger = stacks.openStranger(vault);
  const credential = isLeak
    ? { generation: 2, revokeBefore: 2 }
    : { generation: 1, revokeBefore: 1 };
  stranger.entries = { [customer]: { repositories, state: "active", credential, adopt } };
  for (const options of [intrusion.up, {}]) {
    if (!isSeen(owner, intrusion, options)) return;
    const result = await up(stranger, options);
    if (result === undefined) continue;
    const isRefused = [...result.failures.keys(), ...result.skipped].some(
      (name) => name === "" || name.startsWith(`${customer}-`),
    );
    if (!isRefused) throw new Broken(`${customer}: a stack adopted what another one has published`);
    // What it had in its state it would delete with its own customer.
    const isKept = [...stranger.engine.state.values()].some((each) => each.customer === customer);
    if (isKept && isMarked && !owner.isTaken(customer)) {
      throw new Broken(`${customer}: a stack has in its state what another one declares`);
    }
    stacks.bench.tally.count("another stack was refused");
  }
}

/** Does the scope map say that the customer is another stack's, or in the same vault a secret that is not hidden by a list? */
function isSeen(
  owner: ModelStack,
  { customer, vault }: Intrusion,
  { trouble = {} }: UpOptions,
): boolean {
  const { registry, bench } = owner;
  const { description = "" } = registry.scopeMaps.get(`${customer}-pull`) ?? {};
  if (bench.product.scopeMapMarkIn(description) !== undefined) return true;
  const { CredentialId, IssuedAt = "" } = owner.secretOf(customer)?.tags ?? {};
  const { passwords = [] } = owner.sight(customer).token ?? {};
  const isNamed = passwords.some(
    ({ name, creationTime }) =>
      name === CredentialId && Date.parse(creationTime) === Date.parse(IssuedAt),
  );
  return isNamed && vault === "same" && trouble.stale === undefined;
}

async function unmark({ outside }: ModelStack, customer: Customer): Promise<void> {
  const scopeMapId = `${REGISTRY_ID}/scopeMaps/${customer}-pull`;
  const properties = { description: "changed by hand" };
  await outside.write("PATCH", scopeMapId, "2025-11-01", { properties });
}

/** The repositories that the scope map grants: a stranger who grants others takes something else than a password. */
function grantedTo({ registry }: ModelStack, customer: Customer): string[] {
  const { actions = [] } = registry.scopeMaps.get(`${customer}-pull`) ?? {};
  return actions.flatMap((action) => /^repositories\/(.+)\/content\/read$/.exec(action)?.[1] ?? []);
}
