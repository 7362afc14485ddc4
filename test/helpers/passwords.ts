// Searches for passwords where there must be none.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as zlib from "node:zlib";
import type { Emulator } from "../../emulator/emulator";

/** Every password that the emulator generates has this form, as Azure's own keys have. */
export const PASSWORD_PATTERN = /[A-Za-z0-9+/]{42}\+ACR[A-D][A-Za-z0-9+/]{5}/;

/** A password and who logs in with it. */
export interface Issued {
  username: string;
  password: string;
}

/** Remembers every password that the emulator generates from now on, also those that nobody ever gets. */
export function rememberPasswords(emulator: Emulator): readonly Issued[] {
  const issued: Issued[] = [];
  emulator.intercept(({ phase, entry }) => {
    if (phase === "before" || entry.operation !== "Registries_GenerateCredentials") return;
    const known = new Set(issued.map(({ password }) => password));
    issued.push(...emulator.tokenPasswords().filter(({ password }) => !known.has(password)));
  });
  return issued;
}

/** Matches any of these passwords, in any way in which it may be written. */
export function patternOf(issued: readonly Issued[]): RegExp {
  const all = new Set(issued.flatMap(spellings));
  return new RegExp([...all].map((each) => each.replace(/[+/]/g, "\\$&")).join("|"));
}

/**
 * Every way in which a password may be written: plain, which is also that of JSON, in a URL, and in base64, also within
 * something longer such as `user:password` or a document.
 */
export function spellings({ username, password }: Issued): string[] {
  const basic = Buffer.from(`${username}:${password}`).toString("base64");
  const inBase64 = [basic, ...[0, 1, 2].map((before) => withinBase64(password, before))];
  const inUrls = inBase64.map((each) => each.replaceAll("+", "-").replaceAll("/", "_"));
  return [password, encodeURIComponent(password), ...inBase64, ...inUrls];
}

/** All files below a folder whose text, or what is compressed in them, matches; as paths. */
export function searchFolder(folder: string, pattern: RegExp): string[] {
  return filesBelow(folder).filter((path) => pattern.test(readText(path)));
}

/** The paths of all files below a folder. */
export function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The ways to compress that a search sees through: zstd where Node knows it, from 22.15 on. */
export const COMPRESSIONS: readonly {
  name: string;
  magic: number[];
  compress(bytes: Buffer): Buffer;
  decompress(bytes: Buffer): Buffer;
}[] = [
  {
    name: "gzip",
    magic: [0x1f, 0x8b],
    compress: zlib.gzipSync,
    decompress: (bytes) => zlib.gunzipSync(bytes),
  },
  ...zstd(zlib as Zstd),
];

interface Zstd {
  zstdCompressSync?(bytes: Buffer): Buffer;
  zstdDecompressSync?(bytes: Buffer): Buffer;
}

function zstd({ zstdCompressSync, zstdDecompressSync }: Zstd) {
  if (zstdCompressSync === undefined || zstdDecompressSync === undefined) return [];
  const magic = [0x28, 0xb5, 0x2f, 0xfd];
  return [{ name: "zstd", magic, compress: zstdCompressSync, decompress: zstdDecompressSync }];
}

/** What of a text's base64 is the same whatever stands after it, and `before` bytes before it. */
function withinBase64(text: string, before: number): string {
  const bytes = Buffer.from("\0".repeat(before) + text);
  const whole = Math.floor((bytes.length * 8) / 6);
  return bytes.toString("base64").slice(Math.ceil((before * 8) / 6), whole);
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  const packed = COMPRESSIONS.find(({ magic }) => magic.every((byte, at) => bytes[at] === byte));
  return (packed?.decompress(bytes) ?? bytes).toString("latin1");
}
