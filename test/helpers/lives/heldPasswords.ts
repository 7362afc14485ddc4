// The passwords that customers may use: every one that was in their secret, until its announced end.

import type { Emulator } from "../../../emulator/emulator";
import { EmulatedAzure } from "../../emulator/useEmulator";

/** By this name the journal shows what was asked here, and not by a run. */
export const WATCHER = "watcher";

/** A version of a customer's secret. */
export interface HeldPassword {
  customer: string;
  /** Counted from 1. */
  version: number;
  value: string;
  /** Seconds since 1970, as the secret says. */
  endsAt: number;
}

/** The customers' view of a registry and a vault. */
export class HeldPasswords {
  readonly azure: EmulatedAzure;
  readonly #emulator: Emulator;
  /** Name of the secret, by customer. */
  readonly #secrets: ReadonlyMap<string, string>;
  #known: Promise<HeldPassword[]> | undefined;
  /** What was refused before its end: `contoso, version 1, after POST vendorimages/generateCredentials`. */
  readonly refusals: string[] = [];

  /** Reads every secret that is in the vault now; their names begin with the customer's. */
  static async watch(emulator: Emulator, customers: readonly string[]): Promise<HeldPasswords> {
    const azure = EmulatedAzure.visit(emulator, WATCHER);
    const { body } = await azure.vault("GET", "/secrets");
    const names = (body as { value: { id: string }[] }).value.map(({ id }) => id.split("/").pop());
    const nameOf = (customer: string) => names.find((name) => name?.startsWith(customer)) ?? "";
    const secrets = new Map(customers.map((customer) => [customer, nameOf(customer)]));
    return new HeldPasswords(emulator, azure, secrets);
  }

  private constructor(
    emulator: Emulator,
    azure: EmulatedAzure,
    secrets: ReadonlyMap<string, string>,
  ) {
    this.#emulator = emulator;
    this.azure = azure;
    this.#secrets = secrets;
  }

  /** Tries every password after each request of others that may have changed something; the result stops this. */
  tryAfterEachWrite(): () => void {
    this.refusals.splice(0);
    this.#known = undefined;
    return this.#emulator.intercept(async ({ phase, entry }) => {
      const { host, method, path, userAgent } = entry;
      if (phase === "before" || userAgent === WATCHER) return;
      if (method === "GET" || host === "login") return;
      if (path.includes("/secrets/")) this.#known = undefined;
      await this.tryAll(`${method} ${path.split("/").slice(-2).join("/")}`);
    });
  }

  /** Logs in with every password that somebody may use. */
  async tryAll(moment: string): Promise<void> {
    this.#known ??= this.all();
    const now = this.#emulator.clock.now().getTime();
    for (const held of await this.#known) {
      if (held.endsAt * 1000 <= now || (await this.accepts(held))) continue;
      this.refusals.push(`${held.customer}, version ${held.version}, after ${moment}`);
    }
  }

  async accepts({ customer, value }: HeldPassword): Promise<boolean> {
    return (await this.azure.login(`${customer}-pull`, value)).status === 200;
  }

  /** Every version of each customer's secret, oldest first. */
  async all(): Promise<HeldPassword[]> {
    const held: HeldPassword[] = [];
    for (const [customer, secret] of this.#secrets) {
      const { body } = await this.azure.vault("GET", `/secrets/${secret}/versions`);
      const { value: versions } = body as { value: { id: string }[] };
      for (const [index, { id }] of versions.entries()) {
        const got = await this.azure.vault("GET", `/secrets/${secret}/${id.split("/").pop()}`);
        const { value, attributes } = got.body as { value: string; attributes: { exp: number } };
        held.push({ customer, version: index + 1, value, endsAt: attributes.exp });
      }
    }
    return held;
  }

  close(): void {
    this.azure.leave();
  }
}
