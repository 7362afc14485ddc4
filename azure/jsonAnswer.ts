// Parses and checks the JSON of an answer, because a proxy may have cut it or answered itself.

import type { PipelineResponse } from "@azure/core-rest-pipeline";

/** Reads the JSON of an answer. @returns undefined for anything else, and nothing at all is not JSON */
export function jsonIn({ bodyAsText }: PipelineResponse): unknown {
  try {
    return JSON.parse(bodyAsText ?? "");
  } catch {
    return undefined;
  }
}

/** Finds a field by its path, such as `properties.vaultUri`. @returns undefined if it is missing or null */
export function fieldAt(json: unknown, path: string): unknown {
  return (
    path
      .split(".")
      .reduce<unknown>(
        (value, name) => (value as Record<string, unknown> | null)?.[name],
        json ?? {},
      ) ?? undefined
  );
}
