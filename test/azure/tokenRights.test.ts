// What a token may do today, as it is read from Azure.

import { expect } from "chai";
import { connectCloud } from "../../azure/cloud";
import { openRegistryTokens, type RegistryTokens } from "../../azure/tokens/registryTokens";
import { tokenRights } from "../../azure/tokens/tokenRights";
import { useEmulator } from "../emulator/useEmulator";

describe("tokenRights", () => {
  const azure = useEmulator();
  const ACTIONS = ["repositories/app/api/content/read", "repositories/app/web/content/write"];
  let tokens: RegistryTokens;

  before(async () => {
    const { environment, ca } = azure.emulator;
    tokens = openRegistryTokens(await connectCloud(environment, { ca, retryDelayMs: 1 }));
    await azure.givenToken("contoso-pull", ACTIONS);
  });

  const read = (token: string, today = "2026-03-01") =>
    tokenRights(tokens, `${azure.registryId}/tokens/${token}`, today);
  const patch = (properties: Record<string, unknown>) =>
    azure.arm("PATCH", "tokens/contoso-pull", { properties });

  it("are the actions of its scope map, and used by nobody while there is no password", async () => {
    await patch({ credentials: { passwords: [] } });
    expect(await read("contoso-pull")).to.deep.equal({
      isUsable: false,
      actions: ACTIONS,
      hasOwnScopeMap: true,
    });
  });

  it("are used as long as a password works and the token is enabled", async () => {
    azure.emulator.clock.set("2026-03-01T12:00:00Z");
    await azure.givenPassword("contoso-pull", "password1", "2026-03-20T10:00:00Z");
    const usable = async (today?: string) => (await read("contoso-pull", today))?.isUsable;
    expect(await usable("2026-03-20")).to.equal(true);
    expect(await usable("2026-03-21")).to.equal(false);
    await azure.givenPassword("contoso-pull", "password2");
    expect(await usable("2026-03-21")).to.equal(true);
    await patch({ status: "disabled" });
    expect(await usable()).to.equal(false);
  });

  it("are everything with a scope map of the system", async () => {
    await patch({ scopeMapId: `${azure.registryId}/scopeMaps/_repositories_push` });
    expect(await read("contoso-pull")).to.deep.equal({
      isUsable: false,
      actions: ["repositories/*/content/read", "repositories/*/content/write"],
      hasOwnScopeMap: false,
    });
  });

  it("are none when there is no such token", async () => {
    expect(await read("nobody-pull")).to.equal(undefined);
  });

  it("cannot be told where the scope map cannot be read", async () => {
    azure.emulator.faults.add({ path: "/scopeMaps/", status: 403, code: "AuthorizationFailed" });
    const thrown = await read("contoso-pull").catch((error: Error) => error.message);
    expect(thrown).to.match(/^reading scope map _repositories_push: 403 AuthorizationFailed: /);
  });
});
