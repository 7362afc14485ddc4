// Converts between inputs and outputs as programs see them and bodies as ARM sees them, guided by a type's row.
import { equal } from "../propertyDiff";
import { isList, isMap, type PropertyMap, type PropertyValue, UNKNOWN, Unknown } from "../wire";
import type { Properties, Property, ResourceType } from "./resourceType";

/** The body of a PUT; what is read-only is left out. */
export function requestBody(type: ResourceType, inputs: PropertyMap): PropertyMap {
  const body = toApi(type.topLevel, inputs);
  return type.flattened === undefined
    ? body
    : { ...body, properties: toApi(type.flattened, inputs) };
}

/** The outputs that an answer of ARM gives. */
export function outputsOf(type: ResourceType, answer: PropertyMap): PropertyMap {
  const inner = isMap(answer.properties) ? answer.properties : {};
  return {
    ...fromApi(type.topLevel, answer),
    ...fromApi(type.flattened ?? {}, inner),
    azureApiVersion: type.apiVersion,
  };
}

/** The inputs that would make a resource like this one; for imports, where no inputs are known. */
export function importedInputs(
  type: ResourceType,
  parameters: PropertyMap,
  outputs: PropertyMap,
): PropertyMap {
  const inputs = writable(allProperties(type), outputs);
  return { ...parameters, ...withoutEmpty(inputs) };
}

/** The outputs of a previewed create or update: what the inputs say, and unknown for the rest. */
export function previewOutputs(type: ResourceType, inputs: PropertyMap): PropertyMap {
  return previewFields(allProperties(type), inputs);
}

/**
 * The inputs after a refresh: only what changed between the old and the new outputs is copied.
 *
 * Azure fills in defaults that the program never asked for, so outputs as such say nothing about the inputs
 * (pulumi/pulumi-azure-native provider/pkg/provider/provider.go, Read; documented).
 */
export function refreshedInputs(
  type: ResourceType,
  inputs: PropertyMap,
  outputs: { readonly old: PropertyMap; readonly now: PropertyMap },
): PropertyMap {
  const properties = allProperties(type);
  return applyChanges(inputs, writable(properties, outputs.old), writable(properties, outputs.now));
}

/** All properties of a type under their names in a program. */
export function allProperties(type: ResourceType): Properties {
  return { ...type.topLevel, ...type.flattened };
}

function toApi(properties: Properties, inputs: PropertyMap): PropertyMap {
  return select(properties, (name, property) =>
    property.readOnly === true
      ? []
      : [property.apiName ?? name, convert(property, inputs[name], toApi)],
  );
}

function fromApi(properties: Properties, answer: PropertyMap): PropertyMap {
  return select(properties, (name, property) => [
    name,
    convert(property, answer[property.apiName ?? name], fromApi),
  ]);
}

function writable(properties: Properties, outputs: PropertyMap): PropertyMap {
  return select(properties, (name, property) =>
    property.readOnly === true ? [] : [name, convert(property, outputs[name], writable)],
  );
}

function previewFields(properties: Properties, inputs: PropertyMap): PropertyMap {
  return select(properties, (name, property) => {
    const value = inputs[name];
    const isKnown = value !== undefined && !(value instanceof Unknown);
    return [name, isKnown ? convert(property, value, previewFields) : UNKNOWN];
  });
}

function select(
  properties: Properties,
  pick: (name: string, property: Property) => [] | [string, PropertyValue | undefined],
): PropertyMap {
  const result: Record<string, PropertyValue> = {};
  for (const [name, property] of Object.entries(properties)) {
    const [key, value] = pick(name, property);
    if (key !== undefined && value !== undefined && value !== null) {
      result[key] = value;
    }
  }
  return result;
}

function convert(
  { fields }: Property,
  value: PropertyValue | undefined,
  convertFields: (properties: Properties, values: PropertyMap) => PropertyMap,
): PropertyValue | undefined {
  if (fields === undefined) {
    return value;
  }
  if (isList(value)) {
    return value.map((item) => (isMap(item) ? convertFields(fields, item) : item));
  }
  return isMap(value) ? convertFields(fields, value) : value;
}

// removeEmptyCollections in responseToSdkInputs.go (documented).
function withoutEmpty(values: PropertyMap): PropertyMap {
  const entries = Object.entries(values).map(([name, value]): [string, PropertyValue] => [
    name,
    withoutEmptyInside(value),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)));
}

function withoutEmptyInside(value: PropertyValue): PropertyValue {
  if (isList(value)) {
    return value.map(withoutEmptyInside).filter((item) => !isEmpty(item));
  }
  return isMap(value) ? withoutEmpty(value) : value;
}

function isEmpty(value: PropertyValue): boolean {
  return isList(value) ? value.length === 0 : isMap(value) && Object.keys(value).length === 0;
}

function applyChanges(inputs: PropertyMap, old: PropertyMap, now: PropertyMap): PropertyMap {
  const kept = Object.entries(inputs).filter(([name]) => !(name in old) || name in now);
  const changed = Object.entries(now)
    .filter(([name, value]) => !equal(old[name], value))
    .map(([name, value]) => [name, applyChange(inputs[name], old[name], value)]);
  return { ...Object.fromEntries(kept), ...Object.fromEntries(changed) };
}

function applyChange(
  input: PropertyValue | undefined,
  old: PropertyValue | undefined,
  now: PropertyValue,
): PropertyValue {
  if (isMap(input) && isMap(old) && isMap(now)) {
    return applyChanges(input, old, now);
  }
  if (isList(input) && isList(old) && isList(now)) {
    return now.map((item, index) => applyChange(input[index], old[index], item));
  }
  return now;
}
