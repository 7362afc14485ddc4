// Decides, for each operation that a killed run left behind, how it is put right.
import { isThere } from "../../azure/armResources";
import type { Cloud } from "../../azure/cloud";
import { openRegistryTokens, type SlotName } from "../../azure/registryTokens";
import { isSameId } from "../../azure/tokenId";
import { logicalName, type PendingOperation, type State } from "./state";

/** What is done about one operation. */
export type Remedy =
  /** It was made: the state takes it over under this ARM id. */
  | { kind: "take over"; operation: PendingOperation; id: string }
  /** Nothing was made, or the next run does it again as it is: the operation is forgotten. */
  | { kind: "forget"; operation: PendingOperation; why: string }
  /** Passwords were made whose values are lost: they are removed, and the operation is forgotten. */
  | {
      kind: "remove passwords";
      operation: PendingOperation;
      tokenId: string;
      slots: SlotName[];
      /** Older passwords, which somebody may hold. */
      keep: SlotName[];
    }
  /** Only a person can tell. */
  | { kind: "ask"; operation: PendingOperation; why: string };

/** Looks at Azure, changes nothing. `subscriptionId` is the stack's. */
export async function planRecovery(
  state: State,
  cloud: Cloud,
  subscriptionId: string,
): Promise<Remedy[]> {
  const operations = state.pending_operations ?? [];
  const subscription = `/subscriptions/${subscriptionId}`;
  return Promise.all(
    operations.map((operation) => remedyFor(operation, state, cloud, subscription)),
  );
}

/** The subscription that the stack's azure-native provider was configured with. */
export function subscriptionOf(state: State): string | undefined {
  const provider = state.resources?.find(({ type }) => type === "pulumi:providers:azure-native");
  const configured = provider?.inputs?.subscriptionId;
  return typeof configured === "string" ? configured : undefined;
}

/** The remedy in words. */
export function describeRemedy(remedy: Remedy): string {
  const name = logicalName(remedy.operation.resource.urn);
  switch (remedy.kind) {
    case "take over":
      return `${name}: was created; the state takes it over`;
    case "forget":
      return `${name}: ${remedy.why}`;
    case "remove passwords":
      return `${name}: ${remedy.slots.join(" and ")} was generated and its value lost; nobody holds it; it is removed and generated again by the next run`;
    case "ask":
      return `${name}: ${remedy.why}`;
  }
}

async function remedyFor(
  operation: PendingOperation,
  state: State,
  cloud: Cloud,
  subscription: string,
): Promise<Remedy> {
  const { type } = operation.resource;
  if (operation.type !== "creating") {
    return { kind: "forget", operation, why: `${operation.type} is done again by the next run` };
  }
  const locate = LOCATIONS[type];
  if (locate !== undefined) {
    const { id, apiVersion, parent } = locate(operation.resource.inputs ?? {}, subscription);
    return (await isThere(cloud, id, apiVersion, parent))
      ? { kind: "take over", operation, id }
      : { kind: "forget", operation, why: "was not created yet" };
  }
  if (type === "acr-credentials:index:TokenCredentials") {
    return lostPasswords(operation, state, cloud);
  }
  if (type.startsWith("acr-credentials:") || type.startsWith("random:")) {
    return { kind: "forget", operation, why: "exists only in the state; the next run makes it" };
  }
  return {
    kind: "ask",
    operation,
    why: `a ${type} may have been created; look for it, then run \`pulumi refresh\`, which asks for its id`,
  };
}

/**
 * A password that is newer than its token's place in the state, and whose credentials never reached it, cannot have
 * been handed out. An older one came with a token that was imported, and is somebody's.
 */
async function lostPasswords(
  operation: PendingOperation,
  state: State,
  cloud: Cloud,
): Promise<Remedy> {
  const tokenId = String(operation.resource.inputs?.tokenId ?? "");
  const token = await openRegistryTokens(cloud).get(tokenId);
  const passwords = token?.passwords ?? [];
  const slots = passwords.map(({ name }) => name);
  if (slots.length === 0) {
    return { kind: "forget", operation, why: "no password was generated yet" };
  }
  const declared = state.resources?.find(({ id }) => id !== undefined && isSameId(id, tokenId));
  if (declared?.created === undefined || declared.importID !== undefined) {
    return {
      kind: "ask",
      operation,
      why: `the token was there before and has ${slots.join(" and ")}; if nobody uses the newer one, remove it with \`az acr token credential delete\``,
    };
  }
  const since = Date.parse(declared.created);
  const lost = passwords.filter(({ createdAt }) => Date.parse(createdAt) >= since);
  if (lost.length === 0) {
    const why = `${slots.join(" and ")} came with the token and stays; the next run makes another`;
    return { kind: "forget", operation, why };
  }
  const keep = passwords.filter((password) => !lost.includes(password));
  return {
    kind: "remove passwords",
    operation,
    tokenId,
    slots: lost.map(({ name }) => name),
    keep: keep.map(({ name }) => name),
  };
}

type Inputs = Record<string, unknown>;

const REGISTRY_API = "2025-11-01";
const VAULT_API = "2024-11-01";
const ROLES_API = "2022-04-01";

/** Where a resource is; its parent where that does not follow from the id. */
interface Location {
  id: string;
  apiVersion: string;
  parent?: { id: string; apiVersion: string };
}

/** How the ARM id of each type follows from its inputs, which are known once it is created. */
const LOCATIONS: Record<string, (inputs: Inputs, subscription: string) => Location> = {
  "azure-native:containerregistry:ScopeMap": (inputs, subscription) => ({
    id: `${subscription}/resourceGroups/${inputs.resourceGroupName}/providers/Microsoft.ContainerRegistry/registries/${inputs.registryName}/scopeMaps/${inputs.scopeMapName}`,
    apiVersion: REGISTRY_API,
  }),
  "azure-native:containerregistry:Token": (inputs, subscription) => ({
    id: `${subscription}/resourceGroups/${inputs.resourceGroupName}/providers/Microsoft.ContainerRegistry/registries/${inputs.registryName}/tokens/${inputs.tokenName}`,
    apiVersion: REGISTRY_API,
  }),
  "azure-native:keyvault:Secret": (inputs, subscription) => ({
    id: `${subscription}/resourceGroups/${inputs.resourceGroupName}/providers/Microsoft.KeyVault/vaults/${inputs.vaultName}/secrets/${inputs.secretName}`,
    apiVersion: VAULT_API,
  }),
  "azure-native:authorization:RoleAssignment": (inputs) => ({
    id: `${inputs.scope}/providers/Microsoft.Authorization/roleAssignments/${inputs.roleAssignmentName}`,
    apiVersion: ROLES_API,
    parent: { id: String(inputs.scope), apiVersion: VAULT_API },
  }),
};
