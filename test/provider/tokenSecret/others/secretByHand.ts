// The secret as a person sees and changes it, who may do everything in the vault.

import type { EmulatedAzure } from "../../../emulator/useEmulator";

/** Of a version: what it hands out, until when, and its tags. */
export interface Version {
  id: string;
  value: string | undefined;
  enabled: boolean;
  /** ISO 8601 instant. */
  expiresAt: string | undefined;
  tags: Record<string, string>;
}

/** One secret in the vault's own API. */
export class SecretByHand {
  readonly name: string;
  readonly #azure: EmulatedAzure;

  constructor(azure: EmulatedAzure, name: string) {
    this.name = name;
    this.#azure = azure.as("somebody");
  }

  /** The current version; its value is undefined while it is disabled. Undefined where there is no secret. */
  async current(): Promise<Version | undefined> {
    const { status, body } = await this.#azure.vault("GET", `/secrets/${this.name}`);
    if (status === 404) return undefined;
    const shown = (status === 200 ? body : (await this.versions()).at(-1)) as Shown;
    const { exp, enabled } = shown.attributes;
    return {
      id: shown.id.split("/").at(-1) ?? "",
      value: shown.value,
      enabled,
      expiresAt: exp === undefined ? undefined : new Date(exp * 1000).toISOString(),
      tags: shown.tags ?? {},
    };
  }

  /** The password that is handed out. */
  async password(): Promise<string> {
    const { value } = (await this.current()) ?? {};
    if (value === undefined) throw new Error("the vault hands out no password");
    return value;
  }

  /** All versions, oldest first. */
  async versions(): Promise<Shown[]> {
    const { body } = await this.#azure.vault("GET", `/secrets/${this.name}/versions`);
    return (body as { value?: Shown[] }).value ?? [];
  }

  /** Changes attributes or tags of the current version. */
  async change(change: { tags?: Record<string, string>; attributes?: object }): Promise<void> {
    await this.#done("PATCH", `/secrets/${this.name}`, change);
  }

  /** Writes another version. */
  async write(value: string, tags: Record<string, string> = {}): Promise<void> {
    await this.#done("PUT", `/secrets/${this.name}`, { value, tags });
  }

  delete(): Promise<void> {
    return this.#done("DELETE", `/secrets/${this.name}`);
  }

  purge(): Promise<void> {
    return this.#done("DELETE", `/deletedsecrets/${this.name}`);
  }

  /** Deletes and purges it, where it is. */
  async remove(): Promise<void> {
    await this.#azure.vault("DELETE", `/secrets/${this.name}`);
    await this.#azure.vault("DELETE", `/deletedsecrets/${this.name}`);
  }

  async #done(method: string, path: string, json?: object): Promise<void> {
    const { status } = await this.#azure.vault(method, path, json);
    if (status !== 200 && status !== 204) throw new Error(`${method} ${path}: ${status}`);
  }
}

interface Shown {
  id: string;
  value?: string;
  attributes: { enabled: boolean; exp?: number };
  tags?: Record<string, string>;
}
