// The codes with which runs fail: docs/sync-customer.md has each of them, and no other.
import { readFile } from "node:fs/promises";
import { expect } from "chai";
import { KNOWN_CLOUDS } from "../../../azure/clouds";
import { catchUpWorkflow } from "../../../customer-sync/workflow/catchUpWorkflow";
import type { Actions } from "../../../customer-sync/workflow/definition";
import { eventWorkflow } from "../../../customer-sync/workflow/eventWorkflow";

describe("the codes of runs that fail", () => {
  it("are those of docs/sync-customer.md", async () => {
    const text = await readFile("docs/sync-customer.md", "utf8");
    const [, table = ""] = /^## When a run fails\n(.*?)^## /ms.exec(text) ?? [];
    const documented = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code);
    const importing = { waitsForImports: true, cloud: KNOWN_CLOUDS.public };
    const workflows = [
      eventWorkflow({ isHandover: false, prefixes: [], ...importing }),
      catchUpWorkflow(importing),
    ];
    const codes = new Set(workflows.flatMap(({ actions }) => codesIn(actions)));
    expect(documented.sort()).to.deep.equal([...codes].sort());
    expect(documented).to.have.lengthOf(11);
  });
});

function codesIn(actions: Actions): string[] {
  return Object.values(actions).flatMap((action) => {
    if (action.type === "Terminate") return [action.inputs.runError.code];
    return "actions" in action ? codesIn(action.actions) : [];
  });
}
