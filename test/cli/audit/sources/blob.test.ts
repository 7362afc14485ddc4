// Histories in a container, of a stand-in for Azure Storage that lists them page by page: its requests, and the message about a refusal.

import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { blobStore } from "../../../../cli/audit/sources/blob";
import { openIndex } from "../../../../cli/audit/sources/historyIndex";
import { readStore } from "../../../../cli/audit/sources/readStore";
import { PROJECT_FOLDER } from "../../../../projectFolder";
import { emptyFolder, FIXTURES, refusal, summary } from "../readHistory";

const KEY = Buffer.from("a key of a storage account").toString("base64");

describe("a history in a container", () => {
  const requests: { method: string; url: URL; authorization: string }[] = [];
  /** What the container holds, by name. */
  let blobs = new Map<string, Buffer>();
  let answer: ((response: ServerResponse) => void) | undefined;
  let domain = "";
  const server = createServer((request, response) => respond(request, response));
  before(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    domain = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  beforeEach(() => {
    requests.length = 0;
    blobs = pulumiFiles("");
    answer = undefined;
  });

  const env = (more: NodeJS.ProcessEnv = {}) => ({
    AZURE_STORAGE_ACCOUNT: "vendorstate",
    AZURE_STORAGE_KEY: KEY,
    AZURE_STORAGE_DOMAIN: domain,
    AZURE_STORAGE_PROTOCOL: "http",
    ...more,
  });
  const WHOLE = { stack: "customer-access/dev", runs: 9, gaps: [], hasPresent: true };

  /** Answers as https://learn.microsoft.com/rest/api/storageservices/list-blobs and get-blob say. */
  function respond(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? "", `http://${domain}`);
    const { method = "", headers } = request;
    requests.push({ method, url, authorization: (headers.authorization ?? "").replace(/:.*/, "") });
    response.setHeader("x-ms-version", "2025-01-05");
    if (answer !== undefined) {
      answer(response);
      return;
    }
    if (url.searchParams.get("comp") === "list") {
      response.setHeader("content-type", "application/xml").end(listed(url.searchParams));
      return;
    }
    const blob = blobs.get(decodeURIComponent(url.pathname).replace(/^\/vendorstate\/state\//, ""));
    if (blob === undefined) response.writeHead(404).end();
    else response.writeHead(200, { "content-length": blob.length, etag: '"1"' }).end(blob);
  }

  function listed(query: URLSearchParams): string {
    const prefix = query.get("prefix") ?? "";
    const start = Number(query.get("marker") || 0);
    const end = start + Number(query.get("maxresults"));
    const names = [...blobs.keys()].filter((name) => name.startsWith(prefix)).sort();
    const page = names
      .slice(start, end)
      .map(
        (name) =>
          `<Blob><Name>${name}</Name><Properties><Last-Modified>Mon, 30 Nov 2026 16:51:09 GMT</Last-Modified><Etag>${name}</Etag><Content-Length>${blobs.get(name)?.length}</Content-Length></Properties></Blob>`,
      );
    const next = end < names.length ? `<NextMarker>${end}</NextMarker>` : "<NextMarker />";
    return `<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs>${page.join("")}</Blobs>${next}</EnumerationResults>`;
  }

  it("is read by the key that Pulumi uses", async () => {
    expect(await summary("azblob://state", { env: env() })).to.deep.equal(WHOLE);
    expect(new Set(requests.map(({ method }) => method))).to.deep.equal(new Set(["GET"]));
    expect(new Set(requests.map(({ authorization }) => authorization))).to.deep.equal(
      new Set(["SharedKey vendorstate"]),
    );
  });

  it("is read by the command, whose programs are in one file", async () => {
    const { execa } = await import("execa");
    const command = [
      join(PROJECT_FOLDER, "cli", "run.cjs"),
      "audit",
      "--history",
      "azblob://state",
      "--csv",
    ];
    const cache = emptyFolder();
    const more = { PATH: process.env.PATH, HOME: cache, XDG_CACHE_HOME: cache };
    const options = { env: { ...env(), ...more }, extendEnv: false, reject: false };
    const { stdout, stderr } = await execa(process.execPath, command, options);
    expect(stderr).to.equal("3 customers of 3 can pull");
    expect(
      stdout
        .split("\n")
        .slice(1)
        .map((line) => line.split(",")[0]),
    ).to.deep.equal(["contoso", "fabrikam", "northwind"]);
  });

  it("is read below a prefix, with the account of the address", async () => {
    blobs = pulumiFiles("access/production/");
    const { AZURE_STORAGE_ACCOUNT: _, ...rest } = env();
    const address = "azblob://state/access/production?storage_account=vendorstate";
    expect(await summary(address, { env: rest })).to.deep.equal(WHOLE);
  });

  it("is read from a copy of its history", async () => {
    blobs = new Map(
      [...pulumiFiles("")].flatMap(([name, blob]) => {
        const [, path] = /^\.pulumi\/history\/(.*)$/.exec(name) ?? [];
        return path === undefined ? [] : [[`copies/${path}`, blob] as const];
      }),
    );
    expect(await summary("azblob://state/copies", { env: env() })).to.deep.equal({
      ...WHOLE,
      gaps: [
        ": the stack's present state is missing: what changed after the last entry cannot be told",
      ],
      hasPresent: false,
    });
  });

  it("is read by a shared access signature, with or without its question mark", async () => {
    for (const sas of ["sv=2025-01-05&sig=secret", "?sv=2025-01-05&sig=secret"]) {
      const given = env({ AZURE_STORAGE_KEY: "", AZURE_STORAGE_SAS_TOKEN: sas });
      expect(await summary("azblob://state", { env: given })).to.deep.equal(WHOLE);
    }
    expect(new Set(requests.map(({ url }) => url.searchParams.get("sig")))).to.deep.equal(
      new Set(["secret"]),
    );
  });

  it("is read to the last page of every list", async () => {
    const store = await blobStore("azblob://state", env(), { pageSize: 5 });
    const index = await openIndex(emptyFolder(), "");
    const { entries, gaps } = await readStore(store, {
      index,
      signal: new AbortController().signal,
    });
    expect({ runs: entries.length, gaps }).to.deep.equal({ runs: 9, gaps: [] });
    const pages = requests
      .map(({ url }) => url.searchParams)
      .filter((query) => query.get("prefix") === ".pulumi/history/");
    expect(pages.map((query) => query.get("marker"))).to.deep.equal([null, "5", "10", "15"]);
  });

  it("is not fetched again while the container says that it is the same", async () => {
    const cacheFolder = emptyFolder();
    await summary("azblob://state", { env: env(), cacheFolder });
    requests.length = 0;
    expect(await summary("azblob://state", { env: env(), cacheFolder })).to.deep.equal(WHOLE);
    expect(requests.filter(({ url }) => url.searchParams.get("comp") !== "list")).to.deep.equal([]);
  });

  it("names a blob that is gone since it was listed", async () => {
    const [first = ""] = [...blobs.keys()].filter((name) => name.includes(".checkpoint."));
    const get = blobs.get.bind(blobs);
    blobs.get = (name) =>
      name === first && requests.at(-1)?.url.searchParams.get("comp") !== "list"
        ? undefined
        : get(name);
    expect((await summary("azblob://state", { env: env() })).gaps).to.deep.equal([
      "dev-1796057458241633986: its checkpoint cannot be read: 404",
    ]);
  });

  it("says which right or name is missing, and never the key", async () => {
    const refuse = (status: number, code: string) => {
      answer = (response) => {
        const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>No.</Message></Error>`;
        const headers = { "x-ms-error-code": code, "content-type": "application/xml" };
        response.writeHead(status, headers).end(body);
      };
      return refusal("azblob://state", { env: env() });
    };
    expect(await refuse(403, "AuthorizationPermissionMismatch")).to.deep.equal({
      message: "azblob://state: the container cannot be read (403 AuthorizationPermissionMismatch)",
      remedy:
        "the identity needs the role Storage Blob Data Reader on the container; which one is used: AZURE_STORAGE_KEY, else AZURE_STORAGE_SAS_TOKEN, else that of `az login`",
    });
    expect(await refuse(404, "ContainerNotFound")).to.deep.equal({
      message: "azblob://state: the container cannot be read (404 ContainerNotFound)",
      remedy: "check the container's name and the account, AZURE_STORAGE_ACCOUNT",
    });
    expect(await refusal("azblob://state", { env: {} })).to.deep.equal({
      message: "azblob://state: no storage account is named",
      remedy: "set AZURE_STORAGE_ACCOUNT, or write azblob://CONTAINER?storage_account=ACCOUNT",
    });
  });
});

/** The files of a committed history, as Pulumi keeps them below a prefix. */
function pulumiFiles(prefix: string): Map<string, Buffer> {
  const folder = join(FIXTURES, "zstd");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return new Map(
    files.map((name) => [`${prefix}.pulumi/${name}`, readFileSync(join(folder, name))]),
  );
}
