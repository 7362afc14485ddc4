// What a recovery leaves in the state.

import { expect } from "chai";
import { recoveredState } from "../../cli/recover/recover";
import type { Remedy } from "../../cli/recover/remedy";
import type { State, StateResource } from "../../cli/recover/state";

describe("the state after a recovery", () => {
  it("holds what was imported, and no pending operation", () => {
    const taken = { urn: "urn::a", type: "t", inputs: { x: 1 } };
    const forgotten = { urn: "urn::c", type: "t" };
    const operation = (resource: StateResource) => ({ type: "creating", resource });
    const state: State = {
      resources: [{ urn: "urn::stack", type: "s" }],
      pending_operations: [taken, forgotten].map(operation),
    };
    const remedies: Remedy[] = [
      { kind: "import", operation: operation(taken), id: "/id/a" },
      { kind: "forget", operation: operation(forgotten), why: "" },
    ];
    expect(recoveredState(state, remedies, new Date("2026-01-01T00:00:00Z"))).to.deep.equal({
      resources: [
        { urn: "urn::stack", type: "s" },
        { ...taken, id: "/id/a", created: "2026-01-01T00:00:00.000Z", outputs: {} },
      ],
    });
  });
});
