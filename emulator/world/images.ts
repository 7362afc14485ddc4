// Builds small multi-arch OCI images, the same bytes each time.
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import { OCI_INDEX, OCI_MANIFEST } from "../registry/mediaTypes";
import { digestOf, putBlob, putManifest } from "../registry/repositories";
import type { Clock } from "../time/clock";
import type { Registry, Repository } from "./world";

const TYPES = {
  index: OCI_INDEX,
  manifest: OCI_MANIFEST,
  config: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar+gzip",
};
const ARCHITECTURES = ["amd64", "arm64"];
const CREATED = "2026-01-01T00:00:00Z";

/** Puts an image for linux/amd64 and linux/arm64 into a repository, under all of the tags. */
export async function putImage(
  registry: Registry,
  repository: Repository,
  options: { readonly version: string; readonly tags: readonly string[]; readonly clock: Clock },
): Promise<void> {
  const manifests = [];
  for (const architecture of ARCHITECTURES) {
    const bytes = await buildManifest(registry, repository, options.version, architecture);
    const digest = putManifest(
      repository,
      digestOf(bytes),
      { mediaType: TYPES.manifest, bytes },
      options.clock,
    );
    manifests.push({
      mediaType: TYPES.manifest,
      digest,
      size: bytes.length,
      platform: { architecture, os: "linux" },
    });
  }
  const index = toBytes({ schemaVersion: 2, mediaType: TYPES.index, manifests });
  for (const tag of options.tags) {
    putManifest(repository, tag, { mediaType: TYPES.index, bytes: index }, options.clock);
  }
}

async function buildManifest(
  registry: Registry,
  repository: Repository,
  version: string,
  architecture: string,
): Promise<Buffer> {
  const base = await tar("etc/os-release", `NAME="Emulated Linux"\nARCHITECTURE=${architecture}\n`);
  const content = await tar(`opt/${repository.name}/VERSION`, `${version}\n`);
  const layers = [base, content].map((bytes) => ({ bytes, zipped: zip(bytes) }));
  const config = toBytes({
    created: CREATED,
    architecture,
    os: "linux",
    config: {
      Env: ["PATH=/usr/local/bin:/usr/bin:/bin"],
      Cmd: ["/bin/sh"],
      Labels: {
        "org.opencontainers.image.title": repository.name,
        "org.opencontainers.image.version": version,
      },
    },
    rootfs: { type: "layers", diff_ids: layers.map(({ bytes }) => digestOf(bytes)) },
    history: layers.map(() => ({ created: CREATED, created_by: "emulator" })),
  });

  return toBytes({
    schemaVersion: 2,
    mediaType: TYPES.manifest,
    config: describe(TYPES.config, putBlob(registry, repository, config), config),
    layers: layers.map(({ zipped }) =>
      describe(TYPES.layer, putBlob(registry, repository, zipped), zipped),
    ),
  });
}

function describe(mediaType: string, digest: string, bytes: Buffer) {
  return { mediaType, digest, size: bytes.length };
}

async function tar(name: string, text: string): Promise<Buffer> {
  const archive = pack();
  archive.entry({ name, mtime: new Date(0), mode: 0o644 }, text);
  archive.finalize();
  return buffer(archive);
}

/** Byte 9 of a gzip header names the operating system; 255 stands for "unknown". */
function zip(bytes: Buffer): Buffer {
  const zipped = gzipSync(bytes);
  zipped[9] = 255;
  return zipped;
}

function toBytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
