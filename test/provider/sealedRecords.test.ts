// What AccessGuard adds to a record: the hash that seals it with the one before, and who is behind the run.

import { expect } from "chai";
import type { RunProvenance } from "../../access/provenance";
import { sealOf } from "../../access/seal";
import { accessGuard as guardOf } from "../../provider/accessGuard";
import { UNKNOWN } from "../../provider/protocol/resource";

describe("a record of AccessGuard", () => {
  const rightsOf = async () => undefined;
  const accessGuard = guardOf({ today: () => "2026-11-21", rightsOf, declares: () => {} });
  const call = { urn: "urn", isPreview: false, log: () => {} };
  const inputs = { access: { contoso: "active" }, fileSha256: "a" };

  it("seals each record with the hash of the one before, from the first that has one", async () => {
    const old = { revision: 7, listedSince: {}, rightsSince: {}, adopted: [] };
    const at = (outputs: object) => ({ id: "access-guard", inputs, outputs: { ...outputs } });
    const first = await accessGuard.update(at(old), inputs, call);
    expect(first).not.to.have.property("previousSha256");
    const second = await accessGuard.update(at(first), inputs, call);
    expect(second.previousSha256).to.equal(first.recordSha256);
    expect(second.recordSha256).to.equal(sealOf({ inputs, outputs: second }));
    expect(accessGuard.diff(at(second), inputs, call)).to.deep.equal({});
    expect(await accessGuard.read(at(second), call)).to.deep.equal(at(second));
  });

  it("keeps who is behind the run that wrote the record, and forgets it in the next", async () => {
    const guard = (provenance?: RunProvenance) =>
      guardOf({
        today: () => "2026-11-21",
        rightsOf,
        declares: () => {},
        ...(provenance === undefined ? {} : { run: { provenance } }),
      });
    const provenance = { commit: "f".repeat(40), approvers: ["bob"] };
    const { outputs } = await guard(provenance).create(inputs, call);
    expect(outputs.provenance).to.deep.equal(provenance);
    expect(outputs.recordSha256).to.equal(sealOf({ inputs, outputs }));
    const old = { id: "access-guard", inputs, outputs };
    // It is no part of what decides whether there is a change.
    expect(guard({ commit: "e".repeat(40) }).diff(old, inputs, call)).to.deep.equal({});
    expect(await guard().update(old, inputs, call)).not.to.have.property("provenance");
    const later = await guard({ run: "https://run" }).update(old, inputs, call);
    expect(later.provenance).to.deep.equal({ run: "https://run" });
    const preview = await guard(provenance).create(inputs, { ...call, isPreview: true });
    expect(preview.outputs).not.to.have.property("provenance");
  });

  it("warns of a variable that it cannot read, and checks the change all the same", async () => {
    const lines: string[] = [];
    const guard = guardOf({
      ...{ today: () => "2026-11-21", rightsOf, declares: () => {} },
      run: { problem: "it is not JSON" },
    });
    const log = (severity: string, message: string) => lines.push(`${severity}: ${message}`);
    const news = { access: { contoso: "active; contoso-pull; content/read; app/api" } };
    expect(await guard.check({}, news, { ...call, log })).to.deep.equal({
      inputs: news,
      problems: [],
    });
    expect(lines).to.deep.equal(["warning: it is not JSON"]);
  });

  it("says in a preview that the hash is not known yet", async () => {
    const preview = { ...call, isPreview: true };
    const created = await accessGuard.create(inputs, preview);
    expect(created.outputs.recordSha256).to.equal(UNKNOWN);
    const old = { id: "access-guard", inputs, outputs: { revision: 7, recordSha256: "a" } };
    expect(await accessGuard.update(old, inputs, preview)).to.deep.include({
      recordSha256: UNKNOWN,
      previousSha256: "a",
    });
  });
});
