// What azure-native does around a PUT: waits for its end, reads the result, and recovers deleted secrets.
//
// provider/pkg/provider/{provider.go,crud} and resources/customresources/custom_keyvault.go of pulumi/pulumi-azure-native (documented).
import type { Warn } from "../engineLog";
import { InitializationFailed, type ResourceState } from "../provider";
import { reveal, withSecretsOf } from "../secrets";
import type { PropertyMap } from "../wire";
import type { Arm, Resource } from "./arm";
import { outputsOf, requestBody } from "./conversion";
import { RequestFailed } from "./requestFailed";
import type { ResourceType } from "./resourceType";
import type { SecretAddress, VaultSecrets } from "./vault";

// azure-native waits 5 s between them (custom_keyvault.go; documented); an emulator recovers at once.
const RECOVERY_TRIES = 6;
const RECOVERY_WAIT_MS = 250;

/** What is written, and the message of a failed read. */
export interface Writing {
  readonly urn: string;
  readonly inputs: PropertyMap;
  readonly verb: "Create" | "Update";
}

/** Azure, as far as writing takes it. */
export interface WayToWrite {
  readonly arm: Arm;
  readonly vaultSecrets: VaultSecrets;
  readonly warn: Warn;
  wait(milliseconds: number): Promise<void>;
}

/** Writes resources of every type. */
export class Writes {
  readonly #azure: WayToWrite;

  constructor(azure: WayToWrite) {
    this.#azure = azure;
  }

  /** Step 1: PUT, and wait for its end. Step 2: GET, so that the state looks the same as after a refresh. */
  async write(
    type: ResourceType,
    wantedId: string,
    { urn, inputs, verb }: Writing,
  ): Promise<ResourceState> {
    const { arm } = this.#azure;
    const { apiVersion, longRunning } = type;
    const wanted = { id: wantedId, apiVersion };
    const write = await arm.put(wanted, requestBody(type, reveal(inputs)), { longRunning });
    const written = await write.end().catch(async (cause: Error) => {
      throw await this.#halfMade(type, wanted, { inputs, cause });
    });
    const id = typeof written.id === "string" ? written.id : wantedId;
    const outputs = await arm.get({ id, apiVersion }).then(
      (answer) => outputsOf(type, answer),
      async () => {
        await this.#azure.warn(urn, failedRead(verb));
        // As Azure answered, not as programs see it: so does the real one.
        return { ...written, azureApiVersion: apiVersion };
      },
    );
    return { id, outputs: withSecretsOf(inputs, outputs) };
  }

  /** Creates a secret: a name that is soft-deleted is recovered and overwritten; it is not read afterwards. */
  async createSecret(type: ResourceType, id: string, inputs: PropertyMap): Promise<ResourceState> {
    const { arm, vaultSecrets } = this.#azure;
    const { apiVersion, longRunning } = type;
    const address = secretAddress(type, id, reveal(inputs));
    const body = requestBody(type, reveal(inputs));
    let isRecovered = false;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const written = await (await arm.put({ id, apiVersion }, body, { longRunning })).end();
        return { id, outputs: withSecretsOf(inputs, outputsOf(type, written)) };
      } catch (error) {
        const isTaken = error instanceof RequestFailed && error.status === 409;
        if (!isTaken || attempt === RECOVERY_TRIES) {
          throw error;
        }
        isRecovered ||= await vaultSecrets.recover(address);
        if (!isRecovered) {
          throw error;
        }
        await this.#azure.wait(RECOVERY_WAIT_MS);
      }
    }
  }

  // Azure took the write, and it did not end well: what is there now goes into the state.
  async #halfMade(
    type: ResourceType,
    resource: Resource,
    { inputs, cause }: { readonly inputs: PropertyMap; readonly cause: Error },
  ): Promise<InitializationFailed> {
    const { id } = resource;
    return this.#azure.arm.get(resource).then(
      (answer) => {
        const outputs = withSecretsOf(inputs, outputsOf(type, answer));
        return new InitializationFailed({ id, outputs, inputs }, { cause });
      },
      (unread: Error) => {
        const message = `resource created but read failed ${unread.message}: ${cause.message}`;
        return new InitializationFailed({ id, outputs: {}, inputs }, { cause: new Error(message) });
      },
    );
  }
}

// readAfterWrite in provider.go (documented).
function failedRead(verb: Writing["verb"]): string {
  return `Failed to read resource after ${verb}. Please report this issue.
Verbose logs contain more information, see https://www.pulumi.com/docs/support/troubleshooting/#verbose-logging.`;
}

/** Where the secret is that these inputs name. */
export function secretAddress(type: ResourceType, id: string, inputs: PropertyMap): SecretAddress {
  const { vaultName, secretName } = inputs;
  if (typeof vaultName !== "string" || typeof secretName !== "string") {
    const missing = typeof vaultName === "string" ? "secretName" : "vaultName";
    throw new Error(`${missing} not found in resource state`);
  }
  const vaultId = id.slice(0, id.lastIndexOf("/secrets/"));
  return { vaultName, secretName, vaultId, apiVersion: type.apiVersion };
}
