// Access policies as azure-native keeps them: entries in a list of the vault, which has no address for one of them.
//
// provider/pkg/resources/customresources/custom_keyvault_accesspolicy.go of pulumi/pulumi-azure-native (documented).
import { isList, isMap, type PropertyMap, type PropertyValue } from "../wire";
import type { Arm } from "./arm";
import type { ResourceType } from "./resourceType";

/** The policies of vaults, each known by the object id of its principal. */
export class AccessPolicies {
  readonly #arm: Arm;
  readonly #apiVersion: string;

  constructor(arm: Arm, { apiVersion }: Pick<ResourceType, "apiVersion">) {
    this.#arm = arm;
    this.#apiVersion = apiVersion;
  }

  /** The policy that the id names, with its vault; undefined when there is none, or no vault. */
  async find(id: string): Promise<PropertyMap | undefined> {
    const { vaultId, objectId, ...place } = partsOf(id);
    const vault = await this.#arm.find({ id: vaultId, apiVersion: this.#apiVersion });
    const policies = isMap(vault?.properties) ? vault.properties.accessPolicies : [];
    const policy = (isList(policies) ? policies : []).find(
      (each) => isMap(each) && each.objectId === objectId,
    );
    return policy === undefined ? undefined : { ...place, policy };
  }

  /** Writes the policy, and reads it back; it must be there already, or must not. */
  async write(
    id: string,
    policy: PropertyValue | undefined,
    { isThere }: { readonly isThere: boolean },
  ): Promise<PropertyMap> {
    if (((await this.find(id)) !== undefined) !== isThere) {
      const what = isThere ? "does not exist" : "already exists";
      throw new Error(`access policy for ${partsOf(id).objectId} ${what}`);
    }
    await this.#change(id, "replace", policy);
    const written = await this.find(id);
    if (written === undefined) throw new Error("newly written access policy not found");
    return written;
  }

  /** Takes the permissions of the policy away; those that somebody added stay. */
  async remove(id: string, policy: PropertyValue | undefined): Promise<void> {
    await this.#change(id, "remove", policy);
  }

  async #change(id: string, kind: string, policy: PropertyValue | undefined): Promise<void> {
    const resource = {
      id: `${partsOf(id).vaultId}/accessPolicies/${kind}`,
      apiVersion: this.#apiVersion,
    };
    const entry = isMap(policy) ? { applicationId: "", ...policy } : {};
    const write = await this.#arm.put(
      resource,
      { properties: { accessPolicies: [entry] } },
      { longRunning: false },
    );
    await write.end();
  }
}

function partsOf(id: string) {
  const [vaultId = "", objectId = ""] = id.split("/accessPolicy/");
  const [, , , , resourceGroupName = ""] = vaultId.split("/");
  const vaultName = vaultId.slice(vaultId.lastIndexOf("/") + 1);
  return { vaultId, objectId, resourceGroupName, vaultName };
}
