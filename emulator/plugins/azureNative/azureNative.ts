// The stand-in for azure-native: create, read, update and delete of every type in the table, as the real one does it.
//
// The order of requests follows pulumi/pulumi-azure-native provider/pkg/provider/{provider.go,crud} (documented).
import { type Warn, warningsOf } from "../engineLog";
import type {
  CheckRequest,
  CheckResult,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  DiffResult,
  Provider,
  ReadRequest,
  ResourceRequest,
  ResourceState,
  UpdateRequest,
} from "../provider";
import { reveal, withSecretsOf } from "../secrets";
import type { PropertyMap } from "../wire";
import { AccessPolicies } from "./accessPolicies";
import { Arm } from "./arm";
import { checkInputs } from "./check";
import { type CloudSettings, discoverCloud, readSettings } from "./cloud";
import { importedInputs, outputsOf, previewOutputs, refreshedInputs } from "./conversion";
import { Credential } from "./credential";
import { inputChanges } from "./diff";
import { callFunction, isFunction } from "./functions";
import { serviceFailure } from "./requestFailed";
import { Requests } from "./requests";
import { parametersOf, resourceId } from "./resourceId";
import type { ResourceType } from "./resourceType";
import { RESOURCE_TYPES } from "./types";
import { VaultSecrets } from "./vault";
import { secretAddress, Writes } from "./writes";

interface Azure {
  readonly arm: Arm;
  readonly vaultSecrets: VaultSecrets;
  readonly settings: CloudSettings;
}

/** The api-version of every type, as if another version of azure-native were installed; by default that of its row. */
const API_VERSION_VARIABLE = "AZURE_NATIVE_STAND_IN_API_VERSION";

/** Serves every resource type of the table. */
export class AzureNative implements Provider {
  readonly name = "azure-native";
  readonly version: string;
  readonly #environment: NodeJS.ProcessEnv;
  #warn: Warn = async () => {};
  readonly #requests: Requests;
  #azure: Azure | undefined;

  constructor(options: {
    readonly version: string;
    readonly environment: NodeJS.ProcessEnv;
    /** PEM certificates to trust in addition to the system's. @default - those that the process trusts */
    readonly ca?: string;
  }) {
    this.version = options.version;
    this.#environment = options.environment;
    const userAgent = `pulumi-azure-native/${options.version} (stand-in)`;
    this.#requests = new Requests(userAgent, options);
  }

  attach(engineAddress: string): void {
    this.#warn = warningsOf(engineAddress);
  }

