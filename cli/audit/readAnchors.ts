// Reads anchors that were kept outside of the backend: lines of run logs, and signed envelopes.

import { readFile } from "node:fs/promises";
import { readPublicKey, verifyEnvelope } from "../../audit/anchor";
import { coverageIn, isSha256 } from "../../audit/head";
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
    const isUnverified = problems.every((problem) => problem.endsWith(UNVERIFIED));
    throw new UserError(`--anchors ${path}: ${problems.join("\n  ")}`, {
      remedy: isUnverified
        ? "add --key public.pem, the public key of whoever signed"
        : "an anchor that does not hold was changed or cut off, or another key has signed it; take it from where it was kept, or leave that line out of a copy",
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

const UNVERIFIED = "is signed, and no --key is given";

/** A text is one object, or one on each line; undefined where it is no JSON. */
function objectsIn(file: string, text: string): { name: string; value: unknown }[] {
  const whole = jsonOf(text);
  if (whole !== undefined) return [{ name: file, value: whole }];
  return text.split("\n").flatMap((line, index) => {
    const name = `${file}:${index + 1}`;
    return line.trim() === "" ? [] : [{ name, value: jsonOf(line) }];
  });
}

/** The anchor, why it does not hold, or nothing where the object is none. */
function anchorOf(
  name: string,
  value: unknown,
  publicKeys: readonly string[],
): Anchor | string | undefined {
  if (value === undefined) return `${name}: is cut off or damaged: it is no JSON`;
  if (typeof value !== "object" || value === null) return undefined;
  if ("payload" in value) {
    if (publicKeys.length === 0) return `${name}: ${UNVERIFIED}`;
    const { head, problem } = verifyEnvelope(value, publicKeys);
    if (problem !== undefined) return `${name}: ${problem}`;
    return { name, ...head, isSigned: true };
  }
  if (publicKeys.length > 0) return undefined;
  const { revision, recordSha256, stack, time, ...more } = value as Record<string, unknown>;
  const { entries, credentials } = more;
  // A run that was refused has no record.
  const said = [revision, recordSha256, entries, credentials];
  if (said.every((each) => each === undefined || each === null)) return undefined;
  const coverage = coverageIn(more);
  if (!Number.isSafeInteger(revision) || !isSha256(recordSha256) || coverage === undefined) {
    return `${name}: what it says of the record, entries and credentials has no form that is known`;
  }
  const instant = instantOf(time);
  return {
    name,
    revision: revision as number,
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
