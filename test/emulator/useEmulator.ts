// One emulator per describe, and requests to it over HTTPS that tests can compare whole.

import { Agent } from "node:https";
import type { LookupFunction } from "node:net";
import type { HttpClient } from "@azure/core-rest-pipeline";
import type { HttpOptions } from "../../azure/http";
import { acceptedTypes } from "../../azure/registry/manifestTypes";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../emulator/emulator";
import type { Tenant } from "../../emulator/world/tenantView";
import { field } from "./bodies";
import { type Exchange, exchange, type Received, type Sent } from "./exchange";

/** Starts an emulator before the tests of a describe and closes it after them. */
export function useEmulator(options: EmulatorOptions = {}): EmulatedAzure {
  const azure = new EmulatedAzure();
  before(() => azure.start(options));
  after(() => azure.close());
  return azure;
}

/** Starts emulators within single tests, and closes after each test what it left open. */
export function useEmulators(): (options?: EmulatorOptions) => Promise<EmulatedAzure> {
  const started: EmulatedAzure[] = [];
  afterEach(() => Promise.all(started.splice(0).map((azure) => azure.close())));
  return async (options) => {
    const azure = new EmulatedAzure();
    await azure.start(options);
    started.push(azure);
    return azure;
  };
}

/** A running emulator with ways to talk to each of its hosts. */
export class EmulatedAzure {
  #emulator: Emulator | undefined;
  #agent = new Agent();
  #exchange: Exchange = (url, sent) => exchange(this.#agent, url, sent);
  #http: Pick<HttpOptions, "ca" | "client"> = {};
  #headers: Record<string, string> = {};
  #tenant = 0;
  readonly #accessTokens = new Map<string, string>();

  /** Talks to an emulator that somebody else has started, under a name by which the journal shows who asked. */
  static visit(emulator: Emulator, userAgent: string): EmulatedAzure {
    const azure = new EmulatedAzure();
    azure.#emulator = emulator;
    azure.#agent = new Agent({ ca: emulator.ca, keepAlive: true });
    azure.#http = { ca: emulator.ca };
    azure.#headers = { "user-agent": userAgent };
    return azure;
  }

  /** The same emulator, where everything goes to another of its tenants; it shares the connections and needs no closing. */
  in(tenant: string): EmulatedAzure {
    const other = new EmulatedAzure();
    other.#emulator = this.emulator;
    other.#agent = this.#agent;
    other.#exchange = this.#exchange;
    other.#headers = this.#headers;
    other.#http = this.#http;
    other.#tenant = this.emulator.tenants.findIndex(({ name }) => name === tenant);
    return other;
  }

