// The SHA-256 of what a file of the history says: all that an answer can come from, whatever packs or encrypts it.

import { createHash } from "node:crypto";
import { type Fields, SECRET } from "./reading";

/**
 * Of an entry, in hex: kind, times, result, message, environment and counts of changes.
 *
 * `config` is left out: no answer comes from it, and it holds what a stack encrypts. So are fields that only one kind of
 * backend writes.
 *
 * @param times ISO 8601, since a file has seconds and the CLI prints text
 */
export function entrySha256(
  { kind, result, message, environment, resourceChanges }: Fields,
  times: { readonly startedAt: string; readonly endedAt: string | undefined },
): string {
  return sha256Of({ kind, ...times, result, message, environment, resourceChanges });
}

/**
 * Of a checkpoint, in hex: the stack, and of its state the manifest, all resources and pending operations.
 *
 * `secrets_providers` and the ciphertext of each secret are left out: a state that is encrypted again says the same, and
 * no answer comes from a secret.
 */
export function checkpointSha256(
  stack: string | undefined,
  { manifest, resources, pending_operations }: Fields,
): string {
  return sha256Of({ stack, manifest, resources, pending_operations });
}

/** A checkpoint may have megabytes: its text is made and hashed piece by piece. */
function sha256Of(value: Fields): string {
  const hash = createHash("sha256");
  let before = "{";
  for (const key of keysOf(value)) {
    hash.update(`${before}${JSON.stringify(key)}:`);
    const each = value[key];
    if (Array.isArray(each) && each.length > 0) {
      for (const [index, inner] of each.entries()) {
        hash.update(`${index === 0 ? "[" : ","}${canonical(inner)}`);
      }
      hash.update("]");
    } else hash.update(canonical(each));
    before = ",";
  }
  return hash.update("}").digest("hex");
}

/**
 * JSON as RFC 8785 writes it. Unlike that of access/seal.ts it keeps null, which can change what is read.
 *
 * @param value what was parsed from JSON; an undefined entry is left out
 */
function canonical(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const known = value as Fields;
  if (known[SECRET] === ENCRYPTED) return `{"${SECRET}":"${ENCRYPTED}"}`;
  let text = "";
  for (const key of keysOf(known)) {
    text += `${text === "" ? "{" : ","}${quoted(key)}:${canonical(known[key])}`;
  }
  return text === "" ? "{}" : `${text}}`;
}

function keysOf(value: Fields): string[] {
  return Object.keys(value)
    .sort()
    .filter((key) => value[key] !== undefined);
}

/** Most texts need no escape, and JSON.stringify takes longer to see that. */
function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

const PLAIN = /^[ !#-[\]-~]*$/;

/** What Pulumi writes under the key of special values for a secret; others are an asset, an archive or a reference. */
const ENCRYPTED = "1b47061264138c4ac30d75fd1eb44270";
