// Scope maps over HTTP: bodies, errors, the grammar of actions, limits.
import { expect } from "chai";
import { stable } from "../bodies";
import { useEmulator } from "../useEmulator";

describe("emulated scope maps", () => {
  const azure = useEmulator();
  const put = (name: string, actions: unknown, more = {}) =>
    azure.arm("PUT", `scopeMaps/${name}`, { properties: { actions, ...more } });

  it("makes one at once and answers 200, with keys in Azure's order and actions as sent", async () => {
    const actions = ["repositories/b/content/read", "repositories/a/metadata/read"];
    const { status, body } = await put("Contoso-Pull", actions, { description: "Contoso" });

    expect(status).to.equal(200);
    expect(JSON.stringify(stable(body))).to.equal(
      JSON.stringify({
        type: "Microsoft.ContainerRegistry/registries/scopeMaps",
        id: `${azure.registryId}/scopeMaps/Contoso-Pull`,
        name: "Contoso-Pull",
        systemData: {
          createdBy: "33333333-3333-4333-8333-333333333333",
          createdByType: "Application",
          createdAt: "<time>",
          lastModifiedBy: "33333333-3333-4333-8333-333333333333",
          lastModifiedByType: "Application",
          lastModifiedAt: "<time>",
        },
        properties: {
          description: "Contoso",
          type: "UserDefined",
          creationDate: "<time>",
          provisioningState: "Succeeded",
          actions,
        },
      }),
    );
  });

  it("finds one whatever the case of the id, and keeps the case it was made with", async () => {
    await put("Fabrikam-Pull", ["repositories/a/content/read"]);
    const path = `${azure.registryId}/scopeMaps/FABRIKAM-pull`.replace(
      "/resourceGroups/",
      "/resourcegroups/",
    );

    const { status, body } = await azure.arm("GET", path, undefined, "2023-07-01");

    expect(status).to.equal(200);
    expect((body as { name: string }).name).to.equal("Fabrikam-Pull");
  });

  it("says of an absent one what the registry service says, with its own top-level status", async () => {
    const { status, body } = await azure.arm("GET", "scopeMaps/nobody-pull");

    expect(status).to.equal(404);
    expect(body).to.deep.equal({
      error: {
        code: "ResourceNotFound",
        message: "The resource nobody-pull could not be found.",
      },
      status: "Failed",
    });
  });

  it("changes with PATCH only what is given", async () => {
    await put("adatum-pull", ["repositories/a/content/read"], { description: "Adatum" });

    const { status, body } = await azure.arm("PATCH", "scopeMaps/adatum-pull", {
      properties: { actions: ["repositories/b/content/read"] },
    });

    expect(status).to.equal(200);
    expect((body as { properties: unknown }).properties).to.deep.include({
      description: "Adatum",
      actions: ["repositories/b/content/read"],
    });
  });

  it("deletes with 200, and answers 204 where there is nothing", async () => {
    await put("tailspin-pull", ["repositories/a/content/read"]);

    const first = await azure.arm("DELETE", "scopeMaps/tailspin-pull");
    const second = await azure.arm("DELETE", "scopeMaps/tailspin-pull");

    expect([first.status, second.status]).to.deep.equal([200, 204]);
    expect(first.bytes.length).to.equal(0);
  });

  it("lists the system's scope maps first, and goes on in pages", async () => {
    azure.emulator.behaviours.armPageSize = 4;
    const first = await azure.arm("GET", "scopeMaps");
    const { value, nextLink } = first.body as { value: { name: string }[]; nextLink: string };
    const headers = { authorization: `Bearer ${await azure.accessToken(azure.emulator.url)}` };
    const second = await azure.send(nextLink, { headers });
    azure.emulator.behaviours.armPageSize = 100;

    expect(value.map(({ name }) => name)).to.deep.equal([
      "_repositories_admin",
      "_repositories_pull",
      "_repositories_pull_metadata_read",
      "_repositories_push",
    ]);
    expect((second.body as { value: { name: string }[] }).value[0]?.name).to.equal(
      "_repositories_push_metadata_write",
    );
  });

  it("refuses to change a scope map of the system", async () => {
    const changed = await put("_repositories_pull", ["repositories/a/content/read"]);
    const deleted = await azure.arm("DELETE", "scopeMaps/_repositories_pull");

    const error = {
      code: "SystemScopeMapCannotBeModified",
      message: "The scope map _repositories_pull is defined by the system and cannot be changed.",
    };
    expect([changed.status, changed.body]).to.deep.equal([400, { error }]);
    expect([deleted.status, deleted.body]).to.deep.equal([400, { error }]);
  });

  for (const action of [
    "repositories/*/content/read",
    "repositories/team/*/metadata/read",
    "repositories/team/app/content/delete",
    "repositories/Team/App/content/READ",
    "gateway/edge1/config/read",
  ]) {
    it(`accepts the action ${action}`, async () => {
      expect((await put("grammar-good", [action])).status).to.equal(200);
    });
  }

  for (const action of [
    "repositories/app/pull",
    "repositories/app/contentRead",
    "repositories/a*/content/read",
    "repositories/a/*/b/content/read",
    "repositories/*/*/content/read",
    "repositories//content/read",
    "repositories/../a/content/read",
    "gateway/edge1/config/delete",
    "content/read",
    "",
  ]) {
    it(`refuses the action "${action}"`, async () => {
      const { status, body } = await put("grammar-bad", [action]);
      expect(status).to.equal(400);
      expect(body).to.deep.equal({
        error: {
          code: "InvalidScopeMapActions",
          message: `The action '${action}' is not valid.`,
        },
      });
    });
  }

  it("takes 500 actions and refuses 501", async () => {
    const actions = Array.from(
      { length: 501 },
      (_, index) => `repositories/r${index}/content/read`,
    );

    expect((await put("many-actions", actions.slice(1))).status).to.equal(200);
    const { status, body } = await put("many-actions", actions);
    expect([status, body]).to.deep.equal([
      400,
      {
        error: {
          code: "InvalidScopeMapActions",
          message: "A scope map can have at most 500 actions; 501 were given.",
        },
      },
    ]);
  });

  for (const name of ["four", "dot.ted", `long${"g".repeat(50)}`]) {
    it(`refuses the name ${name}`, async () => {
      const { status, body } = await put(name, ["repositories/a/content/read"]);
      expect([status, (body as { error: { code: string } }).error.code]).to.deep.equal([
        400,
        "InvalidResourceName",
      ]);
    });
  }

  it("leaves the tokens of a deleted scope map without permissions", async () => {
    const password = await azure.givenToken("orphan-pull", ["repositories/app/api/content/read"]);
    await azure.arm("DELETE", "scopeMaps/orphan-pull");

    const { status, body } = await azure.login("orphan-pull", password, "repository:app/api:pull");

    expect(status).to.equal(200);
    const access = (body as { access_token: string }).access_token;
    const { status: pull } = await azure.registry("GET", "/v2/app/api/manifests/latest", access);
    expect(pull).to.equal(401);
  });

  it("refuses to delete a scope map in use when told to behave so", async () => {
    await azure.givenToken("inuse-pull", ["repositories/app/api/content/read"]);
    azure.emulator.behaviours.scopeMapInUseConflict = true;
    const { status, body } = await azure.arm("DELETE", "scopeMaps/inuse-pull");
    azure.emulator.behaviours.scopeMapInUseConflict = false;

    expect([status, body]).to.deep.equal([
      409,
      {
        error: {
          code: "ScopeMapInUse",
          message: "The scope map inuse-pull is in use by at least one token.",
        },
      },
    ]);
  });
});
