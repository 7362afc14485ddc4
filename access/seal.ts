// Seals what the state keeps: the SHA-256 of a record, and of a credential's facts, each with the hash of the one before.

import { createHash } from "node:crypto";

/** A resource as the state has it; nothing else of it is sealed. */
export interface Kept {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * The SHA-256 of AccessGuard's record, in hex: of all its inputs and outputs but `recordSha256` itself.
 *
 * `previousSha256` is among the outputs, so a record cannot change without changing every later one. The plugin writes
 * it, and a verifier computes it again from the checkpoint.
 */
export function sealOf({ inputs, outputs }: Kept): string {
  const { recordSha256: _, ...sealed } = outputs;
  return sha256(canonicalJson({ inputs, outputs: sealed }));
}

/**
 * The SHA-256 of the last event of a credential, in hex: of the facts in TokenSecret's outputs, of `events`, and of
 * `previousEventSha256`.
 *
 * The facts are the name to log in with, status, published version, current slot, passwords with their announced ends,
 * and the revocation that was carried out. A read keeps the hash, although it may find other facts (drift). So a
 * verifier compares in the update that raised `events`.
 */
export function eventSealOf(outputs: Kept["outputs"]): string {
  const { events, previousEventSha256 } = outputs;
  return sha256(canonicalJson({ facts: factsIn(outputs), events, previousEventSha256 }));
}

/** Do two states of a credential have the same facts? */
export function hasSameFacts(one: Kept["outputs"], other: Kept["outputs"]): boolean {
  return canonicalJson(factsIn(one)) === canonicalJson(factsIn(other));
}

/**
 * JSON with sorted keys and without spaces. Entries that are null or undefined are left out, as Pulumi's protocol does;
 * so the plugin and the checkpoint give the same text.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined && inner !== null)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`);
  return `{${entries.join(",")}}`;
}

const FACTS = [
  "username",
  "enabled",
  "secretVersion",
  "secretEnabled",
  "currentSlot",
  "revokedBefore",
] as const;

function factsIn(outputs: Kept["outputs"]): object {
  const { slots } = outputs;
  return {
    ...Object.fromEntries(FACTS.map((name) => [name, outputs[name]])),
    // Only the last read has missed a password. A damaged state may hold anything, which fits no hash.
    slots: Array.isArray(slots) ? slots.map(withoutMissing) : (slots ?? []),
  };
}

function withoutMissing(slot: unknown): unknown {
  if (typeof slot !== "object" || slot === null) return slot;
  const { isMissing: _, ...others } = slot as Record<string, unknown>;
  return others;
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
