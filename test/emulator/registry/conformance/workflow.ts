// What the workflows of the protocol's conformance checks share: their client, their content, and the form of a check.
import { expect } from "chai";
import { digestOf } from "../../../../emulator/registry/repositories";
import type { Received } from "../../exchange";
import { useEmulator } from "../../useEmulator";
import { imageOf, OCI_MANIFEST, Pusher } from "../pushing";

export const LAYER = Buffer.from("a layer that all images share");
export const UNKNOWN = digestOf(Buffer.from("hello world"));

/** One check: what is sent, the status that has to come, and what else has to hold. */
export type Check = readonly [
  what: string,
  send: () => Promise<Received>,
  status: number,
  also?: (answer: Received) => void,
];

/** Makes each check a test, in their order. */
export function checks(rows: readonly Check[]): void {
  for (const [what, send, status, also] of rows) {
    it(what, async () => {
      const answer = await send();
      expect(answer.status).to.equal(status);
      also?.(answer);
    });
  }
}

/** The repository `oci/conformance` of an emulator, and a client that may do everything there and in `oci/mounted`. */
export class Workflow {
  readonly path = "/v2/oci/conformance";
  #pusher: Pusher | undefined;

  constructor() {
    const azure = useEmulator();
    before(async () => {
      const token = await azure.givenAccess(
        "conformance-token",
        ["content/read", "content/write", "content/delete", "metadata/read"].map(
          (action) => `repositories/oci/*/${action}`,
        ),
        "repository:oci/conformance:pull,push,delete,metadata_read",
        "repository:oci/mounted:pull,push",
      );
      this.#pusher = new Pusher(azure, token);
    });
  }

  send(
    method: string,
    path: string,
    bytes?: Buffer,
    headers: Record<string, string> = {},
  ): Promise<Received> {
    if (this.#pusher === undefined) throw new Error("the emulator has not been started");
    const full = path.startsWith("/") ? path : `${this.path}/${path}`;
    return this.#pusher.send(method, full, bytes, headers);
  }

  /** Uploads a blob in two requests. */
  async push(bytes: Buffer): Promise<Received> {
    const { headers } = await this.send("POST", "blobs/uploads/");
    return this.send("PUT", `${headers.location}&digest=${digestOf(bytes)}`, bytes);
  }

  put(manifest: Buffer, tag = digestOf(manifest), mediaType = OCI_MANIFEST): Promise<Received> {
    return this.send("PUT", `manifests/${tag}`, manifest, { "content-type": mediaType });
  }

  /** Asks for a manifest as a client that knows images and nothing else. */
  image(method: string, reference: string): Promise<Received> {
    return this.send(method, `manifests/${reference}`, undefined, { accept: OCI_MANIFEST });
  }

  delete(kind: "blobs" | "manifests", content: Buffer): Promise<Received> {
    return this.send("DELETE", `${kind}/${digestOf(content)}`);
  }
}

/** A configuration that no other image has. */
export function configOf(author: string): Buffer {
  const rootfs = { type: "layers", diff_ids: [] };
  return Buffer.from(JSON.stringify({ architecture: "amd64", os: "linux", rootfs, author }));
}

/** An image, whose descriptor of the configuration has fields that the specification does not know. */
export function conformanceImage(config: Buffer, layers = [LAYER]): Buffer {
  const image = JSON.parse(imageOf(config, layers).toString());
  const more = { data: config.toString("base64"), newUnspecifiedField: "aGVsbG8gd29ybGQ=" };
  return Buffer.from(
    JSON.stringify({ ...image, config: { ...image.config, ...more } }, undefined, "\t"),
  );
}

/** The answer leads somewhere. */
export function hasLocation({ headers }: Received): void {
  expect(headers.location).to.match(/^\/v2\//);
}

/** The answer names the digest of the content. */
export function hasDigest(content: Buffer): (answer: Received) => void {
  return ({ headers }) => expect(headers["docker-content-digest"]).to.equal(digestOf(content));
}
