// Reads fields of what Azure lists; one that is missing is an error with its path, never a guess.

import { unusable } from "./allPages";
import { fieldAt } from "./jsonAnswer";

/** Reads each item of a list, through all of its pages. */
export async function readEach<Item>(
  pages: AsyncGenerator<unknown>,
  read: (item: unknown) => Item,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of pages) items.push(read(item));
  return items;
}

/** A text that must be there. @throws AzureError */
export function textAt(operation: string, json: unknown, path: string): string {
  const value = fieldAt(json, path);
  if (typeof value === "string" && value !== "") return value;
  throw unusable(operation, `the answer has no ${path}`);
}

/** A text that may be there. */
export function optionalTextAt(json: unknown, path: string): string | undefined {
  const value = fieldAt(json, path);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A number that must be there. @throws AzureError */
export function numberAt(operation: string, json: unknown, path: string): number {
  const value = fieldAt(json, path);
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw unusable(operation, `the answer has no ${path}`);
}

/** A list; what is not there is empty. @throws AzureError when it is something else */
export function listAt(operation: string, json: unknown, path: string): readonly unknown[] {
  const value = fieldAt(json, path) ?? [];
  if (Array.isArray(value)) return value;
  throw unusable(operation, `the answer's ${path} is not a list`);
}

/** A list of texts; what is not there is empty. @throws AzureError when it is something else */
export function textsAt(operation: string, json: unknown, path: string): readonly string[] {
  const values = listAt(operation, json, path);
  if (values.every((each) => typeof each === "string")) return values;
  throw unusable(operation, `the answer's ${path} is not a list of texts`);
}
