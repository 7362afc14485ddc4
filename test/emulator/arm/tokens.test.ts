// Tokens over HTTP: bodies, what PUT and PATCH do to passwords, limits.
import { expect } from "chai";
import { stable } from "../bodies";
import { useEmulator } from "../useEmulator";

describe("emulated tokens", () => {
  const azure = useEmulator();
  const scopeMapId = () => `${azure.registryId}/scopeMaps/_repositories_pull`;
  const put = (name: string, properties: object) =>
    azure.arm("PUT", `tokens/${name}`, { properties: { scopeMapId: scopeMapId(), ...properties } });
  const patch = (name: string, properties: object) =>
    azure.arm("PATCH", `tokens/${name}`, { properties });
  const slots = async (name: string) => {
    const { body } = await azure.arm("GET", `tokens/${name}`);
    const { properties } = body as {
      properties: { credentials: { passwords: { name: string }[] } };
    };
    return properties.credentials.passwords.map((password) => password.name);
  };

  it("makes one without passwords, enabled unless told otherwise", async () => {
    const { status, body } = await put("Contoso-Token", {});

    expect(status).to.equal(200);
    expect(JSON.stringify(stable(body))).to.equal(
      JSON.stringify({
        type: "Microsoft.ContainerRegistry/registries/tokens",
        id: `${azure.registryId}/tokens/Contoso-Token`,
        name: "Contoso-Token",
        systemData: {
          createdBy: "33333333-3333-4333-8333-333333333333",
          createdByType: "Application",
          createdAt: "<time>",
          lastModifiedBy: "33333333-3333-4333-8333-333333333333",
          lastModifiedByType: "Application",
          lastModifiedAt: "<time>",
        },
        properties: {
          creationDate: "<time>",
          provisioningState: "Succeeded",
          scopeMapId: scopeMapId(),
          credentials: { passwords: [] },
          status: "enabled",
        },
      }),
    );
  });

  it("moves systemData.createdAt with each change and keeps creationDate", async () => {
    type Shown = { systemData: { createdAt: string }; properties: { creationDate: string } };
    const first = (await put("history-token", {})).body as Shown;
    const second = (await patch("history-token", { status: "disabled" })).body as Shown;

    expect(second.systemData.createdAt).not.to.equal(first.systemData.createdAt);
    expect(second.properties.creationDate).to.equal(first.properties.creationDate);
  });

  it("keeps the passwords when PATCH changes status and scope map", async () => {
    const password = await azure.givenToken("kept-token", ["repositories/app/api/content/read"]);
    await patch("kept-token", { status: "disabled" });
    await patch("kept-token", { status: "enabled", scopeMapId: scopeMapId() });

    expect((await azure.login("kept-token", password)).status).to.equal(200);
  });

  it("removes the passwords when PUT leaves out credentials", async () => {
    const password = await azure.givenToken("wiped-token", ["repositories/app/api/content/read"]);
    await put("wiped-token", {});

    expect(await slots("wiped-token")).to.deep.equal([]);
    expect((await azure.login("wiped-token", password)).status).to.equal(401);
  });

  it("keeps the passwords over a PUT when told to behave so", async () => {
    await azure.givenToken("mild-token", ["repositories/app/api/content/read"]);
    azure.emulator.behaviours.tokenPutWipesPasswords = false;
    await put("mild-token", {});
    azure.emulator.behaviours.tokenPutWipesPasswords = true;

    expect(await slots("mild-token")).to.deep.equal(["password1"]);
  });

  it("removes by PATCH the passwords that are not named, and all with an empty list", async () => {
    await azure.givenToken("pruned-token", ["repositories/app/api/content/read"]);
    const second = await azure.givenPassword("pruned-token", "password2");

    await patch("pruned-token", { credentials: { passwords: [{ name: "password2" }] } });
    expect(await slots("pruned-token")).to.deep.equal(["password2"]);
    expect((await azure.login("pruned-token", second)).status).to.equal(200);

    await patch("pruned-token", { credentials: { passwords: [] } });
    expect(await slots("pruned-token")).to.deep.equal([]);
  });

  it("refuses to add a password by PUT or PATCH, and changes nothing", async () => {
    await azure.givenToken("added-token", ["repositories/app/api/content/read"]);
    const credentials = { passwords: [{ name: "password1" }, { name: "password2" }] };
    const error = {
      code: "BadRequest",
      message:
        "Passwords can only be kept or removed here, each named once; use generateCredentials to add one.",
    };

    for (const change of [put, patch]) {
      const { status, body } = await change("added-token", { credentials, status: "disabled" });
      expect([status, body]).to.deep.equal([400, { error }]);
    }
    const { body } = await azure.arm("GET", "tokens/added-token");
    expect((body as { properties: { status: string } }).properties.status).to.equal("enabled");
    expect(await slots("added-token")).to.deep.equal(["password1"]);
  });

  it("refuses a scope map that is not there, and makes no token", async () => {
    const missing = `${azure.registryId}/scopeMaps/nobody-pull`;
    const { status, body } = await put("homeless-token", { scopeMapId: missing });

    expect([status, body]).to.deep.equal([
      400,
      {
        error: {
          code: "BadRequest",
          message: `The scope map '${missing}' could not be found in the registry vendorimages.`,
        },
      },
    ]);
    expect((await azure.arm("GET", "tokens/homeless-token")).status).to.equal(404);
  });

  it("refuses a status that it does not know", async () => {
    const { status, body } = await put("status-token", { status: "paused" });
    expect([status, body]).to.deep.equal([
      400,
      {
        error: {
          code: "BadRequest",
          message: "The property 'status' must be 'enabled' or 'disabled'.",
        },
      },
    ]);
  });

  for (const name of ["four", "under_score", "dot.ted"]) {
    it(`refuses the name ${name}`, async () => {
      const { status, body } = await put(name, {});
      expect([status, body]).to.deep.equal([
        400,
        {
          error: {
            code: "InvalidResourceName",
            message: `The token name '${name}' is invalid; it must match ^[a-zA-Z0-9-]{5,50}$.`,
          },
        },
      ]);
    });
  }

  it("deletes with 200, then 204, and a deleted token no longer logs in", async () => {
    const password = await azure.givenToken("leaving-token", ["repositories/app/api/content/read"]);

    const first = await azure.arm("DELETE", "tokens/leaving-token");
    const second = await azure.arm("DELETE", "tokens/leaving-token");

    expect([first.status, second.status]).to.deep.equal([200, 204]);
    expect((await azure.login("leaving-token", password)).status).to.equal(401);
  });

  it("never shows the value of a password again", async () => {
    const password = await azure.givenToken("silent-token", ["repositories/app/api/content/read"]);

    const one = await azure.arm("GET", "tokens/silent-token");
    const all = await azure.arm("GET", "tokens");

    expect(one.bytes.toString()).not.to.include(password);
    expect(all.bytes.toString()).not.to.include(password);
    const { value } = all.body as { value: { name: string }[] };
    expect(value.find(({ name }) => name === "silent-token")).to.deep.equal(one.body);
    expect(
      stable((one.body as { properties: { credentials: unknown } }).properties.credentials),
    ).to.deep.equal({
      passwords: [{ creationTime: "<time>", name: "password1" }],
    });
  });
});

describe("emulated quotas", () => {
  const azure = useEmulator({
    seed: {
      resourceGroups: [{ name: "small", location: "westeurope" }],
      registries: [
        {
          name: "basicimages",
          resourceGroup: "small",
          location: "westeurope",
          sku: "Basic",
          repositories: [],
        },
      ],
      vaults: [],
    },
  });

  it("lets a Basic registry have 100 tokens", async () => {
    const scopeMapId = `${azure.registryId}/scopeMaps/_repositories_pull`;
    for (let index = 0; index < 100; index += 1) {
      const made = await azure.arm("PUT", `tokens/token-${index}`, { properties: { scopeMapId } });
      expect(made.status).to.equal(200);
    }

    const { status, body } = await azure.arm("PUT", "tokens/token-100", {
      properties: { scopeMapId },
    });

    expect([status, body]).to.deep.equal([
      403,
      {
        error: {
          code: "QuotaExceeded",
          message:
            "The quota has been exceeded for the resource type tokens for the registry SKU Basic. See https://aka.ms/acr/tiers for the limits of each tier.",
        },
      },
    ]);
    const again = await azure.arm("PUT", "tokens/token-0", { properties: { scopeMapId } });
    expect(again.status).to.equal(200);
  });
});
