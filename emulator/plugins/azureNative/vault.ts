// Deletes and recovers secrets through the vault's own API, because Azure Resource Manager cannot.
import { lookup } from "node:dns/promises";
import { isMap } from "../wire";
import type { Arm } from "./arm";
import { type Cloud, requireLoopback } from "./cloud";
import type { Credential } from "./credential";
import { serviceFailure } from "./requestFailed";
import type { Answer, Request, Requests } from "./requests";

const DATA_PLANE_API_VERSION = "7.6";

/** Where a secret is. */
export interface SecretAddress {
  readonly vaultName: string;
  readonly secretName: string;
  /** ARM id of the vault, and the api-version to read it with. */
  readonly vaultId: string;
  readonly apiVersion: string;
}

/** Every vault's own API, as far as azure-native needs it. */
export class VaultSecrets {
  readonly #arm: Arm;
  readonly #credential: Credential;
  readonly #requests: Requests;
  readonly #cloud: Cloud;
  readonly #resolves: (hostname: string) => Promise<boolean>;

  constructor(
    services: { arm: Arm; credential: Credential; requests: Requests; cloud: Cloud },
    resolves: (hostname: string) => Promise<boolean> = isKnownHost,
  ) {
    this.#arm = services.arm;
    this.#credential = services.credential;
    this.#requests = services.requests;
    this.#cloud = services.cloud;
    this.#resolves = resolves;
  }

  /** Soft-deletes the secret; does not purge it, and does not mind when it is gone. */
  async delete(address: SecretAddress): Promise<void> {
    await this.#send("DELETE", `secrets/${address.secretName}`, address);
  }

  /** Recovers the secret if it is soft-deleted, and says whether it was. */
  async recover(address: SecretAddress): Promise<boolean> {
    const path = `deletedsecrets/${address.secretName}`;
    const { status } = await this.#send("GET", path, address);
    if (status !== 404) {
      await this.#send("POST", `${path}/recover`, address);
    }
    return status !== 404;
  }

  /** The vault's address without a slash at the end: its name below the cloud's suffix (custom_keyvault.go; documented). */
  async addressOf({ vaultName, vaultId, apiVersion }: SecretAddress): Promise<string> {
    const address = `https://${vaultName}.${this.#cloud.keyVaultSuffix}`;
    if (await this.#resolves(new URL(address).hostname)) {
      return address;
    }
    // Not everywhere does a name below localhost lead to this machine; Resource Manager knows the vault's port.
    const { properties } = await this.#arm.get({ id: vaultId, apiVersion });
    const uri = isMap(properties) ? String(properties.vaultUri) : "";
    requireLoopback(uri);
    return uri.replace(/\/+$/, "");
  }

  async #send(
    method: "GET" | "POST" | "DELETE",
    path: string,
    address: SecretAddress,
  ): Promise<Answer> {
    const url = `${await this.addressOf(address)}/${path}?api-version=${DATA_PLANE_API_VERSION}`;
    const request: Request = { method, url };

    // Step 1: without a token, so that the vault says whose token it wants.
    const challenge = await this.#requests.send(request);
    if (challenge.status !== 401) {
      return expected(request, challenge);
    }
    // Step 2: the same with that token.
    const resource = challenge.headers.get("www-authenticate")?.match(/resource="([^"]+)"/)?.[1];
    if (resource === undefined) {
      throw serviceFailure(request, challenge);
    }
    const headers = await this.#credential.headersFor(resource);
    return expected(request, await this.#requests.send({ ...request, headers }));
  }
}

function expected(request: Request, answer: Answer): Answer {
  if (answer.status !== 200 && answer.status !== 404) {
    throw serviceFailure(request, answer);
  }
  return answer;
}

async function isKnownHost(hostname: string): Promise<boolean> {
  return lookup(hostname).then(
    ({ address }) => address === "::1" || address.startsWith("127."),
    () => false,
  );
}
