// Drafts that are all comments have a place in a file without customers, too.

import { expect } from "chai";
import { draftEntries } from "../../../cli/adopt/draftEntries";
import { writeDrafts } from "../../../cli/adopt/writeDrafts";
import { readSourceFile } from "../../../cli/editing/sourceFile";
import { EditedFile } from "../editing/run";
import { found, may, scopeMap, token } from "./foundTokens";

describe("drafts that all need a decision", () => {
  it("are written as comments into an empty file, which goes on listing nobody", async () => {
    const file = new EditedFile("customers:\n");
    const { drafts } = draftEntries(
      found(
        [token("ci-push")],
        [scopeMap("ci-push", { actions: [may("app/api", "content/write")] })],
      ),
    );
    const line = await writeDrafts(await readSourceFile(file.path), drafts, file.path);
    const { text } = file;
    const after = await readSourceFile(file.path);
    file.remove();
    expect(line).to.equal(2);
    expect(text.split("\n")[1]).to.equal(
      "  # needs a decision: token ci-push, enabled, scope map ci-push",
    );
    expect(after.problems.map(({ rule }) => rule)).to.deep.equal(["customers-are-listed"]);
  });
});
