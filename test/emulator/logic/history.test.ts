// What history shows of a run, and what it hides: no secret is in any answer of any history call.
import { expect } from "chai";
import { useEmulator } from "../useEmulator";
import { MANUAL, Workflows } from "./workflows";

const SECRET = "s3cret-0f-the-header";

describe("the history of an emulated workflow", () => {
  const azure = useEmulator({ now: "2026-03-01T00:00:00Z" });
  const workflows = new Workflows(azure);
  const secured = (...properties: string[]) => ({
    runtimeConfiguration: { secureData: { properties } },
  });
  const query = (from: unknown, more: object = {}) => ({
    type: "Query",
    inputs: { from, where: true },
    ...more,
  });
  const follows = (name: string) => ({ runAfter: { [name]: ["Succeeded"] } });
  const linksOf = async (name: string, action: string) => {
    const [run] = await workflows.runs(name);
    const { body } = await workflows.arm("GET", `${name}/runs/${run?.name}/actions/${action}`);
    const { inputsLink, outputsLink } = (body as { properties: Record<string, object> }).properties;
    return [inputsLink, outputsLink].map((link) =>
      link === undefined ? "none" : "uri" in link ? "shown" : link,
    );
  };
  const HIDDEN_INPUTS = { secureData: { properties: ["inputs"] } };
  const HIDDEN_OUTPUTS = { secureData: { properties: ["outputs"] } };

  /** Every way on which a secret of the trigger can go through a run. */
  const leaky = (of: (name: string) => object) => ({
    First: query(["@triggerBody().secret"], of("First")),
    Each: {
      type: "Foreach",
      foreach: "@body('First')",
      actions: { Inner: query(["@items('Each')"], of("Inner")) },
      ...follows("First"),
    },
    Send: {
      type: "Http",
      inputs: {
        method: "GET",
        uri: `${azure.emulator.url}/metadata/endpoints`,
        queries: { "api-version": "2022-09-01", s: "@{body('First')[0]}" },
        headers: { "X-Secret": "@body('First')[0]" },
        retryPolicy: { type: "none" },
      },
      ...follows("First"),
      ...of("Send"),
    },
  });

  it("has a secret everywhere, if nothing is secured", async () => {
    const url = await workflows.deploy("open", { actions: leaky(() => ({})) });
    await workflows.run(url, { secret: SECRET });
    const lines = (await workflows.history("open"))
      .split("\n")
      .filter((line) => line.includes(SECRET));
    expect(lines.length).to.be.greaterThan(10);
  });

  it("has it nowhere, if all is secured on its way", async () => {
    const all = secured("inputs", "outputs");
    const url = await workflows.deploy("secured", {
      triggers: { manual: { ...MANUAL.manual, ...all } },
      actions: leaky(() => all),
    });
    await workflows.run(url, { secret: SECRET });
    expect(await workflows.actions("secured")).to.deep.equal({
      First: "Succeeded OK",
      Each: "Succeeded OK",
      Inner: "Succeeded OK",
      Send: "Succeeded OK",
    });
    const history = await workflows.history("secured");
    expect(history).to.include("requestHistories").and.include('"Inner"');
    expect(history).not.to.include(SECRET);
    expect(history).not.to.match(/"(request|response)":/);
  });

  for (const forgotten of ["First", "Inner", "Send"]) {
    it(`has it again, if ${forgotten} alone is forgotten`, async () => {
      const all = secured("inputs", "outputs");
      const name = `forgotten-${forgotten}`;
      const url = await workflows.deploy(name, {
        triggers: { manual: { ...MANUAL.manual, ...all } },
        actions: leaky((each) => (each === forgotten ? {} : all)),
      });
      await workflows.run(url, { secret: SECRET });
      const isShown = (await workflows.history(name)).includes(SECRET);
      // Inputs that are read from a secured action are hidden without being asked for; outputs are not.
      expect(isShown).to.equal(forgotten !== "Send");
    });
  }

  // https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#considerations-for-securing-inputs-and-outputs
  it("hides the inputs of what reads secured data, and not further", async () => {
    const url = await workflows.deploy("flow", {
      actions: {
        Secured: query(["@triggerBody()"], secured("outputs")),
        Next: query("@body('Secured')", follows("Secured")),
        Last: query("@body('Next')", follows("Next")),
        Check: {
          type: "If",
          expression: "@equals(length(body('Secured')), 1)",
          actions: {},
          ...follows("Secured"),
        },
      },
    });
    await workflows.run(url, { secret: SECRET });
    expect({
      Secured: await linksOf("flow", "Secured"),
      Next: await linksOf("flow", "Next"),
      Last: await linksOf("flow", "Last"),
      Check: await linksOf("flow", "Check"),
    }).to.deep.equal({
      Secured: ["shown", HIDDEN_OUTPUTS],
      Next: [HIDDEN_INPUTS, "shown"],
      Last: ["shown", "shown"],
      Check: [HIDDEN_INPUTS, "none"],
    });
  });

  it("hides both of a Response whose inputs are secured, and what a trigger secures", async () => {
    const url = await workflows.deploy("response", {
      triggers: { manual: { ...MANUAL.manual, ...secured("outputs") } },
      actions: {
        Respond: { type: "Response", inputs: { statusCode: 200, body: "@triggerBody()" } },
      },
    });
    expect((await workflows.call(url, { secret: SECRET })).body).to.deep.equal({ secret: SECRET });
    await azure.emulator.settle();
    expect(await linksOf("response", "Respond")).to.deep.equal([HIDDEN_INPUTS, HIDDEN_OUTPUTS]);
    expect(await workflows.history("response")).not.to.include(SECRET);
  });

  it("shows how each expression came to its value", async () => {
    const url = await workflows.deploy("traces", {
      actions: {
        Check: { type: "If", expression: "@equals(triggerBody()?['a'], 1)", actions: {} },
      },
    });
    await workflows.run(url, { a: 1 });
    const [run] = await workflows.runs("traces");
    const { body } = await workflows.arm(
      "POST",
      `traces/runs/${run?.name}/actions/Check/listExpressionTraces`,
    );
    const leaf = (text: string, value: unknown) => ({ text, value, subexpressions: [] });
    expect(body).to.deep.equal({
      inputs: [
        {
          path: "expression",
          text: "equals(triggerBody()?['a'], 1)",
          value: true,
          subexpressions: [
            {
              text: "triggerBody()?['a']",
              value: 1,
              subexpressions: [leaf("triggerBody()", { a: 1 }), leaf("'a'", "a")],
            },
            leaf("1", 1),
          ],
        },
      ],
    });
  });
});
