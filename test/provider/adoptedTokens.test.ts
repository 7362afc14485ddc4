// What the guard keeps of tokens that were adopted.

import { expect } from "chai";
import { accessGuard as guardOf } from "../../provider/accessGuard";

describe("AccessGuard", () => {
  const rightsOf = async () => expect.fail("nothing is read there");
  const accessGuard = guardOf({ today: () => "2026-11-21", rightsOf, declares: () => {} });
  const call = { urn: "urn", isPreview: false, log: () => {} };

  it("knows whose token was adopted also when the line is gone from the file, as long as they are listed", async () => {
    const lines = { contoso: "active", fabrikam: "active", northwind: "active" };
    const outputs = { revision: 7, listedSince: {}, rightsSince: {}, adopted: ["contoso", "gone"] };
    const old = { id: "access-guard", inputs: { access: lines, adopt: ["contoso"] }, outputs };
    const news = { access: lines, adopt: ["northwind"], fileSha256: "b" };
    expect((await accessGuard.update(old, news, call)).adopted).to.deep.equal([
      "contoso",
      "northwind",
    ]);
    const first = await accessGuard.create({ ...news, access: lines }, call);
    expect(first.outputs.adopted).to.deep.equal(["northwind"]);
  });
});
