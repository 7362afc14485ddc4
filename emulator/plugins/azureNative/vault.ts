// Deletes secrets through the vault's own API, because Azure Resource Manager cannot.
import { isMap } from "../wire";
import type { Arm } from "./arm";
import { requireLoopback } from "./cloud";
import type { Credential } from "./credential";
import { type Request, RequestFailed, type Requests } from "./requests";

const DATA_PLANE_API_VERSION = "7.6";

/** What a secret's ARM id says. */
export interface SecretAddress {
  readonly vaultId: string;
  readonly secretName: string;
  /** The api-version to read the vault with. */
  readonly apiVersion: string;
}

/** Every vault's own API, as far as azure-native needs it. */
export class VaultSecrets {
  readonly #arm: Arm;
  readonly #credential: Credential;
  readonly #requests: Requests;

  constructor(arm: Arm, credential: Credential, requests: Requests) {
    this.#arm = arm;
    this.#credential = credential;
    this.#requests = requests;
  }

  /** Soft-deletes the secret; does not purge it, and does not mind when it is gone. */
  async delete(address: SecretAddress): Promise<void> {
    const url = `${await this.#vaultUri(address)}secrets/${address.secretName}?api-version=${DATA_PLANE_API_VERSION}`;
    const request: Request = { method: "DELETE", url };

    // Step 1: without a token, so that the vault says whose token it wants.
    const challenge = await this.#requests.send(request, [200, 401, 404]);
    if (challenge.status !== 401) {
      return;
    }
    // Step 2: the same with that token.
    const resource = challenge.headers.get("www-authenticate")?.match(/resource="([^"]+)"/)?.[1];
    if (resource === undefined) {
      throw new RequestFailed(request, challenge);
    }
    const headers = await this.#credential.headersFor(resource);
    await this.#requests.send({ ...request, headers }, [200, 404]);
  }

  // The real azure-native makes the address from the vault's name; each emulated vault has a port of its own instead.
  async #vaultUri({ vaultId, apiVersion }: SecretAddress): Promise<string> {
    const vault = await this.#arm.get({ id: vaultId, apiVersion });
    const uri = isMap(vault?.properties) ? vault.properties.vaultUri : undefined;
    if (typeof uri !== "string") {
      throw new Error(`${vaultId} was not found, so its secrets cannot be deleted`);
    }
    requireLoopback(uri);
    return uri.endsWith("/") ? uri : `${uri}/`;
  }
}
