// Fills in what azure-native fills in and refuses, before any call, what Azure would refuse.
//
// Wording and order follow pulumi/pulumi-azure-native provider/pkg/provider/provider.go (documented).
import { createHash } from "node:crypto";
import type { CheckRequest, CheckResult } from "../provider";
import { reveal } from "../secrets";
import { isList, isMap, type PropertyMap, type PropertyValue, Unknown } from "../wire";
import { allProperties } from "./conversion";
import type { PathParameter, Properties, Property, ResourceType } from "./resourceType";

/** The checked inputs, with name and api-version filled in, and every failure at once. */
export function checkInputs(type: ResourceType, request: CheckRequest): CheckResult {
  const inputs = {
    ...automaticNames(type, request),
    azureApiVersion: type.apiVersion,
    ...request.news,
  };
  return { inputs, failures: failuresOf(type, reveal(inputs)).map((reason) => ({ reason })) };
}

function automaticNames(type: ResourceType, request: CheckRequest): PropertyMap {
  const names: Record<string, PropertyValue> = {};
  for (const [parameter, { autoName }] of Object.entries(type.parameters)) {
    if (autoName !== undefined) {
      const fresh = autoName === "uuid" ? uuidFrom(request.randomSeed) : request.name;
      names[parameter] = request.olds[parameter] ?? fresh;
    }
  }
  return names;
}

function uuidFrom(seed: Uint8Array): string {
  const hex = createHash("sha256").update(seed).digest("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}

function failuresOf(type: ResourceType, inputs: PropertyMap): string[] {
  const parameters = Object.entries(type.parameters).flatMap(([name, parameter]) => [
    ...parameterFailures(name, parameter, inputs[name]),
  ]);
  return [...parameters, ...fieldFailures("", allProperties(type), inputs)];
}

function* parameterFailures(
  name: string,
  { pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: PathParameter,
  value: PropertyValue | undefined,
): Generator<string> {
  if (value === undefined) {
    yield `missing required property '${name}'`;
  } else if (typeof value === "string") {
    if (value.length < minLength) {
      yield `'${name}' is too short (${value.length}): at least ${minLength} characters required`;
    }
    if (value.length > maxLength) {
      yield `'${name}' is too long (${value.length}): at most ${maxLength} characters allowed`;
    }
    if (pattern !== undefined && !pattern.test(value)) {
      yield `'${name}' does not match expression '${pattern.source}'`;
    }
  } else if (!(value instanceof Unknown)) {
    yield `'${name}' should be of type 'string' but got ${kindOf(value)}`;
  }
}

function fieldFailures(prefix: string, properties: Properties, values: PropertyMap): string[] {
  return Object.entries(properties)
    .filter(([, property]) => property.readOnly !== true)
    .flatMap(([name, property]) => propertyFailures(`${prefix}${name}`, property, values[name]));
}

function propertyFailures(
  path: string,
  property: Property,
  value: PropertyValue | undefined,
): string[] {
  if (value === undefined) {
    return property.required === true ? [`missing required property '${path}'`] : [];
  }
  if (value instanceof Unknown) {
    return [];
  }
  if (!hasType(property, value)) {
    return [`'${path}' should be of type '${TYPE_NAMES[property.type]}' but got ${kindOf(value)}`];
  }
  const { fields } = property;
  if (fields === undefined) {
    return [];
  }
  if (isList(value)) {
    return value.flatMap((item, index) =>
      isMap(item) ? fieldFailures(`${path}[${index}].`, fields, item) : [],
    );
  }
  return isMap(value) ? fieldFailures(`${path}.`, fields, value) : [];
}

const TYPE_NAMES: Readonly<Record<Property["type"], string>> = {
  string: "string",
  integer: "integer",
  boolean: "boolean",
  list: "array",
  map: "object",
  object: "object",
};

function hasType({ type }: Property, value: PropertyValue): boolean {
  switch (type) {
    case "list":
      return isList(value);
    case "map":
    case "object":
      return isMap(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function kindOf(value: PropertyValue): string {
  if (isList(value)) {
    return "an array";
  }
  return isMap(value) ? "an object" : `a ${typeof value}`;
}
