// The way to an emulator in this process answers as the network does, so that tests of all else may take it.
import { text } from "node:stream/consumers";
import {
  createDefaultHttpClient,
  createPipelineRequest,
  type HttpClient,
  type PipelineRequestOptions,
} from "@azure/core-rest-pipeline";
import { expect } from "chai";
import { useInProcess } from "./inProcessAzure";
import { type EmulatedAzure, useEmulator } from "./useEmulator";

const NOW = "2026-03-01T12:00:00Z";

/** Headers that belong to a connection, or that no two answers share. */
const OWN = new Set(["connection", "date", "keep-alive", "transfer-encoding"]);

interface Asked extends Partial<PipelineRequestOptions> {
  readonly path: string;
  readonly at?: "registry";
  readonly isAuthorized?: boolean;
  readonly isStreamed?: boolean;
}

const REQUESTS: Readonly<Record<string, Asked>> = {
  "a JSON answer": { path: "/metadata/endpoints?api-version=2022-09-01" },
  "an answer to a form": {
    path: "/TENANT/oauth2/v2.0/token",
    method: "POST",
    body: "grant_type=nothing",
  },
  "an error": { path: "/subscriptions/none?api-version=2022-09-01" },
  "a read of the registry": {
    path: "REGISTRY?api-version=2025-11-01",
    isAuthorized: true,
  },
  "a body of bytes": {
    path: "REGISTRY/scopeMaps/bytes?api-version=2025-11-01",
    method: "PUT",
    isAuthorized: true,
    body: Buffer.from('{"properties":{"actions":["repositories/app/api/content/read"]}}'),
  },
  "a challenge without a body": { path: "/v2/", at: "registry", method: "HEAD" },
  "a streamed answer": { path: "/v2/", at: "registry", isStreamed: true },
};

describe("an emulator in this process", () => {
  const far = useEmulator({ now: NOW });
  const near = useInProcess({ now: NOW });
  const network = createDefaultHttpClient();
  const overNetwork: HttpClient = {
    sendRequest: (request) => {
      request.tlsSettings = { ca: far.emulator.ca };
      return network.sendRequest(request);
    },
  };
  const both = (asked: Asked) =>
    Promise.all([answered(far, overNetwork, asked), answered(near, near.http.client, asked)]);

  for (const [name, asked] of Object.entries(REQUESTS)) {
    it(`gives ${name} as over HTTPS`, async () => {
      const [one, other] = await both(asked);
      expect(other).to.deep.equal(one);
    });
  }

  it("breaks off as a connection does", async () => {
    for (const { emulator } of [far, near]) {
      emulator.faults.add({ operation: "Metadata_GetEndpoints", reset: true });
    }
    const [one, other] = await both({ path: "/metadata/endpoints?api-version=2022-09-01" });
    expect([one, other]).to.deep.equal(Array(2).fill({ error: "RestError", code: "ECONNRESET" }));
  });

  it("ends with the time of a request, and with the caller's patience", async () => {
    for (const { emulator } of [far, near]) {
      const slow = { operation: "Metadata_GetEndpoints", delayMs: 300, times: 2 };
      emulator.faults.add({ ...slow, status: 500 });
    }
    const asked = { path: "/metadata/endpoints?api-version=2022-09-01" };
    const ended = Array(2).fill({ error: "AbortError", code: undefined });
    expect(await both({ ...asked, timeout: 20 })).to.deep.equal(ended);
    expect(await both({ ...asked, abortSignal: AbortSignal.timeout(20) })).to.deep.equal(ended);
  });

  it("knows no other host", async () => {
    const request = (url: string) => createPipelineRequest({ url });
    const codes = await Promise.all(
      ["https://localhost:65535/", "https://nobody.invalid/"].map((url) =>
        near.http.client.sendRequest(request(url)).catch(({ code }) => code),
      ),
    );
    expect(codes).to.deep.equal(["ECONNREFUSED", "ENOTFOUND"]);
  });
});

/** What came back, in a form that two emulators share. */
async function answered(azure: EmulatedAzure, client: HttpClient, asked: Asked): Promise<unknown> {
  const { path, at, isAuthorized, isStreamed, ...options } = asked;
  const { url } = azure.emulator;
  const filled = path
    .replace("REGISTRY", azure.registryId)
    .replace("TENANT", azure.tenant.tenantId);
  const request = createPipelineRequest({
    ...options,
    url: `${at === undefined ? url : `https://${azure.loginServer}`}${filled}`,
    ...(isStreamed === true ? { streamResponseStatusCodes: new Set([401]) } : {}),
  });
  request.headers.set("content-type", "application/json");
  if (isAuthorized === true) {
    request.headers.set("authorization", `Bearer ${await azure.accessToken(url)}`);
  }
  try {
    const { status, headers, bodyAsText, readableStreamBody } = await client.sendRequest(request);
    const body = bodyAsText ?? (readableStreamBody && (await text(readableStreamBody)));
    // Ports, which are part of some bodies, differ in length.
    if (Number(headers.get("content-length")) === Buffer.byteLength(body ?? "")) {
      headers.set("content-length", "as long as it is");
    }
    const kept = Object.entries(headers.toJSON()).filter(([name]) => !OWN.has(name));
    const shown = JSON.stringify([status, Object.fromEntries(kept.sort()), body ?? null]);
    return JSON.parse(withoutOwn(shown));
  } catch (thrown) {
    const { name, code } = thrown as Error & { code?: string };
    return { error: name, code };
  }
}

/** Without what differs between two answers: hosts, ids, and times, of which Entra's are the machine's. */
function withoutOwn(shown: string): string {
  return shown
    .replace(/localhost:\d+/g, "HOST")
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, "ID")
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?/g, "TIME");
}
