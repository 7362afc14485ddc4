// The vault's own API over HTTP: the challenge, versions, disabled secrets, pages.
import { expect } from "chai";
import { stable } from "../bodies";
import { useEmulator } from "../useEmulator";

describe("an emulated vault", () => {
  const azure = useEmulator();
  const set = (name: string, value: string, more: object = {}) =>
    azure.vault("PUT", `/secrets/${name}`, { value, ...more });

  it("answers a request without access token with the challenge", async () => {
    const { status, headers, body } = await azure.send(
      `${azure.vaultUrl}/secrets/x?api-version=7.6`,
    );

    expect(status).to.equal(401);
    expect(headers["www-authenticate"]).to.equal(
      `Bearer authorization="${azure.emulator.url}/22222222-2222-4222-8222-222222222222", resource="https://vault.azure.net"`,
    );
    expect(body).to.deep.equal({
      error: {
        code: "Unauthorized",
        message: "AKV10000: Request is missing a Bearer or PoP token.",
      },
    });
  });

  it("names its parent domain as resource when it is reached below localhost", async () => {
    const { port } = new URL(azure.vaultUrl);
    const host = `vendor-access.localhost:${port}`;
    const { headers } = await azure.send(`${azure.vaultUrl}/secrets/x`, { headers: { host } });
    const token = await azure.accessToken(`https://localhost:${port}`);
    await set("named", "value");
    const read = await azure.send(`${azure.vaultUrl}/secrets/named?api-version=7.6`, {
      headers: { host, authorization: `Bearer ${token}` },
    });

    expect(headers["www-authenticate"]).to.include(`resource="https://localhost:${port}"`);
    expect(read.status).to.equal(200);
    expect((read.body as { id: string }).id).to.match(
      new RegExp(`^https://${host}/secrets/named/[0-9a-f]{32}$`),
    );
  });

  it("refuses an access token for Resource Manager", async () => {
    const token = await azure.accessToken(azure.emulator.url);
    const { status } = await azure.send(`${azure.vaultUrl}/secrets?api-version=7.6`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(status).to.equal(401);
  });

  it("refuses a request without api-version", async () => {
    const token = await azure.accessToken("https://vault.azure.net");
    const { status, body } = await azure.send(`${azure.vaultUrl}/secrets`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([status, body]).to.deep.equal([
      400,
      {
        error: {
          code: "BadParameter",
          message: "The request is missing the required parameter: api-version",
        },
      },
    ]);
  });

  it("sets a secret and reads it, whatever the case of the name", async () => {
    const made = await set("Whole-Secret", "value", {
      contentType: "text/plain",
      attributes: { exp: 4_000_000_000 },
      tags: { a: "1" },
    });
    const read = await azure.vault("GET", "/secrets/whole-secret");

    expect(made.status).to.equal(200);
    expect(JSON.stringify(stable(made.body))).to.equal(
      JSON.stringify({
        value: "value",
        contentType: "text/plain",
        id: "https://localhost:PORT/secrets/Whole-Secret/<version>",
        attributes: {
          enabled: true,
          exp: 4_000_000_000,
          created: "<seconds>",
          updated: "<seconds>",
          recoveryLevel: "Recoverable+Purgeable",
          recoverableDays: 90,
        },
        tags: { a: "1" },
      }),
    );
    expect(read.body).to.deep.equal(made.body);
  });

  it("keeps every version and lists them without values", async () => {
    const ids = [];
    for (const value of ["one", "two"]) {
      ids.push((await set("versions", value)).body as { id: string });
    }
    const old = await azure.vault("GET", new URL(ids[0]?.id ?? "").pathname);
    const list = await azure.vault("GET", "/secrets/versions/versions");
    const { value } = list.body as { value: { id: string }[] };

    expect(old.body).to.include({ value: "one" });
    expect(value.map(({ id }) => id)).to.deep.equal(ids.map(({ id }) => id));
    expect(list.bytes.toString()).not.to.match(/"(one|two)"/);
  });

  it("reads a secret past its exp, and refuses a disabled one", async () => {
    await set("past", "value", { attributes: { exp: 1_000_000_000 } });
    await set("off", "value", { attributes: { enabled: false } });
    const off = await azure.vault("GET", "/secrets/off");

    expect((await azure.vault("GET", "/secrets/past")).status).to.equal(200);
    expect([off.status, off.body]).to.deep.equal([
      403,
      {
        error: {
          code: "Forbidden",
          message: "Operation get is not allowed on a disabled secret.",
          innererror: { code: "SecretDisabled" },
        },
      },
    ]);
  });

  it("changes attributes and tags of the current version in place", async () => {
    await set("changing", "value", { tags: { a: "1" } });
    const { status, body } = await azure.vault("PATCH", "/secrets/changing", {
      attributes: { enabled: false },
      tags: { b: "2" },
    });

    expect(status).to.equal(200);
    expect(stable(body)).to.deep.equal({
      id: "https://localhost:PORT/secrets/changing/<version>",
      attributes: {
        enabled: false,
        created: "<seconds>",
        updated: "<seconds>",
        recoveryLevel: "Recoverable+Purgeable",
        recoverableDays: 90,
      },
      tags: { b: "2" },
    });
  });

  it("answers 404 for what is not there", async () => {
    const { status, body } = await azure.vault("GET", "/secrets/nobody");
    expect([status, body]).to.deep.equal([
      404,
      {
        error: {
          code: "SecretNotFound",
          message:
            "A secret with (name/id) nobody was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182",
        },
      },
    ]);
  });

  it("lists 25 secrets to a page", async () => {
    for (let index = 0; index < 26; index += 1) {
      await set(`page-${index}`, "value");
    }
    const seen = [];
    let next: string | null = `${azure.vaultUrl}/secrets?api-version=7.6`;
    const authorization = `Bearer ${await azure.accessToken("https://vault.azure.net")}`;
    const sizes = [];
    while (next !== null) {
      const { body } = await azure.send(next, { headers: { authorization } });
      const page = body as { value: { id: string }[]; nextLink: string | null };
      seen.push(...page.value.map(({ id }) => id));
      sizes.push(page.value.length);
      next = page.nextLink;
    }

    expect(sizes[0]).to.equal(25);
    expect(new Set(seen).size).to.equal(seen.length);
    expect(seen.filter((id) => id.includes("/page-")).length).to.equal(26);
  });
});
