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
 * Of a checkpoint, in hex: the stack, and of its state the manifest, all resources, each by its own hash, and pending operations.
 *
 * `secrets_providers` and the ciphertext of each secret are left out: a state that is encrypted again says the same, and
 * no answer comes from a secret.
 */
export function checkpointSha256(
  stack: string | undefined,
  { manifest, resources, pending_operations }: Fields,
): string {
  const known = Array.isArray(resources) ? resources.map(resourceSha256) : resources;
  return sha256Of({ stack, manifest, resources: known, pending_operations });
}

/** From one checkpoint to the next few resources change: each is hashed once, by the text that the engine's JSON gives. */
const KNOWN = new Map<string, string>();
const MOST_KNOWN = 20_000;

function resourceSha256(resource: unknown): string {
  const text = JSON.stringify(resource);
  const known = KNOWN.get(text);
  if (known !== undefined) return known;
  const sha256 = sha256Of(resource);
  if (KNOWN.size === MOST_KNOWN) KNOWN.clear();
  KNOWN.set(text, sha256);
  return sha256;
}

function sha256Of(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("hex");
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
