// The ARM id of a token, taken apart and compared.

import { expect } from "chai";
import { isSameId, parseTokenId } from "../../azure/tokens/tokenId";

const ID =
  "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/registry-access/providers/Microsoft.ContainerRegistry/registries/vendorimages/tokens/contoso-pull";

describe("parseTokenId", () => {
  const others: [name: string, id: string][] = [
    ["nothing", ""],
    ["a name", "contoso-pull"],
    ["a scope map's id", ID.replace("/tokens/", "/scopeMaps/")],
    ["a registry's id", ID.replace(/\/tokens\/.*/, "")],
    ["an id with more behind it", `${ID}/passwords/password1`],
    ["an id with a slash at the end", `${ID}/`],
    ["an id without its leading slash", ID.slice(1)],
    ["an id with an empty part", ID.replace("vendorimages", "")],
    ["an address", `https://management.azure.com${ID}`],
  ];
  for (const [name, id] of others) {
    it(`refuses ${name}`, () => {
      expect(() => parseTokenId(id))
        .to.throw(Error)
        .with.property(
          "message",
          `"${id}" is not the ARM id of a registry token; use /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/<registry>/tokens/<token>`,
        );
    });
  }

  it("takes an id apart, whatever the case of its fixed words", () => {
    const parts = {
      subscriptionId: "11111111-1111-4111-8111-111111111111",
      resourceGroupName: "registry-access",
      registryName: "vendorimages",
      tokenName: "contoso-pull",
    };
    expect(parseTokenId(ID)).to.deep.equal(parts);
    expect(
      parseTokenId(ID.replace("resourceGroups", "resourcegroups").replace("tokens", "Tokens")),
    ).to.deep.equal(parts);
  });
});

describe("isSameId", () => {
  it("compares without regard to case", () => {
    expect(isSameId(ID, ID.toUpperCase())).to.equal(true);
    expect(isSameId(ID, `${ID}2`)).to.equal(false);
  });
});
