// What must hold in the two workflows, as they are deployed: who is let in, that no secret is shown, and how images are imported.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { type Declared, declareWith, SECRET_OF_HEADER, SETTINGS } from "./declared";

/** An action of any type, as it is deployed. */
type Action = Declared["inputs"];

describe("the workflows", () => {
  let resources: Declared[];
  const workflow = (name: string) => resources.find((each) => each.name === name)?.inputs;
  const actions = () => [
    ...actionsIn(workflow("registry-sync-events").definition.actions),
    ...actionsIn(workflow("registry-sync-catch-up").definition.actions),
  ];

  before(async () => {
    resources = (await declareWith(SETTINGS)).resources;
  });

  it("start a run only for the header secret, which is never empty", () => {
    const { definition, parameters } = workflow("registry-sync-events");
    const [trigger, ...others] = Object.values<Action>(definition.triggers);
    assert.deepEqual(others, []);
    assert.equal(trigger.operationOptions, "EnableSchemaValidation");
    const header = "triggerOutputs()?['headers']?['X-Registry-Sync']";
    const secret = "parameters('headerSecret')";
    const expressions = trigger.conditions.map((each: Action) => each.expression).join("\n");
    const [first] = expressions.split("\n");
    for (const part of [
      `equals(${header}, ${secret})`,
      `not(empty(${header}))`,
      `not(empty(${secret}))`,
    ]) {
      assert.ok(first.includes(part), `${part} is in ${first}`);
    }
    for (const part of ["action", "host", "repository", "tag", "digest"]) {
      assert.ok(expressions.includes(`['${part}']`), `a condition on ${part}`);
    }
    assert.deepEqual(definition.parameters.headerSecret, { type: "securestring" });
    assert.equal(parameters.headerSecret.value, SECRET_OF_HEADER);
  });

  it("never limit how many events are taken at once, and answer before they import", () => {
    const [trigger] = Object.values<Action>(workflow("registry-sync-events").definition.triggers);
    assert.deepEqual(Object.keys(trigger.runtimeConfiguration), ["secureData"]);
    assert.deepEqual(
      actions().filter(([, { type }]) => type === "Response"),
      [],
    );
  });

  it("show neither password nor access token in the history of runs", () => {
    const [trigger] = Object.values<Action>(workflow("registry-sync-events").definition.triggers);
    assert.deepEqual(hiddenIn(trigger), ["inputs", "outputs"]);
    const requests = actions().filter(([, { type }]) => type === "Http");
    assert.notEqual(requests.length, 0);
    for (const [name, action] of requests) {
      // What these answer is the password, and an access token.
      const isSource = name === "Read_Password" || name.startsWith("Get_Access_Token");
      assert.deepEqual(hiddenIn(action), isSource ? ["inputs", "outputs"] : ["inputs"], name);
    }
  });

  it("import by digest, never by tag, and ask again afterwards", () => {
    const imports = actions().filter(([, { inputs }]) => inputs?.uri?.includes("/importImage"));
    assert.deepEqual(
      imports.map(([name]) => name),
      [
        ...["Import_Tag", "Import_Referrer", "Import_Pushed"],
        ...["Import_Tag", "Import_Referrer", "Import_Pushed"],
      ],
    );
    for (const [name, { inputs }] of imports) {
      assert.match(inputs.body.source.sourceImage, /^@concat\(.+, '@', .+\)$/, name);
      assert.equal(inputs.body.mode, "Force", name);
    }
    const loops = actions().filter(([, { type }]) => type === "Until");
    assert.deepEqual(
      loops.map(([name, { limit, operationOptions }]) => [name, limit, operationOptions]),
      [
        ["Copy_Tag", { count: 10, timeout: "PT2H" }, "FailWhenLimitsReached"],
        ["Copy_Tag", { count: 3, timeout: "PT30M" }, "FailWhenLimitsReached"],
      ],
    );
  });

  it("catch up every six hours", () => {
    const { definition, parameters } = workflow("registry-sync-catch-up");
    assert.deepEqual(Object.values(definition.triggers), [
      { type: "Recurrence", recurrence: { frequency: "Hour", interval: 6 } },
    ]);
    assert.equal(parameters.negativeCatchUpHours.value, -24);
  });
});

/** All actions with their names, also those within others. */
function actionsIn(actions: Readonly<Record<string, Action>> = {}): [name: string, Action][] {
  return Object.entries(actions).flatMap(([name, action]) => [
    [name, action] as [string, Action],
    ...actionsIn(action.actions),
    ...actionsIn(action.else?.actions),
  ]);
}

function hiddenIn(action: Action): string[] {
  return action.runtimeConfiguration.secureData.properties;
}
