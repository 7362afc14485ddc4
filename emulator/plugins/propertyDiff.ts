// Compares two sets of properties and says, path by path, what changed.
import { isList, isMap, type PropertyMap, type PropertyValue } from "./wire";

/** What happened to the property at one path. */
export type Change = "add" | "delete" | "update";

/** Changes by path, in Pulumi's notation: `actions[0]`, `properties.value`. */
export type Changes = ReadonlyMap<string, Change>;

/** Lists what has to change to get from the old properties to the new ones; secrets must be revealed before. */
export function propertyChanges(olds: PropertyMap, news: PropertyMap): Changes {
  return new Map(mapChanges("", olds, news));
}

/** The property at the top of a path. */
export function topLevel(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path;
}

/** True when both values are the same, whatever the order of keys. */
export function equal(left: PropertyValue | undefined, right: PropertyValue | undefined): boolean {
  if (left === undefined || right === undefined) {
    return left === right;
  }
  return [...valueChanges("", left, right)].length === 0;
}

function* mapChanges(
  prefix: string,
  olds: PropertyMap,
  news: PropertyMap,
): Generator<[string, Change]> {
  for (const name of new Set([...Object.keys(olds), ...Object.keys(news)])) {
    yield* change(`${prefix}${name}`, olds[name], news[name]);
  }
}

function* change(
  path: string,
  old: PropertyValue | undefined,
  now: PropertyValue | undefined,
): Generator<[string, Change]> {
  if (old === undefined) {
    yield [path, "add"];
  } else if (now === undefined) {
    yield [path, "delete"];
  } else {
    yield* valueChanges(path, old, now);
  }
}

function* valueChanges(
  path: string,
  old: PropertyValue,
  now: PropertyValue,
): Generator<[string, Change]> {
  if (isMap(old) && isMap(now)) {
    yield* mapChanges(`${path}.`, old, now);
  } else if (isList(old) && isList(now)) {
    for (let index = 0; index < Math.max(old.length, now.length); index++) {
      yield* change(`${path}[${index}]`, old[index], now[index]);
    }
  } else if (old !== now) {
    yield [path, "update"];
  }
}
