// ARM ids: made from a row's path and the inputs, and taken apart again for imports and deletes.
import { isMap, type PropertyMap, type PropertyValue } from "../wire";
import type { ResourceType } from "./resourceType";

/** The id that the inputs name. */
export function resourceId(
  type: ResourceType,
  inputs: PropertyMap,
  subscriptionId: string,
): string {
  return type.path.replace(/\{([\w.]+)\}/g, (_, name: string) => {
    const value = name === "subscriptionId" ? subscriptionId : valueAt(inputs, name);
    if (typeof value !== "string") {
      throw new Error(`the path parameter ${name} of ${type.path} needs a string`);
    }
    return type.parameters[name]?.isPath === true
      ? value.replace(/^\/|\/$/g, "")
      : encodeURIComponent(value);
  });
}

function valueAt(inputs: PropertyMap, path: string): PropertyValue | undefined {
  return path
    .split(".")
    .reduce<PropertyValue | undefined>(
      (value, name) => (isMap(value) ? value[name] : undefined),
      inputs,
    );
}

/** The path parameters of an id, without the subscription's. */
export function parametersOf(type: ResourceType, id: string): Record<string, string> {
  const groups = matchId(type, id)?.groups;
  if (groups === undefined) {
    throw new Error(`failed to parse '${id}' against the path '${type.path}'`);
  }
  const { subscriptionId: _, ...parameters } = groups;
  return parameters;
}

// Without case, without a look at slashes, and without decoding: ParseResourceID in parseResourceId.go (documented).
function matchId(type: ResourceType, id: string): RegExpMatchArray | null {
  const pattern = type.path.replace(/\{([\w.]+)\}/g, (_, name: string) =>
    // What is within another input is no input of its own.
    name.includes(".") ? ".*?" : `(?<${name}>.*?)`,
  );
  return id.match(new RegExp(`^${pattern}$`, "i"));
}
