// Reads how a vault decides who reads its secrets: by roles, or by access policies.

import type { Cloud } from "../cloud";
import { fieldAt } from "../jsonAnswer";
import { listAt, textAt, textsAt } from "../listedFields";
import { askArmFor } from "../resourceManager";
import { VAULT_API_VERSION, VAULT_READER } from "./vaultApi";

/** How a vault decides. */
export interface VaultSettings {
  /** False where access policies count, which is Azure's default when nothing is said. */
  usesRoles: boolean;
  /** What each principal may do with secrets; of no effect where roles count. */
  accessPolicies: readonly { objectId: string; secretPermissions: readonly string[] }[];
}

/** Reads it. @throws AzureError when Resource Manager does not show the vault, or not its policies */
export async function readVaultSettings(cloud: Cloud, vaultId: string): Promise<VaultSettings> {
  const operation = `reading vault ${vaultId.split("/").at(-1)}`;
  const answer = await askArmFor<unknown>(cloud, {
    operation,
    at: vaultId,
    apiVersion: VAULT_API_VERSION,
    role: VAULT_READER,
    needs: ["properties.vaultUri"],
  });
  return {
    usesRoles: fieldAt(answer, "properties.enableRbacAuthorization") === true,
    accessPolicies: listAt(operation, answer, "properties.accessPolicies").map((policy) => ({
      objectId: textAt(operation, policy, "objectId"),
      secretPermissions: textsAt(operation, policy, "permissions.secrets").map((each) =>
        each.toLowerCase(),
      ),
    })),
  };
}
