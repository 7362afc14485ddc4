// One token of an emulator, and the calls that the engine makes about its TokenSecret.

import type { ServiceError } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type EmulatedAzure, useEmulator } from "../../../emulator/useEmulator";
import { Plugin, type Properties, properties, struct } from "./plugin";

export const TYPE = "acr-credentials:index:TokenSecret";
export const URN = `urn:pulumi:dev::customer-access::customer-access:index:CustomerAccess$customer-access:index:Customer$${TYPE}::contoso-secret`;
export const GUARD_URN =
  "urn:pulumi:dev::customer-access::customer-access:index:CustomerAccess$acr-credentials:index:AccessGuard::access-guard";
export const NOW = "2026-03-01T12:00:00Z";

/** An unknown value in its form on the wire. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const SECRET_NAME = "contoso-registry-x7k2pd";

/** The plugin, an emulator, and the token `contoso-pull` with a password that was there before. */
export class PluginStack {
  readonly azure: EmulatedAzure;
  /** The password that was there before. */
  adopted = "";
  #plugin: Plugin | undefined;

  constructor(azure: EmulatedAzure) {
    this.azure = azure;
  }

  get plugin(): Plugin {
    if (this.#plugin === undefined) throw new Error("the plugin has not been started");
    return this.#plugin;
  }

  /** Another process of the plugin, with what the emulator's environment needs. */
  startPlugin(): Promise<Plugin> {
    return Plugin.start({ ...this.azure.emulator.environment, CUSTOMER_ACCESS_NOW: NOW });
  }

  async start(): Promise<void> {
    this.#plugin = await this.startPlugin();
  }

  async reset(): Promise<void> {
    this.azure.emulator.faults.clear();
    await this.azure.arm("DELETE", "tokens/contoso-pull");
    await this.azure.vault("DELETE", `/secrets/${SECRET_NAME}`);
    await this.azure.vault("DELETE", `/deletedsecrets/${SECRET_NAME}`);
    this.adopted = await this.azure.givenToken("contoso-pull", [
      "repositories/app/api/content/read",
    ]);
    this.plugin.log.length = 0;
  }

  get id(): string {
    return `${this.azure.registryId}/tokens/contoso-pull`;
  }

  inputs(change: Properties = {}): Properties {
    const scopeMapId = `${this.azure.registryId}/scopeMaps/contoso-pull`;
    const settings = { lifetimeDays: 60, rotateBeforeDays: 30 };
    const secret = { vaultId: this.azure.vaultId, secretName: SECRET_NAME };
    const owner = { owner: "q4mz81k0c7ys2vdn", stack: "registry-customer-access/dev" };
    const ids = { tokenId: this.id, scopeMapId, ...secret, ...owner };
    return { ...ids, adoptsToken: true, ...settings, ...change };
  }

  create(news: Properties, { preview = false, urn = URN } = {}): Promise<proto.CreateResponse> {
    const request = new proto.CreateRequest().setUrn(urn).setPreview(preview);
    request.setProperties(struct(news));
    return this.plugin.call((client, done) => client.create(request, done));
  }

  /** The outputs of a password that was just created. */
  async created(): Promise<Properties> {
    return properties((await this.create(this.inputs())).getProperties());
  }

  read(state: { inputs?: Properties; outputs?: Properties } = {}): Promise<proto.ReadResponse> {
    const request = new proto.ReadRequest().setUrn(URN).setId(this.id);
    request.setInputs(struct(state.inputs ?? {})).setProperties(struct(state.outputs ?? {}));
    return this.plugin.call((client, done) => client.read(request, done));
  }

  diff(
    old: { inputs: Properties; outputs: Properties },
    news: Properties,
    urn = URN,
  ): Promise<proto.DiffResponse> {
    const request = new proto.DiffRequest().setUrn(urn).setId(this.id).setNews(struct(news));
    request.setOldInputs(struct(old.inputs)).setOlds(struct(old.outputs));
    return this.plugin.call((client, done) => client.diff(request, done));
  }

  update(
    outputs: Properties,
    news: Properties,
    { preview = false } = {},
  ): Promise<proto.UpdateResponse> {
    const request = new proto.UpdateRequest().setUrn(URN).setId(this.id).setPreview(preview);
    request.setOlds(struct(outputs)).setOldInputs(struct(this.inputs())).setNews(struct(news));
    return this.plugin.call((client, done) => client.update(request, done));
  }

  async delete(outputs: Properties): Promise<void> {
    const request = new proto.DeleteRequest().setUrn(URN).setId(this.id);
    request.setProperties(struct(outputs)).setOldInputs(struct(this.inputs()));
    await this.plugin.call<Empty>((client, done) => client.delete(request, done));
  }

  /** The password that the vault hands out. */
  async handedOut(): Promise<string> {
    const { body } = await this.azure.vault("GET", `/secrets/${SECRET_NAME}`);
    return String((body as { value?: string }).value);
  }

  async accepts(password: unknown): Promise<boolean> {
    return (await this.azure.login("contoso-pull", String(password))).status === 200;
  }
}

/** A plugin and an emulator per describe, with a new token for each test. */
export function usePluginStack(): PluginStack {
  const stack = new PluginStack(useEmulator({ now: NOW }));
  before(() => stack.start());
  beforeEach(() => stack.reset());
  after(() => stack.plugin.close());
  return stack;
}

/** The error that a call ends with. */
export function failure(call: Promise<unknown>): Promise<ServiceError> {
  return call.then(
    () => Promise.reject(new Error("the call did not fail")),
    (error: ServiceError) => error,
  );
}
