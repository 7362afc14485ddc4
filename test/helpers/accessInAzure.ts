// A customer's access in Azure and in the state, without the parts that differ between any two runs.

import { EmulatedAzure } from "../emulator/useEmulator";
import type { Deployment } from "./deployment";
import { WATCHER } from "./lives/heldPasswords";
import { readState } from "./stateFile";

/** Reads Azure under its own name, not as a run. */
export class AccessInAzure {
  readonly #azure: EmulatedAzure;
  readonly #deployment: Deployment;

  constructor(deployment: Deployment) {
    this.#deployment = deployment;
    this.#azure = EmulatedAzure.visit(deployment.emulator, WATCHER);
  }

  /** Does the registry accept this password of a customer? */
  async accepts(customer: string, password: string): Promise<boolean> {
    return (await this.#azure.login(`${customer}-pull`, password)).status === 200;
  }

  /** The access of these customers; undefined means missing. */
  async of(customers: readonly string[]) {
    const { resources, pending } = readState(this.#deployment.folder);
    const names = resources.map(({ urn }) => urn.split("::").at(-1) ?? "");
    const secrets = await this.#secrets();
    const inAzure: Record<string, unknown> = {};
    for (const customer of customers) {
      const found = secrets.find(({ id }) => id.split("/").at(-1)?.startsWith(`${customer}-`));
      inAzure[customer] = {
        token: await this.#token(customer),
        actions: await this.#actions(customer),
        isReadable: found?.attributes.enabled,
        roles: found && (await this.#roles(found.id.split("/").at(-1) ?? "")),
      };
    }
    return {
      inAzure,
      pending: pending.length,
      state: names.filter((name) => customers.some((each) => name.startsWith(each))).sort(),
    };
  }

  close(): void {
    this.#azure.leave();
  }

  async #token(customer: string) {
    const { status, body } = await this.#azure.arm("GET", `tokens/${customer}-pull`);
    if (status === 404) return undefined;
    const { properties } = body as {
      properties: { status: string; credentials: { passwords: { name: string }[] } };
    };
    const slots = properties.credentials.passwords.map(({ name }) => name);
    return { status: properties.status, slots };
  }

  async #actions(customer: string): Promise<string[] | undefined> {
    const { status, body } = await this.#azure.arm("GET", `scopeMaps/${customer}-pull`);
    if (status === 404) return undefined;
    return (body as { properties: { actions: string[] } }).properties.actions;
  }

  async #secrets(): Promise<{ id: string; attributes: { enabled: boolean } }[]> {
    const { body } = await this.#azure.vault("GET", "/secrets");
    return (body as { value: { id: string; attributes: { enabled: boolean } }[] }).value;
  }

  /** How many readers have a role at a secret. */
  async #roles(secretName: string): Promise<number> {
    const at = `${this.#azure.vaultId}/secrets/${secretName}/providers/Microsoft.Authorization/roleAssignments`;
    const { body } = await this.#azure.arm(
      "GET",
      `${at}?$filter=atScope()`,
      undefined,
      "2022-04-01",
    );
    const { value } = body as { value: { properties: { scope: string } }[] };
    return value.filter(({ properties }) => properties.scope.endsWith(secretName)).length;
  }
}
