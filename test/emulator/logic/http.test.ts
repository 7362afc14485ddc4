// The Http action: real requests to the emulated hosts, and who it is there.
import { expect } from "chai";
import { useEmulator } from "../useEmulator";
import { MANUAL, Workflows } from "./workflows";

const SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

describe("the Http action of an emulated workflow", () => {
  const azure = useEmulator({ now: "2026-03-01T00:00:00Z" });
  const workflows = new Workflows(azure);
  const SYSTEM = { type: "SystemAssigned" };
  const identityFor = (audience: string) => ({ type: "ManagedServiceIdentity", audience });
  let count = 0;

  const deploy = async (actions: object, more: object = {}) => {
    count += 1;
    const name = `h${count}`;
    return { name, url: await workflows.deploy(name, { actions, identity: SYSTEM, ...more }) };
  };
  const run = async (action: object, body: unknown = {}) => {
    const { name, url } = await deploy({ Call: { type: "Http", ...action } });
    await workflows.run(url, body);
    const { Call } = await workflows.actions(name);
    return { name, Call, ...(await workflows.content(name, "Call")) };
  };
  const principalOf = async (name: string) => {
    const { body } = await workflows.arm("GET", name);
    return (body as { identity: { principalId: string } }).identity.principalId;
  };
  const giveRole = async (scope: string, role: string, principalId: string) => {
    count += 1;
    const assignment = `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`;
    const path = `${scope}/providers/Microsoft.Authorization/roleAssignments/${assignment}`;
    const { status } = await azure.arm("PUT", path, {
      properties: {
        roleDefinitionId: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
        principalId,
        principalType: "ServicePrincipal",
      },
    });
    expect(status).to.equal(201);
  };

  it("reads a secret with the workflow's identity, once that has the role", async () => {
    await azure.vault("PUT", "/secrets/password", { value: "p4ss" });
    const { name, url } = await deploy({
      Call: {
        type: "Http",
        inputs: {
          method: "GET",
          uri: "https://vendor-access.vault.azure.net/secrets/password",
          queries: { "api-version": "7.4" },
          authentication: identityFor("https://vault.azure.net"),
        },
      },
    });
    await workflows.run(url);
    const before = await workflows.actions(name);
    await giveRole(`${azure.vaultId}/secrets/password`, SECRETS_USER, await principalOf(name));
    await workflows.run(url);
    const { outputs } = await workflows.content(name, "Call");

    expect(before).to.deep.equal({ Call: "Failed Forbidden" });
    expect((outputs as { body: { value: string } }).body.value).to.equal("p4ss");
  });

  it("is known to Resource Manager by its role, and to no other", async () => {
    const { name, url } = await deploy({
      Call: {
        type: "Http",
        inputs: {
          method: "GET",
          uri: `https://management.azure.com${azure.registryId}`,
          queries: { "api-version": "2023-07-01" },
          authentication: identityFor("https://management.azure.com"),
        },
      },
    });
    await workflows.run(url);
    const before = await workflows.content(name, "Call");
    await giveRole(azure.registryId, READER, await principalOf(name));
    await workflows.run(url);
    const after = await workflows.content(name, "Call");

    const objectId = await principalOf(name);
    const { statusCode, body } = before.outputs as {
      statusCode: number;
      body: { error: { code: string; message: string } };
    };
    expect([statusCode, body.error.code]).to.deep.equal([403, "AuthorizationFailed"]);
    expect(body.error.message).to.include(`with object id '${objectId}'`);
    expect((after.outputs as { body: { name: string } }).body.name).to.equal("vendorimages");
  });

  it("logs in to a registry with a name and a password, which history shows in traces alone, unless inputs are secured", async () => {
    const password = await azure.givenToken("basic", ["repositories/app/api/metadata/read"]);
    const login = (more: object) =>
      deploy(
        {
          Call: {
            ...more,
            type: "Http",
            inputs: {
              method: "GET",
              uri: "https://vendorimages.azurecr.io/oauth2/token",
              queries: {
                service: "vendorimages.azurecr.io",
                scope: "repository:app/api:metadata_read",
              },
              authentication: {
                type: "Basic",
                username: "basic",
                password: "@parameters('password')",
              },
            },
          },
          List: {
            type: "Http",
            inputs: {
              method: "GET",
              uri: "https://vendorimages.azurecr.io/acr/v1/app/api/_tags",
              headers: { Authorization: "Bearer @{body('Call').access_token}" },
            },
            runAfter: { Call: ["Succeeded"] },
            runtimeConfiguration: { secureData: { properties: ["outputs"] } },
          },
        },
        {
          parameters: { password: { type: "securestring" } },
          values: { password: { value: password } },
        },
      );
    const { name, url } = await login({});
    const secured = await login({
      runtimeConfiguration: { secureData: { properties: ["inputs", "outputs"] } },
    });
    await workflows.run(url);
    await workflows.run(secured.url);

    expect(await workflows.actions(name)).to.deep.equal({
      Call: "Succeeded OK",
      List: "Succeeded OK",
    });
    const list = await workflows.content(name, "List");
    expect(list).to.deep.equal({
      inputs: {
        method: "GET",
        uri: "https://vendorimages.azurecr.io/acr/v1/app/api/_tags",
        headers: { Authorization: "*sanitized*" },
      },
      outputs: undefined,
    });
    const shown = (await workflows.history(name))
      .split("\n")
      .filter((each) => each.includes(password));
    expect(shown).to.deep.equal([
      JSON.stringify({
        inputs: [
          {
            text: "parameters('password')",
            value: password,
            subexpressions: [{ text: "'password'", value: "password", subexpressions: [] }],
            path: "authentication.password",
          },
        ],
      }),
    ]);
    expect(await workflows.history(secured.name)).not.to.include(password);
    expect(await workflows.history(name)).not.to.match(/"Authorization":"Bearer ey/);
  });

  it("gives a manifest as base64, with the headers of the registry", async () => {
    const token = await azure.givenAccess(
      "puller",
      ["repositories/app/api/content/read"],
      "repository:app/api:pull",
    );
    const { outputs } = await run(
      {
        inputs: {
          method: "GET",
          uri: "https://vendorimages.azurecr.io/v2/app/api/manifests/latest",
          headers: {
            Authorization: "Bearer @{triggerBody()}",
            Accept: "application/vnd.oci.image.index.v1+json",
          },
        },
      },
      token,
    );
    const { body, headers } = outputs as {
      body: Record<string, string>;
      headers: Record<string, string>;
    };
    expect(body["$content-type"]).to.equal("application/vnd.oci.image.index.v1+json");
    expect(
      JSON.parse(Buffer.from(body.$content ?? "", "base64").toString()).schemaVersion,
    ).to.equal(2);
    expect(headers["docker-content-digest"]).to.match(/^sha256:/);
  });

  for (const [what, inputs, message] of [
    [
      "a host that is not emulated",
      { uri: "https://example.com/", retryPolicy: { type: "none" } },
      "Http request failed: the remote name could not be resolved: 'example.com'",
    ],
    [
      "a uri that is none",
      { uri: "no uri" },
      "Http request failed: the uri 'no uri' is not valid.",
    ],
    [
      "an audience that is not known",
      {
        uri: "https://management.azure.com/subscriptions",
        authentication: { type: "ManagedServiceIdentity", audience: "https://example.com" },
      },
      "Http request failed: the audience 'https://example.com' is not known to the tenant.",
    ],
  ] as const) {
    it(`fails for ${what}`, async () => {
      const { name, Call } = await run({ inputs: { method: "GET", ...inputs } });
      const [found] = await workflows.runs(name);
      const { body } = await workflows.arm("GET", `${name}/runs/${found?.name}/actions/Call`);
      expect(Call).to.equal("Failed BadRequest");
      expect((body as { properties: { error: object } }).properties.error).to.deep.equal({
        code: "BadRequest",
        message,
      });
    });
  }

  it("fails without an identity", async () => {
    const name = "without-identity";
    const inputs = {
      method: "GET",
      uri: "https://management.azure.com/subscriptions",
      authentication: { type: "ManagedServiceIdentity" },
    };
    const url = await workflows.deploy(name, {
      triggers: MANUAL,
      actions: { Call: { type: "Http", inputs } },
    });
    await workflows.run(url);
    expect(await workflows.actions(name)).to.deep.equal({ Call: "Failed BadRequest" });
  });
});
