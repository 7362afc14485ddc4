// Chooses the remedy for each operation that a killed run left pending.
import { isThere } from "../../azure/armResources";
import type { Cloud } from "../../azure/cloud";
import { lostPasswords } from "./lostPasswords";
import type { Remedy } from "./remedy";
import type { PendingOperation, State } from "./state";

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

async function remedyFor(
  operation: PendingOperation,
  state: State,
  cloud: Cloud,
  subscription: string,
): Promise<Remedy> {
  const { type, urn } = operation.resource;
  if (operation.type !== "creating") {
    // A role has no count of changes, so a run would not see that its removal was reverted in the file.
    const unlessWanted =
      type === ROLE_ASSIGNMENT ? ", or made again by `pulumi up --refresh` where it is wanted" : "";
    const why = `${operation.type} is done again by the next run${unlessWanted}`;
    return { kind: "forget", operation, why };
  }
  // Pulumi keeps a pending creation through later runs; resources of those runs are in use.
  if (state.resources?.some((resource) => resource.urn === urn)) {
    return { kind: "forget", operation, why: "a later run created it" };
  }
  if (state.pending_operations?.findLast(({ resource }) => resource.urn === urn) !== operation) {
    return { kind: "forget", operation, why: "a later run tried it again" };
  }
  const locate = LOCATIONS[type];
  if (locate !== undefined) {
    const { id, apiVersion, parent } = locate(operation.resource.inputs ?? {}, subscription);
    return (await isThere(cloud, id, apiVersion, parent))
      ? { kind: "import", operation, id }
      : { kind: "forget", operation, why: "was not created yet" };
  }
  if (type === "acr-credentials:index:TokenSecret") {
    return lostPasswords(operation, state, cloud);
  }
  if (type.startsWith("acr-credentials:") || type.startsWith("random:")) {
    return { kind: "forget", operation, why: "exists only in the state; the next run creates it" };
  }
  return {
    kind: "ask",
    operation,
    why: `a ${type} may have been created; look for it, then run \`pulumi refresh\`, which asks for its id`,
  };
}

const ROLE_ASSIGNMENT = "azure-native:authorization:RoleAssignment";

type Inputs = Record<string, unknown>;

const REGISTRY_API = "2025-11-01";
const VAULT_API = "2024-11-01";
const ROLES_API = "2022-04-01";

/** The ARM id of a resource, and its parent if that does not follow from the id. */
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
  [ROLE_ASSIGNMENT]: (inputs) => ({
    id: `${inputs.scope}/providers/Microsoft.Authorization/roleAssignments/${inputs.roleAssignmentName}`,
    apiVersion: ROLES_API,
    parent: { id: String(inputs.scope), apiVersion: VAULT_API },
  }),
};
