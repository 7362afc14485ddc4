// The table of the functions that the stand-in knows: POSTs whose answer is the result.
//
// Names and api-versions: @pulumi/azure-native 3.28.0 (documented).
import type { PropertyMap } from "../wire";

/** A function of azure-native. */
export interface FunctionRow {
  readonly apiVersion: string;
  /** The ARM path with `{parameters}`, all of which are arguments but the subscription. */
  readonly path: string;
}

const WORKFLOW =
  "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Logic/workflows/{workflowName}";

/** Functions by their token in a Pulumi program. */
export const FUNCTIONS: Readonly<Record<string, FunctionRow>> = {
  "azure-native:logic:listWorkflowTriggerCallbackUrl": {
    apiVersion: "2019-05-01",
    path: `${WORKFLOW}/triggers/{triggerName}/listCallbackUrl`,
  },
};

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
