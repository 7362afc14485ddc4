// When azure-native is stopped before it writes a token again: test/e2e/refused/apiVersion.e2e.ts has the run.

import { expect } from "chai";
import { withoutApiVersion } from "../../components/azureNativeOptions";
import { refuseUpdate } from "../../components/tokenGuard";

describe("the guard of tokens", () => {
  const tokenGuard = { name: "guard", callback: refuseUpdate };
  const onError = [{ name: "other", callback: () => false }];
  const optionsOf = (type: string) =>
    withoutApiVersion(tokenGuard)({
      type,
      name: "it",
      props: {},
      opts: { ignoreChanges: ["status"], hooks: { onError }, aliases: ["old"] },
    } as never)?.opts;
  const plain = { aliases: [], ignoreChanges: ["status", "azureApiVersion"] };

  it("is asked before a token is updated, beside the hooks that it has", () => {
    expect(optionsOf("azure-native:containerregistry:Token")).to.deep.equal({
      ...plain,
      hooks: { onError, beforeUpdate: [tokenGuard] },
    });
  });

  it("is not asked about anything else", () => {
    expect(optionsOf("azure-native:keyvault:Secret")).to.deep.equal({
      ...plain,
      hooks: { onError },
    });
    expect(optionsOf("random:index/randomString:RandomString")).to.equal(undefined);
  });

  it("names the token, and what to do", () => {
    expect(() => refuseUpdate({ id: "/registries/r/tokens/contoso-pull" })).to.throw(
      "token contoso-pull: not updated, because azure-native would replace all of its properties, which can remove its passwords; run `pulumi up --refresh`, and if that does not help, return to the previous version of @pulumi/azure-native",
    );
  });
});
