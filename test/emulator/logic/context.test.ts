// What the expressions of a run read within loops: their own iteration first, and nothing of an earlier one.
import { expect } from "chai";
import { Context } from "../../../emulator/logic/engine/context";

describe("the context of an action", () => {
  it("has the outputs of its iteration, and then those around it", () => {
    const around = new Context();
    around.setOutputs("Before", 1);
    const inner = new Context(around, { loop: "Each", index: 0, item: "a" });
    inner.setOutputs("Inner", 2);
    expect(["Before", "Inner", "Never"].map((name) => inner.outputs(name))).to.deep.equal([
      1,
      2,
      null,
    ]);
    expect(around.outputs("Inner")).to.equal(null);
  });

  it("has nothing of an earlier round for what put out nothing in this one", () => {
    const around = new Context();
    const first = new Context(around, { loop: "Until", index: 0 });
    first.setOutputs("Ask", "first");
    first.handTo(around);
    const second = new Context(around, { loop: "Until", index: 1 });
    second.setOutputs("Ask", null);
    expect(second.outputs("Ask")).to.equal(null);
    second.handTo(around);
    expect(around.outputs("Ask")).to.equal(null);
  });

  it("has the item of the nearest loop over items, also where that is null", () => {
    const outer = new Context(new Context(), { loop: "Outer", index: 0, item: "a" });
    const inner = new Context(outer, { loop: "Inner", index: 2, item: null });
    const until = new Context(inner, { loop: "Until", index: 1 });
    expect([
      until.item(),
      until.items("Inner"),
      until.items("Outer"),
      until.items("Until"),
    ]).to.deep.equal([null, null, "a", null]);
    expect(until.repetition()).to.deep.equal([
      { scopeName: "Outer", itemIndex: 0 },
      { scopeName: "Inner", itemIndex: 2 },
      { scopeName: "Until", itemIndex: 1 },
    ]);
  });
});
