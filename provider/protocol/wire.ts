// Pulumi's encoding of values in protobuf structs: secrets, unknowns and plain JSON.

import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Properties, Secret, UNKNOWN } from "./resource";

// https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go and .../resource/sig/sig.go
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const UNKNOWN_STRINGS = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Reads a struct; secrets lose their wrapping, unknowns become UNKNOWN, nulls are left out. */
export function fromWire(struct: Struct | undefined): Properties {
  return struct === undefined ? {} : (decode(struct.toJavaScript()) as Properties);
}

/** Writes properties as a struct; `Secret` is wrapped, UNKNOWN becomes Pulumi's sign for it, absent ones are left out. */
export function toWire(properties: Properties): Struct {
  return Struct.fromJavaScript(encode(properties) as Record<string, JavaScriptValue>);
}

function decode(value: unknown): unknown {
  if (typeof value === "string") return UNKNOWN_STRINGS.has(value) ? UNKNOWN : value;
  if (Array.isArray(value)) return value.map(decode);
  if (value === null || typeof value !== "object") return value;
  const entries = value as Record<string, unknown>;
  if (entries[SIGNATURE] === SECRET) return decode(entries.value);
  if (entries[SIGNATURE] === OUTPUT) return "value" in entries ? decode(entries.value) : UNKNOWN;
  return Object.fromEntries(
    Object.entries(entries)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, decode(inner)]),
  );
}

function encode(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_STRING;
  if (value instanceof Secret) return { [SIGNATURE]: SECRET, value: encode(value.value) };
  if (Array.isArray(value)) return value.map(encode);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, encode(inner)]),
  );
}
