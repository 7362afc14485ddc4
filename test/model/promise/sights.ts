// What a customer of one stack sees in Azure, now and when the present run began.

import { findToken } from "../../../emulator/registry/login";
import type { Registry, SecretVersion } from "../../../emulator/world/world";
import { PLACE } from "../engine/place";
import type { Bench } from "../sequence/bench";
import { CUSTOMERS, type Customer } from "../sequence/customersFile";
import type { Handed, Sight } from "./passwords";
import type { Promises } from "./promises";

/** A secret as its latest version is. */
export interface Latest extends SecretVersion {
  name: string;
  /** Does a version before have the same value? Then Resource Manager's PATCH has made this one, and nobody knows its value. */
  isCopy: boolean;
}

/** The run that looks. */
export type Looking = Pick<Sight, "today" | "mayRotate" | "lines">;

/** Looks at the registry, and at one stack's secrets in its vault. */
export class Sights {
  readonly #bench: Bench;
  readonly #vaultName: string;
  readonly #isOwn: (secretName: string) => boolean;
  /** The name of a customer's secret as the stack's state has it. */
  readonly #knownName: (customer: Customer) => unknown;
  /** The password in each secret when the present or the last run began. */
  readonly #before = new Map<Customer, Handed & { secretName: string }>();
  readonly #marked = new Set<Customer>();
  readonly #taken = new Map<Customer, readonly string[]>();

  constructor(
    bench: Bench,
    stack: {
      vaultName: string;
      isOwn(secretName: string): boolean;
      knownName(customer: Customer): unknown;
    },
  ) {
    this.#bench = bench;
    this.#vaultName = stack.vaultName;
    this.#isOwn = stack.isOwn;
    this.#knownName = stack.knownName;
  }

  get registry(): Registry {
    const registry = this.#bench.azure.world.registries.get(PLACE.registryName);
    if (registry === undefined) throw new Error("the registry is gone");
    return registry;
  }

  /** Azure as one customer sees it. */
  of(customer: Customer, looking: Looking): Sight {
    const { world, clock } = this.#bench.azure;
    const username = `${customer}-pull`;
    const version = this.secretOf(customer);
    const before = this.#before.get(customer);
    return {
      ...looking,
      now: clock.now(),
      token: this.registry.tokens.get(username),
      readable: version?.enabled ? version.value : undefined,
      taken: this.#taken.get(customer) ?? [],
      before: before?.secretName === version?.name ? before : undefined,
      isMarked: this.#marked.has(customer),
      accepts: (password) => findToken({ username, password }, this.registry, world) !== undefined,
    };
  }

  /** The secret from which a customer fetches the password; undefined where there is none. */
  secretOf(customer: Customer): Latest | undefined {
    const vault = this.#bench.azure.world.vaults.get(this.#vaultName);
    const secrets = [...(vault?.secrets.values() ?? [])].filter(
      ({ name }) => name.startsWith(`${customer}-registry-`) && this.#isOwn(name),
    );
    // A secret that a person recovered, and whose customer was removed after that, exists beside the present one.
    const known = this.#knownName(customer);
    const secret = secrets.find(({ name }) => name === known) ?? secrets.at(-1);
    const version = secret?.versions.at(-1);
    if (secret === undefined || version === undefined) return undefined;
    const isCopy = secret.versions.filter(({ value }) => value === version.value).length > 1;
    return { ...version, name: secret.name, isCopy };
  }

  /** Remembers what there is before a run. */
  remember(promises: Readonly<Record<Customer, Promises>>): void {
    for (const customer of CUSTOMERS) {
      const secret = this.secretOf(customer);
      const current = promises[customer].current(secret?.value);
      this.#before.delete(customer);
      if (current !== undefined && secret !== undefined && !secret.isCopy) {
        this.#before.set(customer, { ...current, secretName: secret.name });
      }
      if (secret?.tags?.Owner === undefined) this.#marked.delete(customer);
      else this.#marked.add(customer);
      const { passwords = [] } = this.registry.tokens.get(`${customer}-pull`) ?? {};
      this.#taken.set(
        customer,
        passwords.map(({ value }) => value),
      );
    }
  }
}
