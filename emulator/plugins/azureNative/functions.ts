// The table of the functions that the stand-in knows: requests whose answer is the result.
//
// Names and api-versions: @pulumi/azure-native 3.28.0 (documented).
import { isMap, type PropertyMap } from "../wire";
import type { Arm } from "./arm";
import type { CloudSettings } from "./cloud";

/** A function of azure-native. */
export interface FunctionRow {
  readonly method: "GET" | "POST";
  readonly apiVersion: string;
  /** The ARM path with `{parameters}`, all of which are arguments but the subscription. */
  readonly path: string;
  /** Whether the result has what the answer has under `properties`. @default false */
  readonly isFlattened?: boolean;
}

const WORKFLOW =
  "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Logic/workflows/{workflowName}";

/** Functions by their token in a Pulumi program. */
export const FUNCTIONS: Readonly<Record<string, FunctionRow>> = {
  "azure-native:containerregistry:getRegistry": {
    method: "GET",
    apiVersion: "2023-01-01-preview",
    path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.ContainerRegistry/registries/{registryName}",
    isFlattened: true,
  },
  "azure-native:keyvault:getVault": {
    method: "GET",
    apiVersion: "2024-11-01",
    path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.KeyVault/vaults/{vaultName}",
  },
  "azure-native:logic:listWorkflowTriggerCallbackUrl": {
    method: "POST",
    apiVersion: "2019-05-01",
    path: `${WORKFLOW}/triggers/{triggerName}/listCallbackUrl`,
  },
};

/** What functions ask, and as whom. */
export interface Asked {
  readonly arm: Arm;
  readonly settings: CloudSettings;
}

/** Whether there is such a function. */
export function isFunction(token: string): boolean {
  return token === CLIENT_CONFIG || Object.hasOwn(FUNCTIONS, token);
}

/** Answers a function's call; undefined for one that is not there. */
export function callFunction(
  token: string,
  args: PropertyMap,
  { arm, settings }: Asked,
): Promise<PropertyMap> | undefined {
  const { clientId, subscriptionId, tenantId } = settings;
  if (token === CLIENT_CONFIG) {
    return arm.ownObjectId().then((objectId) => ({ clientId, objectId, subscriptionId, tenantId }));
  }
  const row = FUNCTIONS[token];
  if (row === undefined) return undefined;
  const resource = { id: functionPath(row, args, subscriptionId), apiVersion: row.apiVersion };
  const answer = row.method === "GET" ? arm.get(resource) : arm.post(resource);
  return row.isFlattened === true ? answer.then(flattened) : answer;
}

function flattened({ properties, ...others }: PropertyMap): PropertyMap {
  return isMap(properties) ? { ...others, ...properties } : others;
}

/** The function that tells what the plugin was configured with (Invoke in provider.go; documented). */
const CLIENT_CONFIG = "azure-native:authorization:getClientConfig";

/** The path that the arguments name. @throws Error for one that is missing, and for one that the function does not have */
export function functionPath(
  { path }: FunctionRow,
  args: PropertyMap,
  subscriptionId: string,
): string {
  const given: PropertyMap = { subscriptionId, ...args };
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const unknown = Object.keys(args).filter((name) => !names.includes(name));
  const missing = names.filter((name) => typeof given[name] !== "string");
  if (unknown.length + missing.length > 0) {
    throw new Error(
      `${path} has the arguments ${names.slice(1).join(", ")}; unknown: ${unknown.join(", ") || "none"}, missing: ${missing.join(", ") || "none"}`,
    );
  }
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(given[name])));
}
