// What scope map actions grant on a repository, as a table.
import { expect } from "chai";
import { grantedOn, grantsCatalog } from "../../../emulator/registry/grants";
import type { ScopeMap } from "../../../emulator/world/world";

const scopeMap = (...actions: string[]): ScopeMap => ({
  name: "contoso-pull",
  type: "UserDefined",
  creationDate: "",
  actions,
  systemData: {
    createdBy: "",
    createdByType: "",
    createdAt: "",
    lastModifiedBy: "",
    lastModifiedByType: "",
    lastModifiedAt: "",
  },
});

describe("grantedOn", () => {
  for (const { actions, repository, granted } of [
    { actions: ["repositories/app/content/read"], repository: "app", granted: ["pull"] },
    { actions: ["repositories/app/content/read"], repository: "app/api", granted: [] },
    { actions: ["repositories/app/content/read"], repository: "ap", granted: [] },
    { actions: ["repositories/app/content/write"], repository: "app", granted: ["push"] },
    { actions: ["repositories/app/content/delete"], repository: "app", granted: ["delete"] },
    { actions: ["repositories/app/metadata/read"], repository: "app", granted: ["metadata_read"] },
    {
      actions: ["repositories/app/metadata/write"],
      repository: "app",
      granted: ["metadata_write"],
    },
    { actions: ["repositories/app/content/READ"], repository: "app", granted: ["pull"] },
    { actions: ["repositories/team/*/content/read"], repository: "team/app", granted: ["pull"] },
    {
      actions: ["repositories/team/*/content/read"],
      repository: "team/app/deep",
      granted: ["pull"],
    },
    { actions: ["repositories/team/*/content/read"], repository: "team", granted: [] },
    { actions: ["repositories/team/*/content/read"], repository: "teams/app", granted: [] },
    { actions: ["repositories/*/content/read"], repository: "any/thing", granted: ["pull"] },
    {
      actions: ["repositories/team/*/content/read", "repositories/team/app/metadata/read"],
      repository: "team/app",
      granted: ["pull", "metadata_read"],
    },
    { actions: ["gateway/edge1/config/read"], repository: "edge1", granted: [] },
    { actions: [], repository: "app", granted: [] },
  ]) {
    it(`gives ${granted.join(" and ") || "nothing"} on ${repository} for ${actions.join(", ") || "no actions"}`, () => {
      expect([...grantedOn(repository, scopeMap(...actions))]).to.deep.equal(granted);
    });
  }

  it("gives nothing without a scope map", () => {
    expect([...grantedOn("app", undefined)]).to.deep.equal([]);
  });
});

describe("grantsCatalog", () => {
  it("takes metadata/read on the root wildcard", () => {
    expect(grantsCatalog(scopeMap("repositories/*/metadata/read"))).to.equal(true);
    expect(grantsCatalog(scopeMap("repositories/*/content/read"))).to.equal(false);
    expect(grantsCatalog(scopeMap("repositories/team/*/metadata/read"))).to.equal(false);
  });
});