  async configure(configuration: ReadonlyMap<string, string>): Promise<void> {
    const settings = readSettings(configuration, this.#environment);
    const cloud = await discoverCloud(settings.metadataHost, async (url) => {
      const request = { method: "GET", url } as const;
      const answer = await this.#requests.send(request);
      if (answer.status !== 200) {
        throw serviceFailure(request, answer);
      }
      return answer.body;
    });
    const credential = new Credential(this.#requests, settings, cloud.loginEndpoint);
    const arm = new Arm(this.#requests, credential, cloud);
    const vaultSecrets = new VaultSecrets({ arm, credential, requests: this.#requests, cloud });
    this.#azure = { arm, vaultSecrets, settings };
  }

  check(request: CheckRequest): CheckResult {
    return checkInputs(this.#typeOf(request), request);
  }

  diff(request: DiffRequest): DiffResult {
    return inputChanges(this.#typeOf(request), request);
  }

  async create(request: CreateRequest): Promise<ResourceState> {
    const type = this.#typeOf(request);
    const inputs = reveal(request.inputs);
    if (request.preview) {
      return { id: "", outputs: withSecretsOf(request.inputs, previewOutputs(type, inputs)) };
    }
    const { arm, settings } = this.#configured();
    const id = resourceId(type, inputs, settings.subscriptionId);
    const { urn } = request;
    if (type.deletedBy === "accessPolicies") {
      const { policy } = inputs;
      const made = await new AccessPolicies(arm, type).write(id, policy, { isThere: false });
      return { id, outputs: withSecretsOf(request.inputs, outputsOf(type, made)) };
    }
    await arm.requireAbsence({ id, apiVersion: type.apiVersion });
    return type.deletedBy === "vault"
      ? this.#writes().createSecret(type, id, request.inputs)
      : this.#writes().write(type, id, { urn, inputs: request.inputs, verb: "Create" });
  }

  async read(request: ReadRequest) {
    const type = this.#typeOf(request);
    const { id } = request;
    const outputs = await this.#outputsNow(type, id);
    if (outputs === undefined) {
      return undefined;
    }
    const isImport = Object.keys(request.inputs).length === 0;
    const inputs = isImport
      ? importedInputs(type, parametersOf(type, id), outputs)
      : refreshedInputs(type, reveal(request.inputs), {
          old: reveal(request.outputs),
          now: outputs,
        });
    return {
      id,
      inputs: withSecretsOf(request.inputs, inputs),
      outputs: withSecretsOf(request.outputs, withSecretsOf(request.inputs, outputs)),
    };
  }

  async #outputsNow(type: ResourceType, id: string): Promise<PropertyMap | undefined> {
    const { arm } = this.#configured();
    if (type.deletedBy === "accessPolicies") {
      const policy = await new AccessPolicies(arm, type).find(id);
      return policy === undefined ? undefined : outputsOf(type, policy);
    }
    const answer = await arm.find({ id, apiVersion: type.apiVersion });
    return answer === undefined ? undefined : outputsOf(type, answer);
  }

  async update(request: UpdateRequest): Promise<PropertyMap> {
    const type = this.#typeOf(request);
    if (request.preview) {
      const { name, location } = request.olds;
      const outputs = {
        ...previewOutputs(type, reveal(request.news)),
        ...(name === undefined ? {} : { name }),
        ...(location === undefined ? {} : { location }),
      };
      return withSecretsOf(request.news, outputs);
    }
    const { arm, settings } = this.#configured();
    const news = reveal(request.news);
    const id = resourceId(type, news, settings.subscriptionId);
    if (type.deletedBy === "accessPolicies") {
      const written = await new AccessPolicies(arm, type).write(id, news.policy, { isThere: true });
      return withSecretsOf(request.news, outputsOf(type, written));
    }
    const write = { urn: request.urn, inputs: request.news, verb: "Update" } as const;
    const { outputs } = await this.#writes().write(type, id, write);
    return outputs;
  }

  async delete(request: DeleteRequest): Promise<void> {
    const type = this.#typeOf(request);
    const { id } = request;
    const { apiVersion, longRunning } = type;
    const { arm, vaultSecrets } = this.#configured();
    if (type.deletedBy === "arm") {
      await arm.delete({ id, apiVersion }, { longRunning });
    } else if (type.deletedBy === "accessPolicies") {
      await new AccessPolicies(arm, type).remove(id, reveal(request.oldInputs).policy);
    } else {
      await vaultSecrets.delete(secretAddress(type, id, reveal(request.oldInputs)));
    }
  }

  invoke(token: string, args: PropertyMap): Promise<PropertyMap> | undefined {
    return isFunction(token) ? callFunction(token, reveal(args), this.#configured()) : undefined;
  }

  cancel(): void {
    this.#requests.cancel();
  }

  #typeOf({ type }: ResourceRequest): ResourceType {
    const row = RESOURCE_TYPES[type];
    if (row === undefined) {
      throw new Error(
        `the stand-in for azure-native does not know ${type}; add a row to emulator/plugins/azureNative/types.ts, or use the real plugin`,
      );
    }
    const apiVersion = this.#environment[API_VERSION_VARIABLE];
    return apiVersion === undefined ? row : { ...row, apiVersion };
  }

  #writes(): Writes {
    const { arm, vaultSecrets } = this.#configured();
    const wait = (milliseconds: number) => this.#requests.wait(milliseconds);
    return new Writes({ arm, vaultSecrets, wait, warn: this.#warn });
  }

  #configured(): Azure {
    if (this.#azure === undefined) {
      throw new Error("the stand-in for azure-native was asked for a resource before Configure");
    }
    return this.#azure;
  }
}
