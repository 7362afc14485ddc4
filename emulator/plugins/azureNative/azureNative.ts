// The stand-in for azure-native: create, read, update and delete of every type in the table, as the real one does it.
//
// The order of requests follows pulumi/pulumi-azure-native provider/pkg/provider/{provider.go,crud} (documented).
import { propertyChanges, topLevel } from "../propertyDiff";
import {
  type CheckRequest,
  type CheckResult,
  type CreateRequest,
  type DeleteRequest,
  type DiffRequest,
  type DiffResult,
  InitializationFailed,
  type Provider,
  type ReadRequest,
  type ResourceRequest,
  type ResourceState,
  type UpdateRequest,
} from "../provider";
import { reveal, withSecretsOf } from "../secrets";
import type { PropertyMap } from "../wire";
import { Arm } from "./arm";
import { checkInputs } from "./check";
import { discoverCloud, readSettings } from "./cloud";
import {
  allProperties,
  importedInputs,
  outputsOf,
  previewOutputs,
  refreshedInputs,
  requestBody,
} from "./conversion";
import { Credential } from "./credential";
import { Requests } from "./requests";
import { parametersOf, resourceId } from "./resourceId";
import type { ResourceType } from "./resourceType";
import { RESOURCE_TYPES } from "./types";
import { VaultSecrets } from "./vault";

interface Azure {
  readonly arm: Arm;
  readonly vaultSecrets: VaultSecrets;
  readonly subscriptionId: string;
}

/** The api-version of every type, as if another version of azure-native were installed; by default that of its row. */
const API_VERSION_VARIABLE = "AZURE_NATIVE_STAND_IN_API_VERSION";

/** Serves every resource type of the table. */
export class AzureNative implements Provider {
  readonly name = "azure-native";
  readonly version: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #requests: Requests;
  #azure: Azure | undefined;

  constructor(options: { readonly version: string; readonly environment: NodeJS.ProcessEnv }) {
    this.version = options.version;
    this.#environment = options.environment;
    this.#requests = new Requests(`pulumi-azure-native/${options.version} (stand-in)`);
  }

  async configure(configuration: ReadonlyMap<string, string>): Promise<void> {
    const settings = readSettings(configuration, this.#environment);
    const cloud = await discoverCloud(settings.metadataHost, async (url) => {
      const { body } = await this.#requests.send({ method: "GET", url }, [200]);
      return body;
    });
    const credential = new Credential(this.#requests, settings, cloud.loginEndpoint);
    const arm = new Arm(this.#requests, credential, cloud);
    const vaultSecrets = new VaultSecrets(arm, credential, this.#requests);
    this.#azure = { arm, vaultSecrets, subscriptionId: settings.subscriptionId };
  }

  check(request: CheckRequest): CheckResult {
    return checkInputs(this.#typeOf(request), request);
  }

  diff(request: DiffRequest): DiffResult {
    const type = this.#typeOf(request);
    // A resource that came from an import has no api-version among its inputs.
    const { azureApiVersion = type.apiVersion } = request.olds;
    const oldInputs = reveal({ azureApiVersion, ...request.oldInputs });
    const changes = [...propertyChanges(oldInputs, reveal(request.news))];
    return {
      changes: new Map(
        changes.map(([path, change]) => [path, { change, replaces: isReplacing(type, path) }]),
      ),
      deleteBeforeReplace: true,
    };
  }

  async create(request: CreateRequest): Promise<ResourceState> {
    const type = this.#typeOf(request);
    const inputs = reveal(request.inputs);
    if (request.preview) {
      return { id: "", outputs: withSecretsOf(request.inputs, previewOutputs(type, inputs)) };
    }
    const { arm, subscriptionId } = this.#configured();
    const id = resourceId(type, inputs, subscriptionId);
    const existing = await arm.get({ id, apiVersion: type.apiVersion });
    if (existing !== undefined && Object.keys(existing).length > 0) {
      throw new Error(`cannot create already existing resource '${id}'`);
    }
    return this.#write(type, id, request.inputs);
  }

  async read(request: ReadRequest) {
    const type = this.#typeOf(request);
    const { id } = request;
    const answer = await this.#configured().arm.get({ id, apiVersion: type.apiVersion });
    // Any 404 counts as gone, also that of the registry or the subscription (`Read` in provider.go: documented).
    if (answer === undefined) {
      return undefined;
    }
    const outputs = outputsOf(type, answer);
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
    const id = resourceId(type, reveal(request.news), this.#configured().subscriptionId);
    const { outputs } = await this.#write(type, id, request.news);
    return outputs;
  }

  async delete(request: DeleteRequest): Promise<void> {
    const type = this.#typeOf(request);
    const { id } = request;
    const { apiVersion, longRunning } = type;
    const { arm, vaultSecrets } = this.#configured();
    if (type.deletedBy === "arm") {
      await arm.delete({ id, apiVersion }, { longRunning });
    } else {
      const { secretName = "" } = parametersOf(type, id);
      const vaultId = id.slice(0, id.lastIndexOf("/secrets/"));
      await vaultSecrets.delete({ vaultId, secretName, apiVersion });
    }
  }

  cancel(): void {
    this.#requests.cancel();
  }

  // Step 1: PUT. Step 2: wait for its operation. Step 3: GET, so that state looks the same as after a refresh.
  async #write(type: ResourceType, wantedId: string, inputs: PropertyMap): Promise<ResourceState> {
    const { arm } = this.#configured();
    const { apiVersion } = type;
    const answer = await arm.put({ id: wantedId, apiVersion }, requestBody(type, reveal(inputs)));
    const id = typeof answer.body.id === "string" ? answer.body.id : wantedId;
    const state = async (): Promise<ResourceState> => {
      // The resource was written: when it cannot be read now, what PUT answered is better than nothing.
      const read = await arm.get({ id, apiVersion }).catch(() => undefined);
      return { id, outputs: withSecretsOf(inputs, outputsOf(type, read ?? answer.body)) };
    };
    if (type.longRunning || answer.status === 202) {
      await arm.waitFor(answer).catch(async (cause: Error) => {
        throw new InitializationFailed({ ...(await state()), inputs }, { cause });
      });
    }
    return state();
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

  #configured(): Azure {
    if (this.#azure === undefined) {
      throw new Error("the stand-in for azure-native was asked for a resource before Configure");
    }
    return this.#azure;
  }
}

function isReplacing(type: ResourceType, path: string): boolean {
  const name = topLevel(path);
  return name in type.parameters || allProperties(type)[name]?.replaces === true;
}
