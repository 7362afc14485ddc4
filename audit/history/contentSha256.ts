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

function sha256Of(value: object): string {
  return createHash("sha256").update(canonical(value)).digest("hex");
}

/**
 * JSON as RFC 8785 writes it. Unlike that of access/seal.ts it keeps null, which can change what is read.
 *
 * @param value what was parsed from JSON; an undefined entry is left out
 */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const known = value as Fields;
  const said = known[SECRET] === ENCRYPTED ? { [SECRET]: ENCRYPTED } : known;
  const entries = Object.keys(said)
    .sort()
    .filter((key) => said[key] !== undefined)
    .map((key) => `${JSON.stringify(key)}:${canonical(said[key])}`);
  return `{${entries.join(",")}}`;
}

/** What Pulumi writes under the key of special values for a secret; others are an asset, an archive or a reference. */
const ENCRYPTED = "1b47061264138c4ac30d75fd1eb44270";
