// What a plan says of a sync whose entry changes.

import { expect } from "chai";
import { syncNotes } from "../../../cli/plan/syncNotes";
import { loadCustomers } from "../../../customers/load";
import type { Customer } from "../../../customers/schema/schema";
import { file } from "../../customers/cases/case";

/** Contoso with this sync; without one if it is empty. */
function contoso(sync: string, granted = "[app/api, base/*]"): Customer {
  const lines = [`repositories: ${granted}`, "actions: [content/read, metadata/read]"];
  const yaml = file(...lines, ...(sync === "" ? [] : [`sync: ${sync}`]));
  const result = loadCustomers(Buffer.from(yaml), { file: "f" });
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join());
  return result.file.customers[0] as Customer;
}

describe("notes about a sync", () => {
  for (const [before, after, notes] of [
    ["", "", []],
    ["{}", "{}", []],
    ["{}", "{ header: { generation: 1 }, repositories: [app/api, base/*] }", []],
    ["", "{}", ["sync: announces app/api, base/*"]],
    ["{}", "", ["sync: ends, and its webhooks are deleted"]],
    ["{}", "{ repositories: [base/a] }", ["sync: announces base/a"]],
    ["{}", "{ webhookScope: prefix }", ["sync: webhookScope repository, now prefix"]],
    ["{}", "{ header: { generation: 2 } }", ["sync: header generation 1, now 2"]],
    [
      "{ header: { generation: 2 } }",
      "{ header: { generation: 3, inUse: 2 } }",
      ["sync: header generation 2, now 3", "sync: header inUse 1, now 2"],
    ],
  ] as const) {
    it(`say of ${before || "none"}, then ${after || "none"}: ${notes.join("; ") || "nothing"}`, () => {
      expect(syncNotes(contoso(before), contoso(after))).to.deep.equal([...notes]);
    });
  }

  it("follow what is granted where the sync names nothing itself", () => {
    expect(syncNotes(contoso("{}", "[app/api]"), contoso("{}"))).to.deep.equal([
      "sync: announces app/api, base/*",
    ]);
  });
});
