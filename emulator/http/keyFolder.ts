// The folder with the emulator's authority and signing key, kept so that what clients trust stays the same.
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Authority, createAuthority } from "./certificates";
import { createSigningKeys, generateSigningKey, type SigningKeys } from "./signing";

/** Keys in a folder. */
export interface KeyFolder {
  readonly authority: Authority;
  readonly keys: SigningKeys;
  /** The authority's certificate, for SSL_CERT_FILE and NODE_EXTRA_CA_CERTS. */
  readonly caFile: string;
  /** Removes the folder if it was made for this one run. */
  release(): Promise<void>;
}

/** Reads the keys in a folder and makes those that are missing; without a folder, in a fresh temporary one. */
export async function openKeyFolder(given: string | undefined): Promise<KeyFolder> {
  const folder = given ?? (await mkdtemp(join(tmpdir(), "azure-emulator-")));
  await mkdir(folder, { recursive: true });
  const caFile = join(folder, "ca.pem");
  const [authority, signingKey] = await Promise.all([
    openAuthority(folder, caFile),
    readOrMake(
      join(folder, "signing.key.pem"),
      given === undefined ? unkeptKey : generateSigningKey,
    ),
  ]);
  return {
    authority,
    keys: await createSigningKeys(signingKey),
    caFile,
    release: async () => {
      if (given === undefined) {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

let unkept: Promise<string> | undefined;

/** One for all emulators of a process that keep nothing: to make it takes longer than everything else at their start. */
function unkeptKey(): Promise<string> {
  unkept ??= generateSigningKey();
  return unkept;
}

async function openAuthority(folder: string, caFile: string): Promise<Authority> {
  const keyFile = join(folder, "ca.key.pem");
  const [certificate, privateKey] = await Promise.all([read(caFile), read(keyFile)]);
  if (certificate !== undefined && privateKey !== undefined) {
    return { certificate, privateKey };
  }
  const authority = await createAuthority();
  await writePrivate(keyFile, authority.privateKey);
  await writeFile(caFile, authority.certificate);
  return authority;
}

async function readOrMake(file: string, make: () => Promise<string>): Promise<string> {
  const existing = await read(file);
  if (existing !== undefined) {
    return existing;
  }
  const made = await make();
  await writePrivate(file, made);
  return made;
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}

async function writePrivate(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  await chmod(file, 0o600);
}
