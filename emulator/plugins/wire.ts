// Property values as Pulumi's engine sends them: google.protobuf.Struct with secrets and unknowns marked inside.
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A value of a resource's property, as the plugins work with it. */
export type PropertyValue =
  | null
  | boolean
  | number
  | string
  | Unknown
  | Secret
  | readonly PropertyValue[]
  | PropertyMap;

/** Properties by name; an absent property has no key. */
export interface PropertyMap {
  readonly [name: string]: PropertyValue;
}

/** A value that is only known after the update, during a preview. */
export class Unknown {
  readonly kind = "unknown";
}

/** The one unknown; an unknown carries nothing. */
export const UNKNOWN = new Unknown();

/** A value that Pulumi encrypts in the state and hides in its output. */
export class Secret {
  readonly kind = "secret";
  readonly value: PropertyValue;

  constructor(value: PropertyValue) {
    this.value = value;
  }

  /** Keeps the value out of logs and of test reports. */
  toJSON(): string {
    return "[secret]";
  }
}

// The signatures are part of Pulumi's protocol: @pulumi/pulumi runtime/rpc.js, and
// sdk/go/common/resource/plugin/rpc.go for the unknowns of the other types (documented).
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWNS: ReadonlySet<unknown> = new Set([
  UNKNOWN_STRING,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** Reads properties from the wire; nulls are left out, as in Pulumi's own plugins. */
export function decode(struct: Struct | undefined): PropertyMap {
  return struct === undefined ? {} : decodeMap(struct.toJavaScript() as { [name: string]: Json });
}

/** Writes properties for the wire. */
export function encode(properties: PropertyMap): Struct {
  return Struct.fromJavaScript(encodeMap(properties));
}

/** True for an object, as opposed to a list, a secret, an unknown or a plain value. */
export function isMap(value: PropertyValue | undefined): value is PropertyMap {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Secret)
  );
}

/** True for a list. */
export function isList(value: PropertyValue | undefined): value is readonly PropertyValue[] {
  return Array.isArray(value);
}

/** What Struct.toJavaScript gives and Struct.fromJavaScript takes. */
type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

function decodeMap(fields: { [name: string]: Json }): PropertyMap {
  const present = Object.entries(fields).filter(([, value]) => value !== null);
  return Object.fromEntries(present.map(([name, value]) => [name, decodeValue(value)]));
}

function decodeValue(value: Json): PropertyValue {
  if (UNKNOWNS.has(value)) {
    return UNKNOWN;
  }
  if (Array.isArray(value)) {
    return value.map(decodeValue);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (value[SIGNATURE_KEY] === SECRET_SIGNATURE) {
    return new Secret(decodeValue(value.value ?? null));
  }
  return decodeMap(value);
}

function encodeMap(properties: PropertyMap): { [name: string]: Json } {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, encodeValue(value)]),
  );
}

function encodeValue(value: PropertyValue): Json {
  if (value instanceof Unknown) {
    return UNKNOWN_STRING;
  }
  if (value instanceof Secret) {
    return { [SIGNATURE_KEY]: SECRET_SIGNATURE, value: encodeValue(value.value) };
  }
  if (isList(value)) {
    return value.map(encodeValue);
  }
  return isMap(value) ? encodeMap(value) : value;
}
