// The token `contoso-pull` and its secret in an emulator, as others than the plugin see and change them.

import type { Properties } from "../../../provider/protocol/resource";
import { InProcessAzure } from "../../emulator/inProcessAzure";
import { TWO_VAULTS } from "../../helpers/twoVaults";
import { DrivenResource } from "../drivenResource";
import { IssuedPasswords } from "./issuedPasswords";
import { SecretByHand } from "./others/secretByHand";

/** Passwords work 60 days and are due 30 days before; half of the lifetime leaves no days to spread over. */
const SETTINGS = { lifetimeDays: 60, rotateBeforeDays: 30 };

/** An emulator, and what the program asks of it for one customer. */
export abstract class SecretWorld extends DrivenResource {
  readonly azure = new InProcessAzure();
  /** All passwords that the plugin has seen. */
  readonly issued = new IssuedPasswords();
  #secret: SecretByHand | undefined;

  async start(): Promise<void> {
    await this.azure.start({ seed: TWO_VAULTS });
    this.#secret = new SecretByHand(this.azure, "contoso-registry-x7k2pd");
  }

  async close(): Promise<void> {
    await this.azure.close();
  }

  /** The secret as a person sees it, who may do everything. */
  get secret(): SecretByHand {
    if (this.#secret === undefined) throw new Error("the stack has not been started");
    return this.#secret;
  }

  get tokenId(): string {
    return `${this.azure.registryId}/tokens/contoso-pull`;
  }

  get scopeMapId(): string {
    return `${this.azure.registryId}/scopeMaps/contoso-pull`;
  }

  get secretId(): string {
    return `${this.azure.vaultId}/secrets/${this.secret.name}`;
  }

  get urn(): string {
    return "urn:pulumi:dev::customer-access::acr-credentials:index:TokenSecret::contoso-secret";
  }

  inputs(change: Properties = {}): Properties {
    return {
      tokenId: this.tokenId,
      scopeMapId: this.scopeMapId,
      vaultId: this.azure.vaultId,
      secretName: this.secret.name,
      owner: "q4mz81k0c7ys2vdn",
      stack: "registry-customer-access/dev",
      ...SETTINGS,
      ...change,
    };
  }

  /** Puts the token there, as azure-native does before. */
  async declare(status = "enabled"): Promise<void> {
    await this.byHand("PUT", "tokens/contoso-pull", { scopeMapId: this.scopeMapId, status });
  }

  /** Somebody else changes the registry. */
  async byHand(method: "PUT" | "PATCH", path: string, properties: Properties): Promise<void> {
    const { status } = await this.azure.arm(method, path, { properties });
    if (status !== 200) throw new Error(`${method} ${path}: ${status}`);
  }

  /** Does the registry accept this password? */
  async accepts(password: string): Promise<boolean> {
    return (await this.azure.login("contoso-pull", password)).status === 200;
  }

  /** Does the registry accept what the vault hands out? */
  async isHandedOutAccepted(): Promise<boolean> {
    return this.accepts(await this.secret.password());
  }

  /** The slots of the token as Azure lists them. */
  async listedSlots(): Promise<string[]> {
    const { body } = await this.azure.arm("GET", "tokens/contoso-pull");
    const { properties } = body as {
      properties: { credentials: { passwords: { name: string }[] } };
    };
    return properties.credentials.passwords.map(({ name }) => name);
  }
}
