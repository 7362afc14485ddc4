// Requests to Azure that are not ours: those of azure-native, and of people who change things outside Pulumi.

import { createHttpHeaders, createPipelineRequest } from "@azure/core-rest-pipeline";
import type { Cloud } from "../../../azure/cloud";
import type { Properties } from "../../../provider/protocol/resource";
import { PLACE } from "./place";

const PROVIDERS = `/subscriptions/${PLACE.subscriptionId}/resourceGroups/${PLACE.resourceGroupName}/providers`;

/** The ARM id of the model's registry. */
export const REGISTRY_ID = `${PROVIDERS}/Microsoft.ContainerRegistry/registries/${PLACE.registryName}`;

/** The ARM id of the model's vault. */
export const VAULT_ID = `${PROVIDERS}/Microsoft.KeyVault/vaults/${PLACE.vaultName}`;

/** How others than our plugin reach Azure. */
export interface WayToAzure {
  cloud: Cloud;
  /** Access tokens, which they get by their own means. */
  tokens: { arm: string; vault: string };
}

type Method = "GET" | "PUT" | "PATCH" | "POST" | "DELETE";

/** Requests through the same pipeline as ours. */
export class ArmRequests {
  readonly #way: WayToAzure;

  constructor(way: WayToAzure) {
    this.#way = way;
  }

  /** The properties of a resource; undefined for any 404, whatever it is that is missing. */
  async get(id: string, apiVersion: string): Promise<Properties | undefined> {
    const { status, body } = await this.#send("GET", this.#armUrl(id, apiVersion));
    if (status === 404) return undefined;
    if (status !== 200) throw new Error(`GET ${id}: ${status} ${body}`);
    return (JSON.parse(body) as { properties: Properties }).properties;
  }

  /** Writes, and waits for a long-running operation. */
  async write(method: Method, id: string, api: string, json?: unknown): Promise<void> {
    let answer = await this.#send(method, this.#armUrl(id, api), json);
    while (answer.status === 201 || answer.status === 202) {
      if (answer.pollUrl === undefined) return;
      answer = await this.#send("GET", answer.pollUrl);
    }
    if (method === "DELETE" && answer.status === 404) return;
    if (answer.status >= 300) throw new Error(`${method} ${id}: ${answer.status} ${answer.body}`);
  }

  deleteSecret(name: string): Promise<void> {
    return this.#ofVault("DELETE", `secrets/${name}`);
  }

  purgeSecret(name: string): Promise<void> {
    return this.#ofVault("DELETE", `deletedsecrets/${name}`);
  }

  /** Writes another version. */
  writeSecret(name: string, value: string): Promise<void> {
    return this.#ofVault("PUT", `secrets/${name}`, { value });
  }

  /** Changes the current version in place. */
  changeSecret(name: string, change: { attributes?: object; tags?: object }): Promise<void> {
    return this.#ofVault("PATCH", `secrets/${name}`, change);
  }

  /** Brings a deleted secret back, with its versions. */
  recoverSecret(name: string): Promise<void> {
    return this.#ofVault("POST", `deletedsecrets/${name}/recover`);
  }

  async #ofVault(method: Method, path: string, json?: unknown): Promise<void> {
    const url = `https://localhost:3/${path}?api-version=7.6`;
    const { status, body } = await this.#send(method, url, json, this.#way.tokens.vault);
    if (status >= 300 && status !== 404) throw new Error(`${method} ${path}: ${status} ${body}`);
  }

  #armUrl(id: string, apiVersion: string): string {
    return `${this.#way.cloud.resourceManagerUrl}${id}?api-version=${apiVersion}`;
  }

  async #send(method: Method, url: string, json?: unknown, token = this.#way.tokens.arm) {
    const { http } = this.#way.cloud;
    const response = await http.pipeline.sendRequest(
      http.client,
      createPipelineRequest({
        url,
        method,
        headers: createHttpHeaders({ authorization: `Bearer ${token}` }),
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      }),
    );
    return {
      status: response.status,
      body: response.bodyAsText ?? "",
      pollUrl: response.headers.get("azure-asyncoperation") ?? response.headers.get("location"),
    };
  }
}
