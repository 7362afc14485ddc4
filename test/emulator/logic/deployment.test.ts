// Which workflows are refused at their deployment, and in which words.
import { expect } from "chai";
import { useEmulator } from "../useEmulator";
import { MANUAL, Workflows } from "./workflows";

const action = (name: string, why: string) =>
  `The template action '${name}' is not valid: "${why}".`;

describe("an emulated workflow", () => {
  const azure = useEmulator({ now: "2026-03-01T00:00:00Z" });
  const workflows = new Workflows(azure);
  const query = (from: unknown, more: object = {}) => ({
    type: "Query",
    inputs: { from, where: true },
    ...more,
  });
  const http = (inputs: object, more: object = {}) => ({
    type: "Http",
    inputs: { method: "GET", uri: "https://localhost/", ...inputs },
    ...more,
  });
  const foreach = (actions: object, more: object = {}) => ({
    type: "Foreach",
    foreach: [1],
    actions,
    ...more,
  });

  const refused: readonly {
    readonly what: string;
    readonly actions?: object;
    readonly triggers?: object;
    readonly problems: readonly string[];
  }[] = [
    {
      what: "an unknown function",
      actions: { A: query("@createArray(1, 2)") },
      problems: [action("A", "the template function 'createArray' is not defined or not valid.")],
    },
    {
      what: "an expression that cannot be parsed",
      actions: { A: http({ body: { a: ["x@{concat('a' 'b')}"] } }) },
      problems: [
        action(
          "A",
          "Unable to parse template language expression 'x@{concat('a' 'b')}': expected token 'RightParenthesis' and actual 'StringLiteral'.",
        ),
      ],
    },
    {
      what: "an unknown type of an action",
      actions: { A: { type: "Compose", inputs: 1 } },
      problems: [
        `The template action 'A' at 'actions.A.type' is not valid: "Invalid discriminator value. Expected 'Http' | 'Query' | 'Response' | 'Terminate' | 'Scope' | 'If' | 'Foreach' | 'Until'".`,
      ],
    },
    {
      what: "unknown fields",
      actions: { A: http({ cookie: "a" }, { trackedProperties: {} }) },
      problems: [
        `The template action 'A' at 'actions.A.inputs' is not valid: "Unrecognized key: "cookie"".`,
        `The template action 'A' at 'actions.A' is not valid: "Unrecognized key: "trackedProperties"".`,
      ],
    },
    {
      what: "another authentication",
      actions: { A: http({ authentication: { type: "ActiveDirectoryOAuth" } }) },
      problems: [
        `The template action 'A' at 'actions.A.inputs.authentication.type' is not valid: "Invalid discriminator value. Expected 'ManagedServiceIdentity' | 'Basic'".`,
      ],
    },
    {
      what: "secured data where that is not supported",
      actions: {
        A: {
          type: "Scope",
          actions: {},
          runtimeConfiguration: { secureData: { properties: ["inputs"] } },
        },
      },
      problems: [
        `The template action 'A' at 'actions.A' is not valid: "Unrecognized key: "runtimeConfiguration"".`,
      ],
    },
    {
      what: "secured outputs of a Response",
      actions: {
        A: {
          type: "Response",
          inputs: { statusCode: 200 },
          runtimeConfiguration: { secureData: { properties: ["outputs"] } },
        },
      },
      problems: [
        `The template action 'A' at 'actions.A.runtimeConfiguration.secureData.properties.0' is not valid: "Invalid input: expected "inputs"".`,
      ],
    },
    {
      what: "a duration that is none, and no limit",
      actions: {
        A: http({ retryPolicy: { type: "fixed", count: 1, interval: "30s" } }),
        B: { type: "Until", expression: "@true", limit: {}, actions: {} },
      },
      problems: [
        `The template action 'A' at 'actions.A.inputs.retryPolicy.interval' is not valid: "is not a duration such as PT20S".`,
        `The template action 'B' at 'actions.B.limit' is not valid: "names no limit".`,
      ],
    },
    {
      what: "both ways to run a loop in sequence",
      actions: {
        A: foreach(
          {},
          {
            operationOptions: "Sequential",
            runtimeConfiguration: { concurrency: { repetitions: 1 } },
          },
        ),
      },
      problems: [
        `The template action 'A' at 'actions.A' is not valid: "has both operationOptions Sequential and runtimeConfiguration.concurrency".`,
      ],
    },
    {
      what: "an action that comes after nothing that there is, or after itself",
      actions: {
        A: query([], { runAfter: { Nothing: ["Succeeded"] } }),
        B: query([], { runAfter: { C: ["Succeeded"] } }),
        C: query([], { runAfter: { B: ["Succeeded"] } }),
      },
      problems: [
        "The 'runAfter' property of template action 'A' contains non-existent action 'Nothing'.",
        "The 'runAfter' property of template action 'B' leads to itself.",
        "The 'runAfter' property of template action 'C' leads to itself.",
      ],
    },
    {
      what: "a name that is there twice",
      actions: { A: query([]), Scope: { type: "Scope", actions: { a: query([]) } } },
      problems: ["The template action name 'a' is not unique."],
    },
    {
      what: "outputs that cannot be read where they are",
      actions: {
        A: query([]),
        B: query("@body('A')"),
        Each: foreach({ Inner: query([]) }),
        C: query("@body('Inner')", { runAfter: { Each: ["Succeeded"] } }),
      },
      problems: [
        action(
          "B",
          "the action 'A' must be in the 'runAfter' path of action 'B' to be referenced.",
        ),
        action(
          "C",
          "the action 'Inner' must be in the 'runAfter' path of action 'C' to be referenced.",
        ),
      ],
    },
    {
      what: "items outside of their loop",
      actions: {
        A: http({ body: "@item()" }),
        Each: foreach({ B: query("@items('Other')") }),
        C: query("@items('Each')", { runAfter: { Each: ["Succeeded"] } }),
      },
      problems: [
        action("A", "item() is used outside of a loop and a filter."),
        action("B", "'Other' is no 'Foreach' around it."),
        action("C", "'Each' is no 'Foreach' around it."),
      ],
    },
    {
      what: "a parameter that is not declared",
      actions: { A: query("@parameters('list')") },
      problems: [action("A", "the template parameter 'list' is not found.")],
    },
    {
      what: "a condition of a trigger that reads an action",
      triggers: {
        manual: { type: "Request", conditions: [{ expression: "@equals(body('A'), 1)" }] },
      },
      problems: [
        `The template trigger 'manual' is not valid: "the condition names the action 'A', and no action has run.".`,
      ],
    },
    {
      what: "another type of a trigger, and a schedule of hours",
      triggers: {
        a: { type: "ApiConnection" },
        b: {
          type: "Recurrence",
          recurrence: { frequency: "Day", interval: 1, schedule: { hours: [1] } },
        },
      },
      problems: [
        `The template trigger 'a' at 'triggers.a.type' is not valid: "Invalid discriminator value. Expected 'Request' | 'Recurrence'".`,
        `The template trigger 'b' at 'triggers.b.recurrence' is not valid: "Unrecognized key: "schedule"".`,
      ],
    },
    {
      what: "a schema that is none",
      triggers: { manual: { type: "Request", inputs: { schema: { type: "strange" } } } },
      problems: ["The schema of the template trigger 'manual' is not valid."],
    },
  ];
  for (const { what, actions = {}, triggers = MANUAL, problems } of refused) {
    it(`is refused with ${what}`, async () => {
      const { status, body } = await workflows.put("refused", { actions, triggers });
      const errors = problems.map((problem) => ({
        code: "InvalidTemplate",
        message: `The template validation failed: '${problem}'.`,
      }));
      expect([status, body]).to.deep.equal([400, { error: { ...errors[0], details: errors } }]);
      expect((await workflows.arm("GET", "refused")).status).to.equal(404);
    });
  }

  it("is refused with values that do not fit its parameters, all at once", async () => {
    const parameters = {
      text: { type: "String" },
      list: { type: "array", defaultValue: [] },
      secret: { type: "securestring" },
    };
    const values = { text: { value: 1 }, other: { value: 2 } };
    const { status, body } = await workflows.put("refused", { parameters, values });
    const messages = (body as { error: { details: { message: string }[] } }).error.details.map(
      ({ message }) => message,
    );
    expect([status, messages]).to.deep.equal([
      400,
      [
        "The template validation failed: 'The workflow parameter 'other' is not declared in the definition.'.",
        "The template validation failed: 'The value of the workflow parameter 'text' is not of type 'string'.'.",
        "The template validation failed: 'The workflow parameter 'secret' has no value.'.",
      ],
    ]);
  });
});
