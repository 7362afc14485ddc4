// Which inputs differ between the state and the program.

import type { Changes, Properties } from "./resource";

/** Compares inputs property by property; objects are compared key by key, with paths as the engine writes them. */
export function changedInputs(olds: Properties, news: Properties): Changes {
  const before = flatten(olds);
  const after = flatten(news);
  const changes: Changes = {};
  for (const [path, value] of after) {
    if (!before.has(path)) changes[path] = { kind: "add", isInput: true };
    else if (before.get(path) !== value) changes[path] = { kind: "update", isInput: true };
  }
  for (const path of before.keys()) {
    if (!after.has(path)) changes[path] = { kind: "delete", isInput: true };
  }
  return changes;
}

/** Property paths such as `access.contoso` and `access["adventure-works"]`, one level deep. */
function flatten(properties: Properties): Map<string, string> {
  const paths = new Map<string, string>();
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || typeof value !== "object" || Array.isArray(value)) {
      paths.set(key, text(value));
      continue;
    }
    for (const [inner, innerValue] of Object.entries(value)) {
      paths.set(`${key}${/^\w+$/.test(inner) ? `.${inner}` : `["${inner}"]`}`, text(innerValue));
    }
  }
  return paths;
}

function text(value: unknown): string {
  return typeof value === "symbol" ? value.toString() : JSON.stringify(value);
}
