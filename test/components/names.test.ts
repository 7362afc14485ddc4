// Names: of distinct customers never equal, and always what Azure accepts.

import { expect } from "chai";
import fc from "fast-check";
import { parseTokenId } from "../../azure/tokenId";
import { logicalNames, scopeMapId, secretName, tokenId } from "../../components/names";
import { ID_PATTERN } from "../../customers/limits";
import { PLACE, SCOPE_MAP_ID, TOKEN_ID } from "./customers";

const anyId = fc
  .stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,9}){0,3}$/)
  .filter((id) => id.length >= 2 && id.length <= 40);
const anySuffix = fc.stringMatching(/^[a-z0-9]{6}$/);

describe("names", () => {
  it("are derived from the customer's id", () => {
    expect(logicalNames("contoso")).to.deep.equal({
      scopeMap: "contoso-scope-map",
      token: "contoso-token",
      credentials: "contoso-credentials",
      suffix: "contoso-suffix",
      secret: "contoso-secret",
      revocation: "contoso-revocation",
    });
    expect(tokenId(PLACE, "contoso-pull")).to.equal(TOKEN_ID);
    expect(scopeMapId(PLACE, "contoso-pull")).to.equal(SCOPE_MAP_ID);
    expect(secretName("contoso", "x7k2pd")).to.equal("contoso-registry-x7k2pd");
  });

  it("never collide for distinct customers", () => {
    fc.assert(
      fc.property(anyId, anyId, anySuffix, anySuffix, (one, other, suffix, otherSuffix) => {
        fc.pre(one !== other);
        const names = Object.values(logicalNames(one));
        const others = Object.values(logicalNames(other));
        // Within one type; names of different types may be equal, such as those of `a-token` and the token of `a`.
        for (const [index, name] of names.entries()) expect(name).not.to.equal(others[index]);
        expect(secretName(one, suffix)).not.to.equal(secretName(other, otherSuffix));
        expect(tokenId(PLACE, `${one}-pull`)).not.to.equal(tokenId(PLACE, `${other}-pull`));
      }),
    );
  });

  it("of one customer differ from each other", () => {
    fc.assert(
      fc.property(anyId, (id) => {
        const names = Object.values(logicalNames(id));
        expect(new Set(names).size).to.equal(names.length);
      }),
    );
  });

  it("satisfy Azure's patterns", () => {
    fc.assert(
      fc.property(anyId, anySuffix, (id, suffix) => {
        expect(id).to.match(ID_PATTERN);
        // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
        expect(secretName(id, suffix)).to.match(/^[a-zA-Z0-9-]{1,127}$/);
        expect(`${id}-pull`).to.match(/^[a-zA-Z0-9-]{5,50}$/);
      }),
    );
  });

  it("make ids that can be taken apart again", () => {
    fc.assert(
      fc.property(anyId, (id) => {
        expect(parseTokenId(tokenId(PLACE, `${id}-pull`))).to.deep.equal({
          subscriptionId: PLACE.subscriptionId,
          resourceGroupName: PLACE.resourceGroupName,
          registryName: PLACE.registryName,
          tokenName: `${id}-pull`,
        });
      }),
    );
  });
});
