// By which of its lines Pulumi is known to say that an update is not as planned.
import { expect } from "chai";
import { isViolation } from "../../engine/planViolation";

describe("a violated plan", () => {
  it("is known by each of Pulumi's sentences", () => {
    const sentences = [
      "error: resource urn:x violates plan: parent changed (expected urn:y)",
      "error: update is not allowed by the plan: this resource is constrained to same",
      "error: expected resource operations for urn:x but none were seen",
      "error: preview failed",
    ];
    expect(sentences.map(isViolation)).to.deep.equal([true, true, true, false]);
  });
});
