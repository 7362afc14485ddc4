// The switches for behaviour that Azure's documents do not describe or that depends on timing; the defaults are the safe assumption.

/** Changeable while the emulator runs. */
export interface Behaviours {
  /**
   * A PUT of an existing token without `credentials` removes its passwords.
   *
   * Reported: https://github.com/Azure/acr/issues/667, https://github.com/Azure/bicep/issues/9722.
   *
   * @default true
   */
  tokenPutWipesPasswords: boolean;
  /**
   * How long the new value of a slot that held a password before is refused; the old value stops at once.
   *
   * Documented as about 60 seconds until the new value is everywhere:
   * https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions
   *
   * @default 0
   */
  regeneratedSlotDelaySeconds: number;
  /**
   * Overlapping ARM writes of secrets in one vault give 409 ConflictError.
   *
   * Reported: https://github.com/Azure/bicep/issues/3113, https://github.com/Azure/bicep/issues/4364.
   *
   * @default false
   */
  parallelSecretWritesConflict: boolean;
  /**
   * What Resource Manager does with a secret's PATCH without a value.
   *
   * `inPlace` changes the current version; `newVersion` makes another one of the same value; `refused` answers 400
   * BadRequest. Documented is that no value is required: https://github.com/Azure/azure-rest-api-specs/pull/2210.
   *
   * @default "inPlace"
   */
  secretPatch: "inPlace" | "newVersion" | "refused";
  /**
   * A PUT of a secret through Resource Manager whose content is the current version's makes a new version all the same.
   *
   * Reported, both: https://github.com/Azure/azure-resource-manager-schemas/issues/1494.
   *
   * @default true
   */
  sameSecretPutMakesVersion: boolean;
  /**
   * Token PUT, PATCH and DELETE, scope map PATCH and DELETE go through their 201 and 202 polling forms.
   *
   * Recorded: test_acr_connectedregistry.yaml of Azure/azure-cli.
   *
   * @default false
   */
  longRunning: boolean;
  /**
   * generateCredentials answers 202, and the passwords only at the end of the polling.
   *
   * Documented as possible; what was recorded is 200 at once, beside tokens that were long-running:
   * test_repository_token_create.yaml of Azure/azure-cli.
   *
   * @default false
   */
  longRunningCredentials: boolean;
  /** How long a long-running operation takes, and what Retry-After says. @default 1 */
  pollSeconds: number;
  /**
   * How long a secret that was just deleted answers ObjectIsBeingDeleted.
   *
   * Reported in several issues of hashicorp/terraform-provider-azurerm.
   *
   * @default 0
   */
  secretDeletionSeconds: number;
  /**
   * The code of the 404 with which Resource Manager answers for a secret that is not there.
   *
   * Assumed to be that of the vault's own API. azure-native treats NotFound and ResourceNotFound as deleted, and this
   * one as an error.
   *
   * @default "SecretNotFound"
   */
  armSecretNotFoundCode: string;
  /**
   * Deleting a scope map that tokens have gives 409 ScopeMapInUse instead of leaving them without permissions.
   *
   * Reported once, while the Azure CLI's own warning says that tokens lose their permissions.
   *
   * @default false
   */
  scopeMapInUseConflict: boolean;
  /**
   * Resource Manager and the metadata name vaults as `https://NAME.vault.localhost:PORT/`, the form that azurerm demands.
   *
   * Such names do not resolve everywhere; vaults answer to them either way.
   *
   * @default false
   */
  vaultHostNames: boolean;
  /** Lifetime of Entra's access tokens by the machine's clock, as clients cache by that one; 0 or less issues expired tokens. @default 3599 */
  accessTokenSeconds: number;
  /**
   * A webhook's scope with a star at the end of its repository, such as `team/*`, covers all repositories that begin so.
   *
   * The documented forms are all others: https://learn.microsoft.com/rest/api/containerregistry/webhooks/create.
   *
   * @default false
   */
  webhookPrefixScopes: boolean;
  /**
   * A push by digest, without a tag, fires webhooks whose scope is all tags of its repository.
   *
   * Assumed: the documented event has a tag, and documents do not mention one without.
   *
   * @default true
   */
  untaggedPushFiresWebhooks: boolean;
  /**
   * How long a receiver has to answer a webhook, by the machine's clock.
   *
   * Reported: https://github.com/MicrosoftDocs/azure-docs/issues/54638.
   *
   * @default 5
   */
  webhookTimeoutSeconds: number;
  /**
   * From which address of this machine webhooks are sent; `127.0.0.2` is another sender for a receiver, on Linux without any setup.
   *
   * Azure's addresses are not documented: https://github.com/Azure/acr/issues/144.
   *
   * @default "127.0.0.1"
   */
  webhookSenderAddress: string;
  /** How long an import takes, by the emulator's clock. @default 1 */
  importSeconds: number;
  /**
   * An import by tag copies what the tag points to at its begin, and in the end points its targets at what the tag points to then.
   *
   * A tag that moves meanwhile leaves targets without a manifest. Reported: https://github.com/Azure/azure-cli/issues/21944,
   * https://github.com/Azure/azure-cli/issues/29974.
   *
   * @default true
   */
  importByTagBreaks: boolean;
  /**
   * How long a new role assignment has no effect.
   *
   * Documented as up to ten minutes: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting.
   *
   * @default 0
   */
  roleAssignmentDelaySeconds: number;
  /**
   * An Until of a workflow fails if any action of its last round failed; otherwise only if the round failed as a group, so that
   * other actions may follow up a failed one.
   *
   * Documented in the first words, and for groups in the second: https://learn.microsoft.com/azure/logic-apps/logic-apps-control-flow-loops#until-loop
   *
   * @default false
   */
  untilFailsByAnyAction: boolean;
  /** How many resources one page of an ARM list holds. @default 100 */
  armPageSize: number;
  /**
   * Each answer has a Date, by the emulator's clock; else none.
   *
   * HTTP requires it from a server with a clock, and a proxy may remove it.
   *
   * @default true
   */
  dateHeader: boolean;
  /** The Age of each answer, as an intermediate cache adds it; 0 means none. @default 0 */
  ageSeconds: number;
}

/** The allowed values of a behaviour that is neither a switch nor a number; any text for one that is not listed. */
export const BEHAVIOUR_CHOICES: Readonly<Partial<Record<keyof Behaviours, readonly string[]>>> = {
  secretPatch: ["inPlace", "newVersion", "refused"],
};

/** What holds when nothing was chosen. */
export const DEFAULT_BEHAVIOURS: Readonly<Behaviours> = {
  tokenPutWipesPasswords: true,
  regeneratedSlotDelaySeconds: 0,
  parallelSecretWritesConflict: false,
  secretPatch: "inPlace",
  sameSecretPutMakesVersion: true,
  longRunning: false,
  longRunningCredentials: false,
  pollSeconds: 1,
  secretDeletionSeconds: 0,
  armSecretNotFoundCode: "SecretNotFound",
  scopeMapInUseConflict: false,
  vaultHostNames: false,
  accessTokenSeconds: 3599,
  webhookPrefixScopes: false,
  untaggedPushFiresWebhooks: true,
  webhookTimeoutSeconds: 5,
  webhookSenderAddress: "127.0.0.1",
  importSeconds: 1,
  importByTagBreaks: true,
  roleAssignmentDelaySeconds: 0,
  untilFailsByAnyAction: false,
  armPageSize: 100,
  dateHeader: true,
  ageSeconds: 0,
};
