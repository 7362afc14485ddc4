// A signed image for two platforms in a folder, as clients keep images: pushed and pulled by skopeo.
import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { digestOf } from "../../../emulator/registry/repositories";
import {
  descriptorOf,
  imageOf,
  indexOf,
  OCI_INDEX,
  OCI_MANIFEST,
  toJson,
} from "../../emulator/registry/pushing";

/** The digests of an image and of what belongs to it. */
export interface SignedImage {
  readonly image: string;
  /** As cosign writes it: an image of its own, found by its tag. */
  readonly signature: string;
  /** A manifest that refers to the image, and has no tag. */
  readonly referrer: string;
}

/** The tag under which cosign looks for a signature. */
export const signatureTag = (image: string) => `${image.replace(":", "-")}.sig`;

/** Writes the layout; its content differs by `version`. */
export function writeSignedImage(folder: string, version: string): SignedImage {
  const blobs = join(folder, "blobs", "sha256");
  mkdirSync(blobs, { recursive: true });
  const keep = (bytes: Buffer) => {
    writeFileSync(join(blobs, digestOf(bytes).replace("sha256:", "")), bytes);
    return bytes;
  };
  const children = ["amd64", "arm64"].map((architecture) => {
    const layer = keep(Buffer.from(`${version} for ${architecture}`));
    const config = {
      os: "linux",
      architecture,
      rootfs: { type: "layers", diff_ids: [digestOf(layer)] },
    };
    const image = keep(imageOf(keep(toJson(config)), [layer]));
    return { ...descriptorOf(image, OCI_MANIFEST), platform: { os: "linux", architecture } };
  });
  const index = keep(indexOf(children));
  const nothing = keep(toJson({ rootfs: { type: "layers", diff_ids: [] } }));
  const subject = descriptorOf(index, OCI_INDEX);
  const payload = keep(
    toJson({ critical: { image: { "docker-manifest-digest": subject.digest } } }),
  );
  const simpleSigning = "application/vnd.dev.cosign.simplesigning.v1+json";
  const signature = keep(imageOf(nothing, [], { layers: [descriptorOf(payload, simpleSigning)] }));
  const artifactType = "application/vnd.example.bill-of-materials";
  const referrer = keep(imageOf(nothing, [payload], { artifactType, subject }));
  const named = { image: index, signature, referrer };
  const manifests = Object.entries(named).map(([name, bytes]) => ({
    ...descriptorOf(bytes, name === "image" ? OCI_INDEX : OCI_MANIFEST),
    annotations: { "org.opencontainers.image.ref.name": name },
  }));
  writeFileSync(join(folder, "index.json"), indexOf(manifests));
  writeFileSync(join(folder, "oci-layout"), toJson({ imageLayoutVersion: "1.0.0" }));
  return {
    image: subject.digest,
    signature: digestOf(signature),
    referrer: digestOf(referrer),
  };
}

/** The names of all blobs of a layout: the digests of every manifest, configuration and layer. */
export function blobsOf(layout: string): string[] {
  return readdirSync(join(layout, "blobs", "sha256")).sort();
}

/** Copies images by skopeo, which must be installed, between a layout and a registry of the emulator. */
export class Skopeo {
  readonly #folder: string;

  static isThere(): boolean {
    return spawnSync("skopeo", ["--version"]).status === 0;
  }

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param folder one of its own, for the certificate @param caFile of the emulator */
  static async open(folder: string, caFile: string): Promise<Skopeo> {
    mkdirSync(folder);
    await copyFile(caFile, join(folder, "ca.crt"));
    return new Skopeo(folder);
  }

  /** Every platform, by digests that stay. @param credentials `NAME:PASSWORD` at the registry */
  async push(layout: string, name: string, to: string, credentials: string): Promise<void> {
    await this.#copy(`oci:${layout}:${name}`, `docker://${to}`, "dest", credentials);
  }

  async pull(from: string, layout: string, name: string, credentials: string): Promise<void> {
    await this.#copy(`docker://${from}`, `oci:${layout}:${name}`, "src", credentials);
  }

  async #copy(from: string, to: string, side: "src" | "dest", credentials: string): Promise<void> {
    const access = [`--${side}-cert-dir`, this.#folder, `--${side}-creds`, credentials];
    await promisify(execFile)("skopeo", [
      "copy",
      "--all",
      "--preserve-digests",
      ...access,
      from,
      to,
    ]);
  }
}
