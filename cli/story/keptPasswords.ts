// Counts passwords in what Pulumi stores about a stack. There must be none.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/**
 * Counts how often a password occurs in all files of a backend (state, history, backups), in any encoding.
 *
 * Encrypted values cannot be searched. Each one counts too, because it may be a password.
 *
 * @param backend the folder in which a stack's `.pulumi` is
 */
export async function keptPasswords(backend: string, passwords: Iterable<string>): Promise<number> {
  return count(backend, [...[...passwords].flatMap(spellings), ENCRYPTED]);
}

/** Counts the same where encrypted values are expected: they do not count. */
export async function keptInPlain(backend: string, secrets: Iterable<string>): Promise<number> {
  return count(backend, [...secrets].flatMap(spellings));
}

async function count(backend: string, needles: readonly string[]): Promise<number> {
  const entries = await readdir(join(backend, ".pulumi"), { recursive: true, withFileTypes: true });
  let found = 0;
  for (const entry of entries.filter((each) => each.isFile())) {
    const text = await readText(join(entry.parentPath, entry.name));
    for (const needle of needles) found += text.split(needle).length - 1;
  }
  return found;
}

/** How the engine writes an encrypted value. */
const ENCRYPTED = '"ciphertext":';

/** All encodings of a password: plain, in a URL, and in base64, also within a longer text such as `user:password`. */
function spellings(password: string): string[] {
  const base64 = [0, 1, 2].map((before) => withinBase64(password, before));
  const inUrls = base64.map((each) => each.replaceAll("+", "-").replaceAll("/", "_"));
  return [...new Set([password, encodeURIComponent(password), ...base64, ...inUrls])];
}

/** The characters of a base64 text that depend only on the password, after so many bytes modulo three. */
function withinBase64(password: string, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(password)]);
  const [from, to] = [Math.ceil((before * 4) / 3), Math.floor((bytes.length * 4) / 3)];
  return bytes.toString("base64").slice(from, to);
}

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isGzip ? gunzipSync(bytes) : bytes).toString("latin1");
}
