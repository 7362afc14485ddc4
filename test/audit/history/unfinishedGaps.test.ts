// What a killed run had begun, and no later run finished, is named once.
import { expect } from "chai";
import { makeHistory } from "../../../audit/history/makeHistory";
import { found, storedRuns } from "./storedHistory";

const BEGUN = [
  { type: "creating", resource: { urn: "urn:pulumi:dev::p::t::contoso-token", type: "t" } },
];

describe("what a run had begun and never finished", () => {
  it("is named at the entry whose checkpoint has it first", () => {
    const runs = storedRuns([{ record: 1 }, { record: 2 }, { record: 3 }, { record: 4 }]);
    const killed = runs.map(({ checkpoint = "", ...run }, index) => {
      const parsed = JSON.parse(checkpoint) as { checkpoint: { latest: object } };
      if (index === 1 || index === 2) {
        Object.assign(parsed.checkpoint.latest, { pending_operations: BEGUN });
      }
      return { ...run, checkpoint: JSON.stringify(parsed) };
    });
    expect(makeHistory(found(killed)).gaps).to.deep.equal([
      {
        at: runs[1]?.name,
        words:
          "creating contoso-token was begun by a run that was killed, and never finished: whether it was done in Azure is not known",
      },
    ]);
  });
});
