// Loops of workflows: for each item of an array, and until a condition holds.
import { expect } from "chai";
import { follows, query, useRuns, WORKS, waits } from "./useRuns";

describe("loops of an emulated workflow", () => {
  const { azure, workflows, run } = useRuns();

  it("does actions for each item, each with its own item and outputs", async () => {
    const { name, actions } = await run(
      {
        Outer: {
          type: "Foreach",
          foreach: "@triggerBody()",
          actions: {
            Inner: {
              type: "Foreach",
              foreach: "@item()",
              operationOptions: "Sequential",
              actions: {
                One: query(["@items('Outer')", "@items('Inner')"], true),
                Two: query("@body('One')", "@contains(item(), 'b')", follows("One", "Succeeded")),
              },
            },
          },
        },
      },
      [["a", "b"], [], ["b", "c"]],
    );
    expect(actions).to.include({
      Outer: "Succeeded OK",
      Inner: "Succeeded OK",
      Two: "Succeeded OK",
    });
    const [found] = await workflows.runs(name);
    const { body } = await workflows.arm(
      "GET",
      `${name}/runs/${found?.name}/actions/Two/repetitions`,
    );
    const repetitions = (
      body as {
        value: {
          name: string;
          properties: { outputsLink: { uri: string }; repetitionIndexes: object };
        }[];
      }
    ).value;
    const outputs = await Promise.all(
      repetitions.map(async ({ name: repetition, properties }) => [
        repetition,
        (await azure.send(properties.outputsLink.uri)).body,
        properties.repetitionIndexes,
      ]),
    );
    const at = (outer: number, inner: number) => [
      { scopeName: "Outer", itemIndex: outer },
      { scopeName: "Inner", itemIndex: inner },
    ];
    expect(outputs.sort()).to.deep.equal([
      ["000000-000000", { body: [["a", "b"]] }, at(0, 0)],
      ["000000-000001", { body: [["a", "b"], "b"] }, at(0, 1)],
      ["000002-000000", { body: [["b", "c"], "b"] }, at(2, 0)],
      ["000002-000001", { body: [["b", "c"]] }, at(2, 1)],
    ]);
  });

  it("fails a loop if one iteration does, after all have been done", async () => {
    const { name, actions } = await run(
      {
        Each: {
          type: "Foreach",
          foreach: "@triggerBody()",
          actions: { One: query("@item()", true) },
        },
        Then: { ...WORKS, ...follows("Each", "Succeeded") },
      },
      [[1], "no array", [2]],
    );
    const [found] = await workflows.runs(name);
    const { body } = await workflows.arm(
      "GET",
      `${name}/runs/${found?.name}/actions/One/repetitions`,
    );
    const { value } = body as { value: { properties: { status: string } }[] };
    expect(value.map(({ properties }) => properties.status).sort()).to.deep.equal([
      "Failed",
      "Succeeded",
      "Succeeded",
    ]);
    expect([actions.Each, actions.Then]).to.deep.equal([
      "Failed ActionFailed",
      "Skipped ActionSkipped",
    ]);
  });

  // https://learn.microsoft.com/azure/logic-apps/logic-apps-control-flow-loops#foreach-loop
  it("does what is in a loop within a loop one after the other", async () => {
    const begun = azure.emulator.clock.now().getTime();
    const each = (actions: object) => ({ type: "Foreach", foreach: [1, 2, 3], actions });
    await run({ Outer: each({ Inner: each({ Wait: waits("PT1H") }) }) });
    expect((azure.emulator.clock.now().getTime() - begun) / 3_600_000).to.be.within(3, 3.1);
  });

  it("fails a loop over what is no array", async () => {
    const { actions } = await run({
      Each: { type: "Foreach", foreach: "@triggerBody()?['a']", actions: {} },
    });
    expect(actions).to.deep.equal({ Each: "Failed BadRequest" });
  });

  describe("until", () => {
    const until = (expression: string, limit: object, more: object = {}) => ({
      Loop: {
        type: "Until",
        expression,
        limit,
        actions: {
          Wait: waits("PT10M"),
        },
        ...more,
      },
    });
    const rounds = async (name: string) => {
      const [found] = await workflows.runs(name);
      const { body } = await workflows.arm("GET", `${name}/runs/${found?.name}/actions/Loop`);
      return (body as { properties: { iterationCount: number } }).properties.iterationCount;
    };

    it("stops when the condition holds", async () => {
      const { name, actions } = await run(until("@equals(outputs('Wait'), null)", { count: 5 }));
      expect([await rounds(name), actions.Loop]).to.deep.equal([1, "Failed ActionFailed"]);
    });

    it("reads what its own last round put out", async () => {
      const operation = "Metadata_GetEndpoints";
      azure.emulator.faults.add({ operation, status: 404, times: 2 });
      const { name, actions } = await run({
        Loop: {
          type: "Until",
          expression: "@equals(outputs('Ask')['statusCode'], 200)",
          limit: { count: 5 },
          actions: {
            Ask: {
              type: "Http",
              inputs: {
                method: "GET",
                uri: `${azure.emulator.url}/metadata/endpoints?api-version=2022-09-01`,
              },
            },
          },
        },
        Then: query(["@body('Ask').name"], true, follows("Loop", "Succeeded")),
      });
      expect([await rounds(name), actions.Loop]).to.deep.equal([3, "Succeeded OK"]);
      expect((await workflows.content(name, "Then")).outputs).to.deep.equal({
        body: ["AzureEmulator"],
      });
    });

    // https://learn.microsoft.com/azure/logic-apps/logic-apps-control-flow-loops#until-loop
    it("stops at the limit of rounds, and ends like the last one", async () => {
      const works = { actions: { Work: WORKS } };
      const good = await run(until("@equals(1, 2)", { count: 3 }, works));
      expect([await rounds(good.name), good.actions.Loop]).to.deep.equal([3, "Succeeded OK"]);
      const bad = await run(until("@equals(1, 2)", { count: 3 }));
      expect([await rounds(bad.name), bad.actions.Loop]).to.deep.equal([3, "Failed ActionFailed"]);
    });

    it("stops at the limit of time", async () => {
      const { name, actions } = await run(until("@equals(1, 2)", { timeout: "PT25M" }));
      expect([await rounds(name), actions.Loop]).to.deep.equal([3, "Failed ActionFailed"]);
    });

    it("fails by a failed action that another follows up, only where that is switched on", async () => {
      const { behaviours } = azure.emulator;
      const handled = {
        actions: { Bad: waits("PT1M"), Then: { ...WORKS, ...follows("Bad", "Failed") } },
      };
      const ends = async () =>
        (await run(until("@equals(1, 1)", { count: 1 }, handled))).actions.Loop;
      const usual = await ends();
      behaviours.untilFailsByAnyAction = true;
      const switched = await ends();
      behaviours.untilFailsByAnyAction = false;
      expect([usual, switched]).to.deep.equal(["Succeeded OK", "Failed ActionFailed"]);
    });

    it("fails at a limit if it shall", async () => {
      const { actions } = await run(
        until("@equals(1, 2)", { count: 2 }, { operationOptions: "FailWhenLimitsReached" }),
      );
      expect(actions.Loop).to.equal("Failed ActionLimitReached");
    });
  });
});
