// The little of Graph that the emulator has: service principals by name and id.
import { expect } from "chai";
import { useEmulator } from "../useEmulator";

describe("emulated Graph", () => {
  const azure = useEmulator();
  const ask = async (path: string, method = "GET", json?: unknown, principal?: string) => {
    const { url } = azure.emulator;
    const token = await azure.newAccessToken(url, principal);
    const { status, body } = await azure.send(`${url}/v1.0/${path}`, {
      method,
      json,
      headers: { authorization: `Bearer ${token}` },
    });
    return [status, body] as const;
  };
  const context = (of: string) => `${azure.emulator.url}/v1.0/$metadata#${of}`;
  const contoso = {
    id: "66666666-6666-4666-8666-666666666666",
    accountEnabled: true,
    appId: "55555555-5555-4555-8555-555555555555",
    appDisplayName: "contoso-deployment",
    displayName: "contoso-deployment",
    servicePrincipalNames: ["55555555-5555-4555-8555-555555555555"],
    servicePrincipalType: "Application",
  };

  for (const filter of [
    "servicePrincipalNames/any(c:c eq '55555555-5555-4555-8555-555555555555')",
    "appId eq '55555555-5555-4555-8555-555555555555'",
    "displayName eq 'contoso-deployment'",
    "startswith(displayName,'Contoso')",
  ]) {
    it(`finds a service principal by ${filter}`, async () => {
      const query = `?$filter=${encodeURIComponent(filter)}`;
      expect(await ask(`servicePrincipals${query}`)).to.deep.equal([
        200,
        { "@odata.context": context("servicePrincipals"), value: [contoso] },
      ]);
    });
  }

  it("finds nothing by what nobody has, and refuses what it cannot read", async () => {
    const query = (filter: string) => `servicePrincipals?$filter=${encodeURIComponent(filter)}`;
    const none = { "@odata.context": context("servicePrincipals"), value: [] };
    expect(await ask(query("appId eq 'x'"))).to.deep.equal([200, none]);
    expect(await ask(query("startswith(displayName,'deployment')"))).to.deep.equal([200, none]);
    expect((await ask(query("startswith(appId,'5')")))[0]).to.equal(400);
    expect((await ask(query("endswith(displayName,'t')")))[0]).to.equal(400);
  });

  it("knows service principals by their ids, and nobody else", async () => {
    expect(await ask(`servicePrincipals/${contoso.id}`)).to.deep.equal([
      200,
      { "@odata.context": context("servicePrincipals/$entity"), ...contoso },
    ]);
    for (const path of ["servicePrincipals/nobody", "users/nobody"]) {
      const [status, body] = await ask(path);
      expect([status, (body as { error: { code: string } }).error.code]).to.deep.equal([
        404,
        "Request_ResourceNotFound",
      ]);
    }
    expect(
      await ask("users?$filter=userPrincipalName eq 'a@b.example'".replaceAll(" ", "%20")),
    ).to.deep.equal([200, { "@odata.context": context("users"), value: [] }]);
  });

  it("tells what ids stand for, and leaves out what it does not know", async () => {
    const ids = [contoso.id.toUpperCase(), "99999999-9999-4999-8999-999999999999"];
    expect(await ask("directoryObjects/getByIds", "POST", { ids, types: ["user"] })).to.deep.equal([
      200,
      { "@odata.context": context("directoryObjects"), value: [] },
    ]);
    const types = ["user", "servicePrincipal"];
    expect(await ask("directoryObjects/getByIds", "POST", { ids, types })).to.deep.equal([
      200,
      {
        "@odata.context": context("directoryObjects"),
        value: [{ "@odata.type": "#microsoft.graph.servicePrincipal", ...contoso }],
      },
    ]);
  });

  it("is closed to whoever has no token for it, or is not the deployer", async () => {
    const { url } = azure.emulator;
    const anonymous = await azure.send(`${url}/v1.0/servicePrincipals`);
    const [status, body] = await ask("servicePrincipals", "GET", undefined, "contoso-deployment");
    const code = (answer: unknown) => (answer as { error: { code: string } }).error.code;
    expect([anonymous.status, code(anonymous.body)]).to.deep.equal([
      401,
      "InvalidAuthenticationToken",
    ]);
    expect([status, code(body)]).to.deep.equal([403, "Authorization_RequestDenied"]);
  });
});
