// Reads anchors that were kept outside of the backend: lines of run logs, and signed envelopes.

import { readFile } from "node:fs/promises";
import { readPublicKey, verifyEnvelope } from "../../audit/anchor";
import { coverageIn } from "../../audit/head";
import type { Anchor } from "../../audit/verify/keptAnchor";
import { UserError } from "../userError";
import { filesIn } from "./givenFiles";

/**
 * Reads every JSON object in a file, or in the `*.json` and `*.jsonl` files of a folder.
 *
 * @param keys files of public keys (PEM). With any of them only signed anchors count.
 * @throws UserError where there is none, or where one does not hold
 */
export async function readAnchors(path: string, keys: readonly string[]): Promise<Anchor[]> {
  const publicKeys = await Promise.all(keys.map(readKey));
  const anchors: Anchor[] = [];
  const problems: string[] = [];
  for (const file of await filesIn(path, "--anchors")) {
    const text = await readFile(file, "utf8");
    for (const { name, value } of objectsIn(file, text)) {
      const anchor = anchorOf(name, value, publicKeys);
      if (typeof anchor === "string") problems.push(anchor);
      else if (anchor !== undefined) anchors.push(anchor);
    }
  }
  if (problems.length > 0) {
    throw new UserError(`--anchors ${path}: ${problems.join("\n  ")}`, {
      remedy: "an anchor that does not hold was changed, or another key has signed it",
    });
  }
  if (anchors.length === 0) {
    throw new UserError(`--anchors ${path}: there is no anchor in it`, {
      remedy:
        publicKeys.length === 0
          ? "name a run log, or what `npm run -s audit -- --sign KEY` printed"
          : "with --key only what `npm run -s audit -- --sign KEY` printed counts",
    });
  }
  return anchors;
}

/** A text is one object, or one on each line. */
function objectsIn(file: string, text: string): { name: string; value: unknown }[] {
  const whole = jsonOf(text);
  if (whole !== undefined) return [{ name: file, value: whole }];
  return text.split("\n").flatMap((line, index) => {
    const value = line.trim() === "" ? undefined : jsonOf(line);
    return value === undefined ? [] : [{ name: `${file}:${index + 1}`, value }];
  });
}

/** The anchor, why it does not hold, or nothing where the object is none. */
function anchorOf(
  name: string,
  value: unknown,
  publicKeys: readonly string[],
): Anchor | string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if ("payload" in value) {
    if (publicKeys.length === 0) return `${name}: is signed; name the public key with --key`;
    const { head, problem } = verifyEnvelope(value, publicKeys);
    if (problem !== undefined) return `${name}: ${problem}`;
    return { name, ...head, isSigned: true };
  }
  if (publicKeys.length > 0) return undefined;
  const { revision, recordSha256, stack, time, ...more } = value as Record<string, unknown>;
  if (typeof revision !== "number" || typeof recordSha256 !== "string") return undefined;
  const coverage = coverageIn(more);
  if (coverage === undefined)
    return `${name}: what it says of entries and credentials has no form that is known`;
  const instant = instantOf(time);
  return {
    name,
    revision,
    recordSha256,
    ...(typeof stack === "string" ? { stack } : {}),
    ...(instant === undefined ? {} : { time: instant }),
    ...coverage,
  };
}

/** As anybody may have written it, in the form that is printed. */
function instantOf(time: unknown): string | undefined {
  const ms = typeof time === "string" ? Date.parse(time) : Number.NaN;
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

async function readKey(path: string): Promise<string> {
  const pem = await readFile(path, "utf8").catch((thrown: NodeJS.ErrnoException) => {
    throw new UserError(`--key ${path}: cannot be read (${thrown.code})`, {
      remedy: "name the file of a public key in PEM",
    });
  });
  try {
    readPublicKey(pem);
    return pem;
  } catch (thrown) {
    throw new UserError(`--key ${path}: ${(thrown as Error).message}`, {
      remedy: "write the public key to a file: openssl pkey -in key.pem -pubout -out public.pem",
    });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
