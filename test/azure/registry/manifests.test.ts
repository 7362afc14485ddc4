// Manifests with their digests, what refers to them, and parts of the blobs that they name.

import type { ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { createHttpHeaders } from "@azure/core-rest-pipeline";
import { expect } from "chai";
import { openHttp } from "../../../azure/http";
import { readBlobPart } from "../../../azure/registry/blobs";
import { eachManifest } from "../../../azure/registry/lists";
import { getManifest, headManifest } from "../../../azure/registry/manifests";
import { listReferrers } from "../../../azure/registry/referrers";
import { RegistrySession } from "../../../azure/registry/session";
import { createServerCertificate } from "../../../emulator/http/certificates";
import { json, useReader } from "./useReader";

const LATEST = { repository: "app/api", reference: "latest" };

describe("reading manifests", () => {
  const registry = useReader();

  describe("the manifests of a repository", () => {
    it("are listed, also those without a tag", async () => {
      const tagsOfEach: string[] = [];
      for await (const { tags = [] } of eachManifest(registry.wide, "app/api")) {
        tagsOfEach.push(tags.join());
      }
      // Two indexes, each of two images.
      expect(tagsOfEach.sort()).to.deep.equal(["", "", "", "", "1.0.0", "1.1.0,latest"]);
    });

    it("are read with their digests, and asked for without their content", async () => {
      const { content, ...manifest } = await getManifest(registry.wide, LATEST);
      expect(content).to.have.property("schemaVersion", 2);
      expect(await headManifest(registry.wide, LATEST)).to.deep.equal(manifest);
      const byDigest = { repository: "app/api", reference: manifest.digest };
      expect(await getManifest(registry.wide, byDigest)).to.deep.equal({ ...manifest, content });
    });

    const PULLING = "AzureError: pulling app/api";
    const wrong: [name: string, reference: string, answer: object, message: string][] = [
      [
        "has another digest than the header says",
        "latest",
        json({ schemaVersion: 2 }, { "docker-content-digest": `sha256:${"0".repeat(64)}` }),
        `${PULLING}:latest as everything-pull: the manifest is not the one that its digest names`,
      ],
      [
        "has another digest than was asked for",
        `sha256:${"0".repeat(64)}`,
        json({ schemaVersion: 2 }),
        `${PULLING}@sha256:${"0".repeat(64)} as everything-pull: the manifest is not the one that its digest names`,
      ],
      [
        "is none",
        "latest",
        json({ schemaVersion: 1 }),
        `${PULLING}:latest as everything-pull: the answer is not a manifest`,
      ],
    ];
    for (const [name, reference, answer, message] of wrong) {
      it(`fail when one ${name}`, async () => {
        registry.azure.emulator.faults.add({ path: "/manifests/", ...answer });
        expect(
          await registry.failure(getManifest(registry.wide, { repository: "app/api", reference })),
        ).to.equal(message);
      });
    }

    it("are asked for by all types that registries have, and by the one that a list names", async () => {
      const accepted: (string | undefined)[] = [];
      const digest = `sha256:${"0".repeat(64)}`;
      const http = openHttp({
        client: {
          async sendRequest(request) {
            accepted.push(request.headers.get("accept"));
            const headers = createHttpHeaders({ "docker-content-digest": digest });
            return { request, status: 200, headers };
          },
        },
      });
      const claims = Buffer.from(JSON.stringify({ exp: 9e9 })).toString("base64url");
      const session = new RegistrySession({
        loginServer: "vendorimages.azurecr.io",
        ...{ name: "contoso-pull", proof: "the password", http },
        login: async () => ({ outcome: "accepted", accessToken: `.${claims}.` }),
      });
      const image = { repository: "app/api", reference: digest };
      await headManifest(session, image);
      await headManifest(session, { ...image, mediaType: "application/vnd.example.v9+json" });
      const known =
        "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.artifact.manifest.v1+json, application/vnd.cncf.oras.artifact.manifest.v1+json, application/vnd.docker.distribution.manifest.v1+prettyjws, application/vnd.docker.distribution.manifest.v1+json";
      expect(accepted).to.deep.equal([
        `${known}, */*`,
        `${known}, application/vnd.example.v9+json, */*`,
      ]);
    });

    it("fail when the answer to HEAD names no digest", async () => {
      registry.azure.emulator.faults.add({ path: "/manifests/", status: 200, body: "" });
      expect(await registry.failure(headManifest(registry.wide, LATEST))).to.equal(
        "AzureError: looking for app/api:latest as everything-pull: the answer names no digest",
      );
    });
  });

  it("finds the referrers of a manifest", async () => {
    const { digest } = await headManifest(registry.wide, LATEST);
    const signature = {
      digest: `sha256:${"1".repeat(64)}`,
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      artifactType: "application/vnd.cncf.notary.signature",
    };
    registry.azure.emulator.faults.add({
      path: `/v2/app/api/referrers/${digest}`,
      ...json({ schemaVersion: 2, manifests: [signature] }),
    });
    expect(await listReferrers(registry.wide, { repository: "app/api", digest })).to.deep.equal([
      signature,
    ]);
  });

  it("finds no referrers where there are none", async () => {
    const { digest } = await headManifest(registry.wide, LATEST);
    expect(await listReferrers(registry.wide, { repository: "app/api", digest })).to.deep.equal([]);
  });

  describe("a part of a blob", () => {
    let storage: Server;
    let seen: (string | undefined)[][];
    let answer: (response: ServerResponse) => void;
    const configOf = async () => {
      const index = (await getManifest(registry.wide, LATEST)).content as Index;
      const reference = index.manifests[0]?.digest ?? "";
      const image = (await getManifest(registry.wide, { ...LATEST, reference })).content as Image;
      return { repository: "app/api", digest: image.config.digest, first: 0, last: 9 };
    };
    const sentElsewhere = async () => {
      const part = await configOf();
      const { port } = storage.address() as AddressInfo;
      registry.azure.emulator.faults.add({
        path: "/blobs/",
        status: 307,
        headers: { location: `https://localhost:${port}/blob` },
      });
      return part;
    };

    before(async () => {
      const certificate = await createServerCertificate(registry.authority, []);
      storage = createServer(certificate, (request, response) => {
        seen.push([request.headers.range, request.headers.authorization]);
        answer(response);
      });
      await new Promise<void>((listening) => storage.listen(0, "127.0.0.1", listening));
    });
    beforeEach(() => {
      seen = [];
      answer = (response) => response.writeHead(206, { "content-length": "10" }).end("0123456789");
    });
    after((done) => {
      storage.close(done);
    });

    it("is read from the registry", async () => {
      expect(await readBlobPart(registry.wide, await configOf())).to.equal(10);
      expect(registry.azure.emulator.journal.entries().at(-1)?.status).to.equal(206);
    });

    it("is read from where the registry sends, which does not get the access token", async () => {
      const part = await sentElsewhere();
      expect(await readBlobPart(registry.wide, part)).to.equal(10);
      expect(seen).to.deep.equal([["bytes=0-9", undefined]]);
    });

    const TOO_LONG =
      "AnswerTooLong: reading an answer of localhost: it is longer than 32 MB; ask whoever runs it";
    const whole: [what: string, status: number, type: string, outcome: number | string][] = [
      ["counts as read", 200, "application/octet-stream", 10],
      ["does not count if it is a refusal", 403, "application/json", TOO_LONG],
      ["does not count if it is a web page", 200, "text/html", TOO_LONG],
    ];
    for (const [what, status, type, outcome] of whole) {
      it(`that is more than is ever read, where a host ignores the range, ${what}`, async () => {
        const part = await sentElsewhere();
        answer = (response) =>
          response.writeHead(status, { "content-type": type }).end(Buffer.alloc(33 * 1024 * 1024));
        const { port } = storage.address() as AddressInfo;
        const found = await readBlobPart(registry.wide, part).catch((error: Error) =>
          `${error.constructor.name}: ${error.message}`.replace(`:${port}`, ""),
        );
        expect(found).to.equal(outcome);
        expect(seen).to.deep.equal([["bytes=0-9", undefined]]);
      });
    }

    it("is never read over plain HTTP", async () => {
      const part = await configOf();
      registry.azure.emulator.faults.add({
        path: "/blobs/",
        status: 307,
        headers: { location: "http://storage.example/blob" },
      });
      expect(await registry.failure(readBlobPart(registry.wide, part))).to.equal(
        "AzureError: reading a layer of app/api as everything-pull at storage.example: it is not HTTPS",
      );
    });
  });
});

interface Index {
  manifests: { digest: string }[];
}

interface Image {
  config: { digest: string };
}
