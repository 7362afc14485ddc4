// RandomId: random bytes, shown in several notations.
import { randomBytes } from "node:crypto";
import type { PropertyMap } from "../wire";
import type { RandomType } from "./randomType";

/** Random bytes under an optional prefix, which stands before every notation but not in the id. */
export const randomId: RandomType = {
  settings: (inputs) => inputs,
  computed: ["b64Url", "b64Std", "hex", "dec"],
  schemaVersion: 0,
  secrets: [],
  failures({ byteLength }) {
    const isValid =
      typeof byteLength === "number" && Number.isInteger(byteLength) && byteLength > 0;
    return isValid ? [] : ["byteLength must be a whole number of at least 1"];
  },
  generate: ({ byteLength, prefix }) => notations(randomBytes(Number(byteLength)), prefix),
  adopt(importId) {
    // "prefix,bytes", or the bytes alone
    const [, prefix, encoded = ""] = importId.match(/^(?:(.*),)?([^,]*)$/) ?? [];
    const bytes = Buffer.from(encoded, "base64url");
    const inputs: PropertyMap = { byteLength: bytes.length, ...(prefix ? { prefix } : {}) };
    return { inputs, ...notations(bytes, inputs.prefix) };
  },
};

function notations(bytes: Buffer, prefix: PropertyMap[string] | undefined) {
  const before = typeof prefix === "string" ? prefix : "";
  const id = bytes.toString("base64url");
  const hex = bytes.toString("hex");
  return {
    id,
    outputs: {
      b64Url: before + id,
      b64Std: before + bytes.toString("base64"),
      hex: before + hex,
      dec: before + BigInt(`0x${hex}`).toString(),
    },
  };
}
