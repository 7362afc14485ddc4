// The order of customers.yaml: customers by id, the keys of an entry as in the schema.
import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  type Pair,
  visit,
  type YAMLMap,
} from "yaml";
import {
  CREDENTIAL_FIELDS,
  CUSTOMER_FIELDS,
  HEADER_FIELDS,
  SYNC_FIELDS,
} from "../../customers/schema/fields";
import { defaultsSchema } from "../../customers/schema/schema";
import { keyOf, readDocument } from "./yamlDocument";

/** A map whose entries have an order. */
export interface OrderedMap {
  readonly map: YAMLMap;
  /** Keys and list indexes from the root. */
  readonly path: readonly string[];
  /** The indexes of its entries, in the order in which they belong. */
  readonly order: readonly number[];
}

/** Compares two ids in the order of the file. */
export function compareIds(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * Every map of the file that has an order; inner maps come after the outer one.
 *
 * The sections of the file and lists have no order: their order may have a meaning for people, and that of a list is
 * visible in the outputs of the stack. An entry with an alias stays below the one with its anchor.
 *
 * @param text without problems and without a byte order mark
 */
export function orderedMaps(text: string): OrderedMap[] {
  const root = readDocument(text).contents;
  if (!isMap(root)) return [];
  return root.items.flatMap((section) => {
    const key = keyOf(section);
    if (!isMap(section.value)) return [];
    if (key === "defaults") return entryMaps(section.value, [key], DEFAULTS);
    if (key !== "customers") return [];
    return [
      orderedMap(section.value, [key], compareIds),
      ...section.value.items.flatMap((customer) =>
        isMap(customer.value) ? entryMaps(customer.value, [key, keyOf(customer)], CUSTOMER) : [],
      ),
    ];
  });
}

/** The keys of a map in their order, and the maps among their values. */
interface Fields {
  readonly keys: Iterable<string>;
  readonly inner?: Readonly<Record<string, Fields>>;
}

const CREDENTIAL: Fields = { keys: CREDENTIAL_FIELDS };

const DEFAULTS: Fields = {
  keys: Object.keys(defaultsSchema.shape),
  inner: { credential: CREDENTIAL },
};

const CUSTOMER: Fields = {
  keys: CUSTOMER_FIELDS,
  inner: {
    credential: CREDENTIAL,
    sync: { keys: SYNC_FIELDS, inner: { header: { keys: HEADER_FIELDS } } },
  },
};

function entryMaps(
  map: YAMLMap,
  path: readonly string[],
  { keys, inner = {} }: Fields,
): OrderedMap[] {
  return [
    orderedMap(map, path, byPlaceIn([...keys])),
    ...map.items.flatMap((pair) => {
      const fields = inner[keyOf(pair)];
      if (fields === undefined || !isMap(pair.value)) return [];
      return entryMaps(pair.value, [...path, keyOf(pair)], fields);
    }),
  ];
}

function byPlaceIn(fields: readonly string[]): (one: string, other: string) => number {
  return (one, other) => fields.indexOf(one) - fields.indexOf(other);
}

function orderedMap(
  map: YAMLMap,
  path: readonly string[],
  compare: (one: string, other: string) => number,
): OrderedMap {
  const keys = map.items.map(keyOf);
  const wanted = [...keys.keys()].sort((a, b) => compare(keys[a] ?? "", keys[b] ?? ""));
  return { map, path, order: anchorsFirst(wanted, map.items) };
}

/** The wanted order, but each entry only after those whose anchors its aliases name. */
function anchorsFirst(wanted: readonly number[], items: readonly Pair[]): number[] {
  const uses = items.map(anchorsAndAliases);
  if (uses.every(({ aliases }) => aliases.size === 0)) return [...wanted];
  const rest = [...wanted];
  const ordered: number[] = [];
  while (rest.length > 0) {
    const open = new Set(rest.flatMap((index) => [...(uses[index]?.anchors ?? [])]));
    const next = rest.findIndex((index) => {
      const { anchors, aliases } = uses[index] ?? NONE;
      return [...aliases].every((alias) => anchors.has(alias) || !open.has(alias));
    });
    // Anchors with the same name can depend on each other; the result is compared with the file in any case.
    ordered.push(...rest.splice(Math.max(0, next), 1));
  }
  return ordered;
}

const NONE = { anchors: new Set<string>(), aliases: new Set<string>() };

function anchorsAndAliases(pair: Pair): typeof NONE {
  const anchors = new Set<string>();
  const aliases = new Set<string>();
  visit(isNode(pair.value) ? pair.value : null, (_, node) => {
    if (isAlias(node)) aliases.add(node.source);
    else if ((isCollection(node) || isScalar(node)) && node.anchor) anchors.add(node.anchor);
  });
  return { anchors, aliases };
}
