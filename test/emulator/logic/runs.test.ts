// Runs of workflows: in which order actions run, how groups end, and what loops, filters and ends do.
import { expect } from "chai";
import { FAILS, follows, query, useRuns, WORKS, waits } from "./useRuns";
import { MANUAL } from "./workflows";

describe("runs of an emulated workflow", () => {
  const { azure, workflows, run } = useRuns();

  it("succeeds with nothing to do", async () => {
    const { status, actions } = await run({});
    expect([status, actions]).to.deep.equal(["Succeeded", {}]);
  });

  it("runs what comes after a failure only where it is asked for", async () => {
    const { status, actions } = await run({
      A: FAILS,
      B: { ...WORKS, ...follows("A", "Succeeded") },
      C: { ...WORKS, ...follows("A", "Failed", "TimedOut") },
      D: { ...WORKS, ...follows("B", "Skipped") },
    });
    expect(actions).to.deep.equal({
      A: "Failed BadRequest",
      B: "Skipped ActionSkipped",
      C: "Succeeded OK",
      D: "Succeeded OK",
    });
    expect(status).to.equal("Succeeded");
  });

  it("fails if a skipped action at its end stands for a failed one", async () => {
    const { name, status } = await run({ A: FAILS, B: { ...WORKS, ...follows("A", "Succeeded") } });
    const [{ error } = {}] = await workflows.runs(name);
    expect([status, error]).to.deep.equal([
      "Failed",
      { code: "ActionFailed", message: "An action failed. No dependent actions succeeded." },
    ]);
  });

  it("catches the failure of a scope", async () => {
    const { status, actions } = await run({
      Try: { type: "Scope", actions: { A: FAILS, B: { ...WORKS, ...follows("A", "Succeeded") } } },
      Catch: { ...WORKS, ...follows("Try", "Failed", "Skipped", "TimedOut") },
    });
    expect([status, actions]).to.deep.equal([
      "Succeeded",
      {
        Try: "Failed ActionFailed",
        A: "Failed BadRequest",
        B: "Skipped ActionSkipped",
        Catch: "Succeeded OK",
      },
    ]);
  });

  it("says which expression failed, and why", async () => {
    const { name } = await run({ A: FAILS }, { something: 1 });
    const [found] = await workflows.runs(name);
    const { body } = await workflows.arm("GET", `${name}/runs/${found?.name}/actions/A`);
    expect((body as { properties: { error: object } }).properties.error).to.deep.equal({
      code: "InvalidTemplate",
      message:
        "Unable to process template language expressions in action 'A' inputs at line '0' and column '0': 'The template language expression 'triggerBody()['nothing']' cannot be evaluated because property 'nothing' doesn't exist, available properties are 'something'. Please see https://aka.ms/logicexpressions for usage details.'.",
    });
  });

  it("chooses a branch, and skips the other with all in it", async () => {
    const branches = {
      Check: {
        type: "If",
        expression: { and: [{ equals: ["@triggerBody()?['action']", "push"] }] },
        actions: { Yes: WORKS },
        else: { actions: { No: { type: "Scope", actions: { Inner: WORKS } } } },
      },
      Then: query(["@body('Yes')"], true, follows("Check", "Succeeded")),
    };
    const yes = await run(branches, { action: "push" });
    const no = await run(branches, { action: "delete" });
    expect([yes.actions, no.actions]).to.deep.equal([
      {
        Check: "Succeeded OK",
        Yes: "Succeeded OK",
        No: "Skipped ActionSkipped",
        Inner: "Skipped ActionSkipped",
        Then: "Succeeded OK",
      },
      {
        Check: "Succeeded OK",
        Yes: "Skipped ActionSkipped",
        No: "Succeeded OK",
        Inner: "Succeeded OK",
        Then: "Succeeded OK",
      },
    ]);
  });

  it("fails where a condition is neither true nor false", async () => {
    const { actions } = await run({
      Check: { type: "If", expression: "@triggerBody()", actions: {} },
    });
    expect(actions).to.deep.equal({ Check: "Failed BadRequest" });
  });

  // https://learn.microsoft.com/azure/logic-apps/logic-apps-perform-data-operations#filter-array-action
  it("filters an array", async () => {
    const { name } = await run(
      { Filter: query("@triggerBody()", "@greater(item(), 1)") },
      [0, 1, 2, 3, 4],
    );
    expect(await workflows.content(name, "Filter")).to.deep.equal({
      inputs: { from: [0, 1, 2, 3, 4], where: "@greater(item(), 1)" },
      outputs: { body: [2, 3, 4] },
    });
  });

  it("ends with a status and an error", async () => {
    const { name, status, actions } = await run(
      {
        Before: WORKS,
        Stop: {
          ...follows("Before", "Succeeded"),
          type: "Terminate",
          inputs: {
            runStatus: "Failed",
            runError: { code: "E1", message: "because of @{triggerBody().a}" },
          },
        },
        Then: { ...WORKS, ...follows("Stop", "Succeeded") },
        Slow: waits("PT1H"),
      },
      { a: "it" },
    );
    const [{ error } = {}] = await workflows.runs(name);
    expect([status, error]).to.deep.equal(["Failed", { code: "E1", message: "because of it" }]);
    expect(actions).to.deep.equal({
      Before: "Succeeded OK",
      Stop: "Succeeded OK",
      Slow: "Cancelled ActionCancelled",
    });
  });

  it("runs nothing of a trigger whose condition does not hold, and answers the same", async () => {
    const conditions = [
      {
        expression:
          "@equals(triggerOutputs()?['headers']?['X-Registry-Sync'], parameters('secret'))",
      },
      { expression: "@not(empty(parameters('secret')))" },
    ];
    const url = await workflows.deploy("conditional", {
      triggers: { manual: { ...MANUAL.manual, conditions } },
      parameters: { secret: { type: "securestring" } },
      values: { secret: { value: "s3cret" } },
    });
    const wrong = await workflows.call(url, {}, { headers: { "X-Registry-Sync": "guess" } });
    const missing = await workflows.call(url);
    const right = await workflows.call(url, {}, { headers: { "X-Registry-Sync": "s3cret" } });
    await azure.emulator.settle();

    expect([wrong.status, missing.status, right.status]).to.deep.equal([202, 202, 202]);
    expect((await workflows.runs("conditional")).map(({ status }) => status)).to.deep.equal([
      "Succeeded",
    ]);
    const { body } = await workflows.arm("GET", "conditional/triggers/manual/histories");
    expect(
      (body as { value: { properties: { status: string; fired: boolean } }[] }).value.map(
        ({ properties: { status, fired } }) => [status, fired],
      ),
    ).to.deep.equal([
      ["Succeeded", true],
      ["Skipped", false],
      ["Skipped", false],
    ]);
  });
});
