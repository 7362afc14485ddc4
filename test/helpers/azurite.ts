// Azurite, the emulator of Azure Storage, where it is installed: .ci/run puts it on PATH, apart from this project's packages.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";
import { BlobServiceClient, StorageSharedKeyCredential } from "@azure/storage-blob";

/** A running Azurite with one container, `state`. */
export interface Azurite {
  /** The variables by which Pulumi finds and opens it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Copies all files below a folder into the container, below a prefix. */
  upload(folder: string, prefix: string): Promise<void>;
  close(): Promise<void>;
}

/** Is it installed? */
export function isAzuriteInstalled(): boolean {
  return spawnSync("azurite-blob", ["--version"]).status === 0;
}

/** Starts it on a free port, in a folder of its own. */
export async function startAzurite(): Promise<Azurite> {
  const folder = mkdtempSync(join(tmpdir(), "azurite-"));
  const args = ["--blobHost", "127.0.0.1", "--blobPort", "0", "--location", folder];
  // It need not know the version of the protocol that the newest client speaks.
  const more = ["--silent", "--skipApiVersionCheck", "--disableTelemetry"];
  const child = spawn("azurite-blob", [...args, ...more], { stdio: ["ignore", "pipe", "inherit"] });
  const gone = once(child, "exit");
  const close = async () => {
    child.kill("SIGTERM");
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const [, domain] = /successfully listens on http:\/\/(\S+)$/.exec(line) ?? [];
    if (domain === undefined) continue;
    child.stdout.resume();
    const account = new StorageSharedKeyCredential(ACCOUNT, KEY);
    const service = new BlobServiceClient(`http://${domain}/${ACCOUNT}`, account);
    const container = service.getContainerClient("state");
    await container.create();
    const upload = async (from: string, prefix: string) => {
      const found = readdirSync(from, { recursive: true, withFileTypes: true });
      for (const file of found.filter((each) => each.isFile())) {
        const path = join(file.parentPath, file.name);
        const name = `${prefix}/${relative(from, path)}`;
        await container.getBlockBlobClient(name).uploadFile(path);
      }
    };
    const environment = {
      AZURE_STORAGE_ACCOUNT: ACCOUNT,
      AZURE_STORAGE_KEY: KEY,
      AZURE_STORAGE_DOMAIN: domain,
      AZURE_STORAGE_PROTOCOL: "http",
    };
    return { environment, upload, close };
  }
  await close();
  throw new Error("Azurite ended before it was ready");
}

/** Everybody's: https://learn.microsoft.com/azure/storage/common/storage-connect-azurite */
const ACCOUNT = "devstoreaccount1";
const KEY =
  "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
