// Looks for passwords where there must be none.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** Every password that the emulator generates has this form, as Azure's own keys have. */
export const PASSWORD_PATTERN = /[A-Za-z0-9+/]{42}\+ACR[A-D][A-Za-z0-9+/]{5}/;

/** Searches all files below a folder, also compressed ones. @returns the files that match */
export function searchFolder(folder: string, pattern: RegExp): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => pattern.test(readText(path)));
}

/** Every way in which a password may be written: plain, in JSON, in a URL, in a Basic header. */
export function spellings(username: string, password: string): string[] {
  const json = JSON.stringify(password).slice(1, -1);
  const basic = Buffer.from(`${username}:${password}`).toString("base64");
  const base64 = Buffer.from(password).toString("base64");
  return [password, json, encodeURIComponent(password), basic, base64];
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isGzip ? gunzipSync(bytes) : bytes).toString("latin1");
}
