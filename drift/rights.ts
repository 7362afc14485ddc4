// The rights to pull, change or read apart from the file, each with the actions that give it.
import type { Action } from "./roles";

/** Something that somebody can do: any of the actions is enough. */
export interface Right {
  readonly words: string;
  readonly anyOf: readonly Action[];
  readonly weight: number;
}

const ACR = "Microsoft.ContainerRegistry/registries";
const VAULTS = "Microsoft.KeyVault/vaults";
const arm = (...names: string[]): Action[] => names.map((name) => ({ plane: "actions", name }));
const data = (...names: string[]): Action[] =>
  names.map((name) => ({ plane: "dataActions", name }));

const GIVES_ROLES: Right = {
  words: "gives roles",
  anyOf: arm("Microsoft.Authorization/roleAssignments/write"),
  weight: 10,
};

/**
 * The rights on a registry; with repository permissions, pulling uses data actions.
 *
 * @param hasSync does the file have a sync with anybody?
 *
 * https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-directory-reference and
 * https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions
 */
export function registryRights(isAbac: boolean, hasSync = false): Right[] {
  const pull = isAbac ? data(`${ACR}/repositories/content/read`) : arm(`${ACR}/pull/read`);
  const push = isAbac ? data(`${ACR}/repositories/content/write`) : arm(`${ACR}/push/write`);
  return [
    GIVES_ROLES,
    {
      words: "generates passwords of tokens",
      anyOf: arm(`${ACR}/generateCredentials/action`),
      weight: 9,
    },
    {
      words: "changes tokens and scope maps",
      anyOf: arm(
        `${ACR}/tokens/write`,
        `${ACR}/tokens/delete`,
        `${ACR}/scopeMaps/write`,
        `${ACR}/scopeMaps/delete`,
      ),
      weight: 8,
    },
    {
      words: "reads the admin user's passwords",
      anyOf: arm(`${ACR}/listCredentials/action`, `${ACR}/regenerateCredential/action`),
      weight: 7,
    },
    {
      words: "changes the registry",
      anyOf: arm(
        `${ACR}/write`,
        `${ACR}/connectedRegistries/write`,
        `${ACR}/exportPipelines/write`,
      ),
      weight: 6,
    },
    ...(hasSync ? [DIRECTS_WEBHOOKS] : []),
    {
      // Its containers reach the registry without a password.
      words: "runs tasks in the registry",
      anyOf: arm(`${ACR}/scheduleRun/action`, `${ACR}/tasks/write`),
      weight: 5,
    },
    { words: "pushes", anyOf: push, weight: 5 },
    { words: "pulls", anyOf: pull, weight: 4 },
  ];
}

/** With header and URL, events can be forged; only where a customer has a sync, these are secrets of ours. */
const DIRECTS_WEBHOOKS: Right = {
  words: "sees or changes where webhooks send",
  anyOf: arm(
    `${ACR}/webhooks/write`,
    `${ACR}/webhooks/getCallbackConfig/action`,
    `${ACR}/webhooks/listEvents/action`,
  ),
  weight: 5,
};

/** What counts at a vault: https://learn.microsoft.com/azure/role-based-access-control/permissions/security#microsoftkeyvault */
export function vaultRights(usesRoles: boolean): Right[] {
  const changes = arm(`${VAULTS}/write`, `${VAULTS}/accessPolicies/write`);
  return [
    GIVES_ROLES,
    // Either action can switch the vault to access policies that give oneself access.
    { words: "changes the vault", anyOf: changes, weight: 6 },
    ...(usesRoles ? [READS] : []),
  ];
}

/** To read the values of secrets; a backup can be restored in another vault and read there. */
export const READS: Right = {
  words: "reads passwords",
  anyOf: data(`${VAULTS}/secrets/getSecret/action`, `${VAULTS}/secrets/backup/action`),
  weight: 20,
};
