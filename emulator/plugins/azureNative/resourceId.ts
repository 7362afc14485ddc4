// ARM ids: made from a row's path and the inputs, and taken apart again for imports and deletes.
import type { PropertyMap } from "../wire";
import type { ResourceType } from "./resourceType";

/** The id that the inputs name. */
export function resourceId(
  type: ResourceType,
  inputs: PropertyMap,
  subscriptionId: string,
): string {
  return type.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = name === "subscriptionId" ? subscriptionId : inputs[name];
    if (typeof value !== "string") {
      throw new Error(`the path parameter ${name} of ${type.path} needs a string`);
    }
    return type.parameters[name]?.isPath === true
      ? value.replace(/^\/|\/$/g, "")
      : encodeURIComponent(value);
  });
}

/** The path parameters of an id, without the subscription's. */
export function parametersOf(type: ResourceType, id: string): Record<string, string> {
  const groups = matchId(type, id)?.groups;
  if (groups === undefined) {
    throw new Error(`"${id}" is not an id of this type; its form is ${type.path}`);
  }
  const { subscriptionId: _, ...parameters } = groups;
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, decodeURIComponent(value)]),
  );
}

// ARM compares ids without case.
function matchId(type: ResourceType, id: string): RegExpMatchArray | null {
  const pattern = type.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    type.parameters[name]?.isPath === true ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`,
  );
  return id.match(new RegExp(`^${pattern}$`, "i"));
}
