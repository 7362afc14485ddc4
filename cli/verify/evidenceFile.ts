// Writes and reads the file with what was found.
import { access, constants, readFile, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { UserError } from "../userError";
import { type Evidence, evidenceSchema } from "./evidenceSchema";

/**
 * Checks, before anybody is acted as, that the file can be written in the end.
 *
 * @throws UserError when it cannot, or when it is there and is no evidence: it would be lost
 */
export async function requireEvidencePlace(path: string): Promise<void> {
  let isThere: boolean;
  try {
    isThere = await exists(path);
    await access(isThere ? path : dirname(path), constants.W_OK);
  } catch (cause) {
    throw unwritable(path, cause);
  }
  if (!isThere || evidenceSchema.safeParse(jsonOf(await textOf(path))).success) return;
  throw new UserError(`${path}: is there already, and is no evidence of this version`, {
    remedy: "name another file with --evidence, or remove it",
  });
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return false;
    throw cause;
  }
}

/** Writes the file, over one that is there. @throws UserError when it cannot be written */
export async function writeEvidence(path: string, evidence: Evidence): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(evidence, undefined, 2)}\n`);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function unwritable(path: string, cause: unknown): UserError {
  return new UserError(`${path}: cannot be written (${codeOf(cause)})`, {
    remedy: "name another file with --evidence",
    cause,
  });
}

/** Reads the file. @throws UserError when it cannot be read, or is no evidence of this version */
export async function readEvidence(path: string): Promise<Evidence> {
  const parsed = evidenceSchema.safeParse(jsonOf(await textOf(path)));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new UserError(
    `${path}: is no evidence of this version${where === "" ? "" : ` (${where})`}`,
    {
      remedy: "write it again: `npm run verify -- --evidence <file>`",
    },
  );
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new UserError(`${path}: cannot be read (${codeOf(cause)})`, {
      remedy: "name a file that `npm run verify -- --evidence <file>` has written",
      cause,
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

function codeOf(thrown: unknown): string {
  return (thrown as NodeJS.ErrnoException).code ?? "unknown";
}
