// AccessGuard: the record of who may do what, counted by a revision.

import { expect } from "chai";
import { accessGuard as guardOf } from "../../provider/accessGuard";

describe("AccessGuard", () => {
  const accessGuard = guardOf({ today: () => "2026-11-21" });
  const call = { urn: "urn", isPreview: false, log: () => {} };
  const inputs = { access: { contoso: "active" }, fileSha256: "a" };

  it("begins to count at one", async () => {
    expect(await accessGuard.create(inputs, call)).to.deep.equal({
      id: "access-guard",
      inputs,
      outputs: { revision: 1 },
    });
  });

  it("counts every update", async () => {
    const old = { id: "access-guard", inputs, outputs: { revision: 7 } };
    expect(await accessGuard.update(old, inputs, call)).to.deep.equal({ revision: 8 });
  });

  it("changes when the file or somebody's access does", () => {
    const old = { id: "access-guard", inputs, outputs: { revision: 7 } };
    expect(accessGuard.diff(old, inputs, call)).to.deep.equal({});
    const news = { access: { contoso: "suspended" }, fileSha256: "b" };
    expect(accessGuard.diff(old, news, call)).to.deep.equal({
      "access.contoso": { kind: "update", isInput: true },
      fileSha256: { kind: "update", isInput: true },
    });
  });

  it("is there as long as the state knows it, and cannot be imported", async () => {
    const known = { id: "access-guard", inputs, outputs: { revision: 7 } };
    expect(await accessGuard.read(known, call)).to.deep.equal(known);
    expect(await accessGuard.read({ ...known, outputs: {} }, call)).to.equal(undefined);
  });
});
