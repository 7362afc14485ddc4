// The token `contoso-pull` and its secret in an emulator, as others than the plugin see and change them.

import { DEFAULT_SEED } from "../../../emulator/seed";
import type { Properties } from "../../../provider/protocol/resource";
import { EmulatedAzure } from "../../emulator/useEmulator";
import { IssuedPasswords } from "./issuedPasswords";
import { SecretOutside } from "./secretOutside";

/** Passwords work 60 days and are due 30 days before; half of the lifetime leaves no days to spread over. */
const SETTINGS = { lifetimeDays: 60, rotateBeforeDays: 30 };

/** A second vault, into which the first one's secrets may move. */
const SEED = {
  ...DEFAULT_SEED,
  vaults: DEFAULT_SEED.vaults.flatMap((vault) => [vault, { ...vault, name: "vendor-next" }]),
};

/** An emulator, and what the program asks of it for one customer. */
export class SecretWorld {
  readonly azure = new EmulatedAzure();
  /** All passwords that the plugin has seen. */
  readonly issued = new IssuedPasswords();
  #secret: SecretOutside | undefined;

  async start(): Promise<void> {
    await this.azure.start({ seed: SEED });
    this.#secret = new SecretOutside(this.azure.emulator, "contoso-registry-x7k2pd");
  }

  async close(): Promise<void> {
    this.secret.leave();
    await this.azure.close();
  }

  /** The secret as a person sees it, who may do everything. */
  get secret(): SecretOutside {
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

  /** The inputs that the program gives. */
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
    await this.outside("PUT", "tokens/contoso-pull", { scopeMapId: this.scopeMapId, status });
  }

  /** Somebody else changes the registry. */
  async outside(method: "PUT" | "PATCH", path: string, properties: Properties): Promise<void> {
    const { status } = await this.azure.arm(method, path, { properties });
    if (status !== 200) throw new Error(`${method} ${path}: ${status}`);
  }

  /** Does the registry accept this password? */
  async accepts(password: string): Promise<boolean> {
    return (await this.azure.login("contoso-pull", password)).status === 200;
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
