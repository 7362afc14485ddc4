// Answers of any length, packed or not: read whole up to a size, and then no further.

import type { ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { createGzip, gzipSync } from "node:zlib";
import { ContainerRegistryClient } from "@azure/container-registry";
import { expect } from "chai";
import { type HttpOptions, openHttp, send } from "../../azure/http";
import { createAuthority, createServerCertificate } from "../../emulator/http/certificates";

const MEGABYTE = "x".repeat(1024 * 1024);

describe("an answer", () => {
  let ca = "";
  let server: Server;
  let requests = 0;
  let sentMegabytes = 0;
  let isBroken: Promise<unknown>;
  let answer: (response: ServerResponse) => void;

  before(async () => {
    const authority = await createAuthority();
    ca = authority.certificate;
    server = createServer(await createServerCertificate(authority, []), (_, response) => {
      requests += 1;
      isBroken = new Promise((resolve) => response.once("close", resolve));
      answer(response);
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  });
  beforeEach(() => {
    [requests, sentMegabytes] = [0, 0];
  });
  after((done) => {
    server.closeAllConnections();
    server.close(done);
  });

  const ask = (options: HttpOptions = {}) => {
    const { port } = server.address() as AddressInfo;
    return send(openHttp({ ca, retryDelayMs: 1, ...options }), {
      operation: "asking",
      url: `https://localhost:${port}/`,
    }).then(
      ({ bodyAsText }) => `${bodyAsText}`,
      (error: Error) => error.message.replace(`:${port}`, ""),
    );
  };
  const endless = (into: {
    write(text: string): boolean;
    once(event: "drain", go: () => void): unknown;
  }) => {
    const go = () => {
      sentMegabytes += 1;
      if (into.write(MEGABYTE)) setImmediate(go);
      else into.once("drain", go);
    };
    go();
  };

  it("is read whole, packed or not", async () => {
    answer = (response) => response.end('{"tags":["\u00e4"]}');
    expect(await ask()).to.equal('{"tags":["\u00e4"]}');
    answer = (response) => {
      response.setHeader("content-encoding", "gzip");
      response.end(gzipSync(MEGABYTE));
    };
    expect(await ask()).to.equal(MEGABYTE);
  });

  const TOO_LONG = "reading an answer of localhost: it is longer than 32 MB; ask whoever runs it";

  it("without an end is given up, and its connection is closed", async () => {
    answer = endless;
    expect(await ask()).to.equal(TOO_LONG);
    await isBroken;
    expect([requests, sentMegabytes < 100]).to.deep.equal([1, true]);
  });

  it("is given up also where Microsoft's client of registries asks", async () => {
    answer = (response) => response.end(MEGABYTE.repeat(33));
    const { port } = server.address() as AddressInfo;
    const client = new ContainerRegistryClient(`https://localhost:${port}`, {
      ...openHttp({ ca, retryDelayMs: 1 }).clientOptions,
      audience: "https://containerregistry.azure.net",
    });
    const said = await client
      .listRepositoryNames()
      .next()
      .catch((error: Error) => error.message.replace(`:${port}`, ""));
    expect(said).to.equal(TOO_LONG);
    expect(requests).to.equal(1);
  });

  it("that is small until it is unpacked is given up", async () => {
    answer = (response) => {
      response.setHeader("content-encoding", "gzip");
      const packed = createGzip();
      packed.pipe(response);
      endless(packed);
    };
    expect(await ask()).to.equal(TOO_LONG);
    await isBroken;
    expect(requests).to.equal(1);
  });

  for (const encoding of ["identity", "gzip"]) {
    it(`that stops in the middle is given up in time, and not asked for again (${encoding})`, async () => {
      answer = (response) => {
        response.setHeader("content-encoding", encoding);
        response.write(encoding === "gzip" ? gzipSync(MEGABYTE).subarray(0, 100) : "{");
      };
      expect(await ask({ timeoutMs: 2_000 })).to.equal(
        "asking: ETIMEDOUT: no answer within 2 seconds; check the network and ARM_METADATA_HOSTNAME, then run again",
      );
      expect(requests).to.equal(1);
    });
  }

  it("that is cut off is no JSON, and not asked for again", async () => {
    answer = (response) => {
      response.setHeader("content-length", "100");
      response.write("{");
      setTimeout(() => response.destroy(), 50);
    };
    expect(await ask()).to.equal(
      "asking: PARSE_ERROR: the answer is not JSON; check the network and ARM_METADATA_HOSTNAME, then run again",
    );
    expect(requests).to.equal(1);
  });
});