  /** The tenant that everything goes to, the vendor's unless {@link in} says another. */
  get tenant(): Tenant {
    const found = this.emulator.tenants[this.#tenant];
    if (found === undefined) throw new Error("no such tenant");
    return found;
  }

  get emulator(): Emulator {
    if (this.#emulator === undefined) throw new Error("the emulator has not been started");
    return this.#emulator;
  }

  async start(options: EmulatorOptions = {}): Promise<void> {
    this.#emulator = await startEmulator(options);
    this.#agent = new Agent({ ca: this.#emulator.ca, keepAlive: true });
    this.#http = { ca: this.#emulator.ca };
  }

  /** Talks to an emulator in another way than over HTTPS. */
  protected attach(emulator: Emulator, exchange: Exchange, client: HttpClient): void {
    this.#emulator = emulator;
    this.#exchange = exchange;
    this.#http = { client };
  }

  /** How the Azure clients of the project reach it; no wait between two attempts is waited out. */
  get http(): HttpOptions {
    return { ...this.#http, retryDelayMs: 1 };
  }

  /** The same emulator as somebody else asks it, by whose name the journal shows who asked; needs no closing. */
  as(userAgent: string): EmulatedAzure {
    const other = this.in(this.tenant.name);
    other.#headers = { "user-agent": userAgent };
    return other;
  }

  /** Ends the connections, which would else keep the process alive. */
  leave(): void {
    this.#agent.destroy();
  }

  async close(): Promise<void> {
    this.leave();
    await this.emulator.close();
  }

  /** Sends a request to any address. */
  send(url: string, sent: Sent = {}): Promise<Received> {
    const headers = { ...this.#headers, ...sent.headers };
    return this.#exchange(url, { ...sent, headers });
  }

  /** Sends a request to a name that need not resolve, at an address. */
  sendTo(address: string, url: string, sent: Sent = {}): Promise<Received> {
    const { ca } = this.emulator;
    const lookup: LookupFunction = (_name, _options, found) =>
      found(null, [{ address, family: 4 }], 4);
    return exchange(new Agent({ ca, lookup }), url, sent);
  }

  /** Gets an access token from Entra, once per resource. */
  async accessToken(resource: string): Promise<string> {
    const token = this.#accessTokens.get(resource) ?? (await this.newAccessToken(resource));
    this.#accessTokens.set(resource, token);
    return token;
  }

  /** Gets another one, for the deployer unless a principal of the directory is named. */
  async newAccessToken(resource: string, principal?: string): Promise<string> {
    const { url } = this.emulator;
    const { tenantId, environment, principals } = this.tenant;
    const { clientId = environment.ARM_CLIENT_ID, clientSecret = environment.ARM_CLIENT_SECRET } =
      principals.find(({ name }) => name === principal) ?? {};
    const { body } = await this.send(`${url}/${tenantId}/oauth2/v2.0/token`, {
      method: "POST",
      form: {
        grant_type: "client_credentials",
        client_id: clientId ?? "",
        client_secret: clientSecret ?? "",
        scope: `${resource}/.default`,
      },
    });
    return field(body, "access_token");
  }

  /** Sends a request to Resource Manager; a path without a leading slash is one below the registry. */
  async arm(
    method: string,
    path: string,
    json?: unknown,
    apiVersion = "2025-11-01",
  ): Promise<Received> {
    const { url } = this.emulator;
    const full = path.startsWith("/") ? path : `${this.registryId}/${path}`;
    const separator = full.includes("?") ? "&" : "?";
    return this.send(`${url}${full}${separator}api-version=${apiVersion}`, {
      method,
      json,
      headers: { authorization: `Bearer ${await this.accessToken(url)}` },
    });
  }

  /** Sends a request to the vault's own API. */
  async vault(method: string, path: string, json?: unknown): Promise<Received> {
    const separator = path.includes("?") ? "&" : "?";
    return this.send(`${this.vaultUrl}${path}${separator}api-version=7.6`, {
      method,
      json,
      headers: { authorization: `Bearer ${await this.accessToken("https://vault.azure.net")}` },
    });
  }

  /** Sends a request to the registry as a client that knows every kind of manifest, with an access token if there is one. */
  registry(method: string, path: string, token?: string, sent: Sent = {}): Promise<Received> {
    const headers: Record<string, string> = { accept: acceptedTypes(), ...sent.headers };
    if (token !== undefined) headers.authorization ??= `Bearer ${token}`;
    return this.send(`https://${this.loginServer}${path}`, { ...sent, method, headers });
  }

  /** Asks the registry for an access token. */
  login(username: string, password: string, ...scopes: string[]): Promise<Received> {
    const query = new URLSearchParams({ service: this.loginServer });
    for (const scope of scopes) query.append("scope", scope);
    return this.registry("GET", `/oauth2/token?${query}`, undefined, {
      headers: {
        authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`,
      },
    });
  }

  /** Makes a token with a scope map of the same name and one password, and answers that password. */
  async givenToken(name: string, actions: readonly string[]): Promise<string> {
    await this.arm("PUT", `scopeMaps/${name}`, { properties: { actions } });
    await this.arm("PUT", `tokens/${name}`, {
      properties: { scopeMapId: `${this.registryId}/scopeMaps/${name}`, status: "enabled" },
    });
    return this.givenPassword(name, "password1");
  }

  /** Generates one password of a token. */
  async givenPassword(token: string, name: string, expiry?: string): Promise<string> {
    const { body } = await this.arm("POST", "generateCredentials", {
      tokenId: `${this.registryId}/tokens/${token}`,
      name,
      expiry,
    });
    const { passwords } = body as { passwords: { name: string; value?: string }[] };
    return passwords.find((password) => password.name === name)?.value ?? "";
  }

  /** Makes a token and logs in with it: an access token for the scopes. */
  async givenAccess(
    name: string,
    actions: readonly string[],
    ...scopes: string[]
  ): Promise<string> {
    const password = await this.givenToken(name, actions);
    const { body } = await this.login(name, password, ...scopes);
    return field(body, "access_token");
  }

  get groupId(): string {
    const { subscriptionId, resourceGroupName } = this.tenant;
    return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}`;
  }

  get registryId(): string {
    const name = this.tenant.registries[0]?.name;
    return `${this.groupId}/providers/Microsoft.ContainerRegistry/registries/${name}`;
  }

  get vaultId(): string {
    const name = this.tenant.vaults[0]?.name;
    return `${this.groupId}/providers/Microsoft.KeyVault/vaults/${name}`;
  }

  get loginServer(): string {
    return this.tenant.registries[0]?.loginServer ?? "";
  }

  /** The vault's address without a slash at the end. */
  get vaultUrl(): string {
    return (this.tenant.vaults[0]?.uri ?? "").replace(/\/$/, "");
  }
}
