// Fills in what azure-native fills in and refuses, before any call, what Azure would refuse.
//
// Wording and order follow pulumi/pulumi-azure-native provider/pkg/provider/provider.go (documented).
import { createHash } from "node:crypto";
import type { CheckRequest, CheckResult } from "../provider";
import { reveal } from "../secrets";
import { isList, isMap, type PropertyMap, type PropertyValue } from "../wire";
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
  const properties = allProperties(type);
  const known = ["azureApiVersion", ...Object.keys(type.parameters), ...Object.keys(properties)];
  return [
    ...parameters,
    ...unknownFailures("", known, inputs),
    ...fieldFailures("", properties, inputs),
  ];
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
  } else if (isList(value) || typeof value === "number") {
    yield wrongType(name, "string", value);
  }
}

// The real plugin leaves out in silence what it does not know; here that hides what a row of types.ts lacks.
function unknownFailures(prefix: string, known: readonly string[], values: PropertyMap): string[] {
  return Object.keys(values)
    .filter((name) => !known.includes(name) && !name.startsWith("__"))
    .map((name) => `'${prefix}${name}' is unknown to the stand-in of azure-native`);
}

function fieldFailures(prefix: string, properties: Properties, values: PropertyMap): string[] {
  return Object.entries(properties)
    .filter(([, property]) => property.readOnly !== true)
    .flatMap(([name, property]) => propertyFailures(`${prefix}${name}`, property, values[name]));
}

// Objects, booleans and nulls pass whatever is expected, as in validateProperty.
function propertyFailures(
  path: string,
  property: Property,
  value: PropertyValue | undefined,
): string[] {
  if (value === undefined) {
    return property.required === true ? [`missing required property '${path}'`] : [];
  }
  const { type, fields } = property;
  if (isList(value)) {
    const items: Property = fields === undefined ? { type: "string" } : { type: "object", fields };
    return type === "list"
      ? value.flatMap((item, index) => propertyFailures(`${path}[${index}]`, items, item))
      : [wrongType(path, TYPE_NAMES[type], value)];
  }
  if (isMap(value)) {
    if (fields === undefined) return [];
    const unknown = unknownFailures(`${path}.`, Object.keys(fields), value);
    return [...unknown, ...fieldFailures(`${path}.`, fields, value)];
  }
  if (typeof value === "number" && type === "integer") {
    const remainder = Math.abs(value) % 1;
    const isWhole = remainder <= SMALLEST_REMAINDER || remainder >= 1 - SMALLEST_REMAINDER;
    return isWhole ? [] : [`'${path}' must be an integer but got ${value.toFixed(6)}`];
  }
  const isChecked = typeof value === "string" || typeof value === "number";
  return isChecked && typeof value !== type ? [wrongType(path, TYPE_NAMES[type], value)] : [];
}

const SMALLEST_REMAINDER = 1e-9;

// An object with fields of its own has a reference in place of a type.
const TYPE_NAMES: Readonly<Record<Property["type"], string>> = {
  string: "string",
  integer: "integer",
  boolean: "boolean",
  list: "array",
  map: "object",
  object: "",
};

function wrongType(path: string, expected: string, value: PropertyValue): string {
  const found = isList(value) ? "an array" : `a ${typeof value}`;
  return `'${path}' should be of type '${expected}' but got ${found}`;
}
