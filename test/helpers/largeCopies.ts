// A world file of the emulator with many images at the vendor's, and at the customer's copies of them all or of none.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { startEmulator } from "../../emulator/emulator";
import { withCustomer } from "../../emulator/world/customerTenant";
import { DEFAULT_SEED } from "../../emulator/world/seed";
import type { Manifest, Registry, Repository, Tag } from "../../emulator/world/world";
import type { SavedWorld } from "../../emulator/world/worldFile";
import { readWorld, writeWorld } from "../../emulator/world/worldText";
import { giveRoles } from "../cli/sync/importer";
import { EmulatedAzure } from "../emulator/useEmulator";

/** How many there are. */
export interface CopiesSize {
  readonly repositories: number;
  /** In each repository. */
  readonly digests: number;
  /** In each repository; each digest has some of them. */
  readonly tags: number;
  /** Manifests that the vendor alone has, without a tag, in each repository. @default 0 */
  readonly old?: number;
  /** Has the customer all that have tags? */
  readonly areCopied: boolean;
}

/** The user name of the vendor's token for the customer. */
export const TOKEN_NAME = "contoso-pull";

/** Writes the file, with a token, its password in the customer's vault, and the importer's roles. @returns the repositories' names */
export async function makeLargeCopies(file: string, size: CopiesSize): Promise<string[]> {
  const emulator = await startEmulator({ worldFile: file, seed: withCustomer(DEFAULT_SEED) });
  const vendor = EmulatedAzure.visit(emulator, "large copies");
  const rights = ["content/read", "metadata/read"];
  const password = await vendor.givenToken(
    TOKEN_NAME,
    rights.map((right) => `repositories/large/*/${right}`),
  );
  await giveRoles(vendor.in("contoso"), password);
  vendor.leave();
  await emulator.close();

  const world = readWorld<SavedWorld>(await readFile(file, "utf8"));
  const names = Array.from({ length: size.repositories }, (_, at) => `large/image-${1000 + at}`);
  for (const name of names) {
    const made = repositoryOf(name, size);
    const old = Array.from({ length: size.old ?? 0 }, (_, at) => manifestOf(`${name} old ${at}`));
    const manifests = new Map([...made.manifests, ...old]);
    registryIn(world).repositories.set(name, { ...made, manifests });
    if (!size.areCopied) continue;
    registryIn(world.others?.[0]).repositories.set(`vendor/${name}`, {
      ...made,
      name: `vendor/${name}`,
    });
  }
  await writeFile(file, writeWorld(world));
  return names;
}

function registryIn(tenant: Pick<SavedWorld, "registries"> | undefined): Registry {
  const [registry] = tenant?.registries.values() ?? [];
  if (registry === undefined) throw new Error("the world has no registry");
  return registry;
}

const CREATED = "2026-01-01T00:00:00.0000000Z";
const MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";
const UNLOCKED = {
  deleteEnabled: true,
  writeEnabled: true,
  readEnabled: true,
  listEnabled: true,
};

function repositoryOf(name: string, { digests, tags }: CopiesSize): Repository {
  const manifests = Array.from({ length: digests }, (_, at) => manifestOf(`${name} ${at}`));
  const named = Array.from({ length: tags }, (_, at): [string, Tag] => [
    `1.0.${at}`,
    {
      digest: manifests[at % digests]?.[0] ?? "",
      createdTime: CREATED,
      lastUpdateTime: CREATED,
      attributes: UNLOCKED,
    },
  ]);
  return {
    name,
    createdTime: CREATED,
    lastUpdateTime: CREATED,
    attributes: UNLOCKED,
    manifests: new Map(manifests),
    tags: new Map(named),
    blobs: new Set(),
  };
}

function manifestOf(content: string): [string, Manifest] {
  const config = { mediaType: "application/json", digest: digestOf(content), size: content.length };
  const text = JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPE, config, layers: [] });
  const bytes = Buffer.from(text);
  return [
    digestOf(text),
    { mediaType: MEDIA_TYPE, bytes, createdTime: CREATED, attributes: UNLOCKED },
  ];
}

function digestOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
