// What an entry syncs where it does not say so.
import { expect } from "chai";
import { loadCustomers } from "../../customers/load";
import { file } from "./cases/case";

describe("sync in customers.yaml", () => {
  it("syncs all that is granted, with the first header, unless the entry says otherwise", () => {
    const actions = "actions: [content/read, metadata/read]";
    const lines = ["{}", "{ header: { generation: 2 } }", "{ repositories: [base/a] }"];
    const synced = lines.map((sync) => {
      const yaml = file("repositories: [app/api, base/*]", actions, `sync: ${sync}`);
      const result = loadCustomers(Buffer.from(yaml), { file: "f" });
      return result.ok && result.file.customers[0]?.sync;
    });
    const all = { repositories: ["app/api", "base/*"], webhookScope: "repository" };
    expect(synced).to.deep.equal([
      { ...all, header: { generation: 1, inUse: 1 } },
      { ...all, header: { generation: 2, inUse: 1 } },
      { ...all, repositories: ["base/a"], header: { generation: 1, inUse: 1 } },
    ]);
  });
});
