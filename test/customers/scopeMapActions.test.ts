// The actions of a scope map.
import { expect } from "chai";
import { scopeMapActions } from "../../customers/scopeMapActions";

describe("scopeMapActions", () => {
  it("lists each action of each repository once, sorted", () => {
    const actions = scopeMapActions({
      repositories: ["base/*", "app/web", "app/api", "app/web"],
      actions: ["metadata/read", "content/read"],
    });
    expect(actions).to.deep.equal([
      "repositories/app/api/content/read",
      "repositories/app/api/metadata/read",
      "repositories/app/web/content/read",
      "repositories/app/web/metadata/read",
      "repositories/base/*/content/read",
      "repositories/base/*/metadata/read",
    ]);
  });

  it("writes every repository as Azure does", () => {
    const actions = scopeMapActions({ repositories: ["*"], actions: ["content/read"] });
    expect(actions).to.deep.equal(["repositories/*/content/read"]);
  });
});
