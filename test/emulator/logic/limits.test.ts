// Definitions that have the right form, and which the service does not deploy: too large ones, and misplaced actions.
import { expect } from "chai";
import { validateDefinition } from "../../../emulator/logic/definition/validate";
import { definitionOf, MANUAL } from "./workflows";

const query = (from: unknown, more: object = {}) => ({
  type: "Query",
  inputs: { from, where: true },
  ...more,
});
const END = { type: "Terminate", inputs: { runStatus: "Succeeded" } };
const RESPOND = { type: "Response", inputs: { statusCode: 200 } };

describe("a definition that is not deployed", () => {
  const problemsOf = (actions: object, triggers: object = MANUAL, parameters: object = {}) => {
    const validated = validateDefinition(definitionOf({ triggers, actions, parameters }));
    return "problems" in validated ? validated.problems : [];
  };

  // https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-config#definition-limits
  it("has more of something than the service takes", () => {
    const many = (count: number, each: unknown) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`Each${index}`, each]));
    expect(problemsOf(many(500, query([])))).to.deep.equal([]);
    expect(problemsOf(many(501, query([])))).to.deep.equal([
      "The template has 501 actions, and 500 are allowed at most.",
    ]);
    expect(problemsOf({}, many(11, MANUAL.manual), many(51, { type: "int" }))).to.deep.equal([
      "The template has 11 triggers, and 10 are allowed at most.",
      "The template has 51 parameters, and 50 are allowed at most.",
    ]);
  });

  it("is nested deeper than eight", () => {
    expect(problemsOf(nested(8))).to.deep.equal([]);
    expect(problemsOf(nested(9))).to.deep.equal([
      "The template action 'Nested9' is nested deeper than 8.",
    ]);
  });

  it("has longer texts than the service takes", () => {
    const expression = (length: number) => `@concat('${"x".repeat(length - 11)}')`;
    const actions = (more: 0 | 1) => ({
      ["N".repeat(80 + more)]: query([]),
      Long: query(expression(8_192 + more)),
      Described: query([], { description: "x".repeat(256 + more) }),
      Around: { type: "Scope", actions: { Within: query(expression(8_192 + more)) } },
      Plain: query(["x".repeat(9_000)]),
    });
    expect(problemsOf(actions(0))).to.deep.equal([]);
    expect(problemsOf(actions(1))).to.deep.equal([
      `The template name '${"N".repeat(81)}' has more than 80 characters.`,
      "An expression of the template action 'Long' has more than 8192 characters.",
      "The description of the template action 'Described' has more than 256 characters.",
      "An expression of the template action 'Within' has more than 8192 characters.",
    ]);
  });

  // https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#terminate-action, #response-action
  it("ends or answers within a loop", () => {
    const choose = (actions: object) => ({ If: { type: "If", expression: "@true", actions } });
    expect(
      problemsOf({
        Each: { type: "Foreach", foreach: [1], actions: choose({ End: END }) },
        Loop: {
          type: "Until",
          expression: "@true",
          limit: { count: 1 },
          actions: { Respond: RESPOND },
        },
      }),
    ).to.deep.equal([
      "The action 'End' of type 'Terminate' cannot stand within the loop 'Each'.",
      "The action 'Respond' of type 'Response' cannot stand within the loop 'Loop'.",
    ]);
    expect(problemsOf({ ...choose({ End: END }), Respond: RESPOND })).to.deep.equal([]);
  });

  it("answers where nobody asks", () => {
    const recurrence = { frequency: "Day", interval: 1 };
    const triggers = { timer: { type: "Recurrence", recurrence } };
    expect(problemsOf({ Respond: RESPOND }, triggers)).to.deep.equal([
      "The action 'Respond' of type 'Response' needs a trigger of type 'Request'.",
    ]);
  });
});

/** Scopes within each other, and an action in the last. */
function nested(depth: number, at = 1): object {
  const name = `Nested${at}`;
  return at === depth
    ? { [name]: query([]) }
    : { [name]: { type: "Scope", actions: nested(depth, at + 1) } };
}
