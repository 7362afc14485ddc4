// The grammar of the language: texts of a definition, what is refused, and that what is written can be read again.
import { expect } from "chai";
import fc from "fast-check";
import { conditionExpression } from "../../../emulator/logic/language/condition";
import { evaluate, evaluateAll } from "../../../emulator/logic/language/evaluate";
import { type Expression, printExpression } from "../../../emulator/logic/language/expression";
import { parseExpression, parseTemplate } from "../../../emulator/logic/language/parse";
import { expressionsIn, referencesOf } from "../../../emulator/logic/language/references";
import type { Value } from "../../../emulator/logic/language/value";
import { runs } from "../../helpers/longRun";
import { surrounding } from "./surrounding";

describe("texts of a definition", () => {
  const parameters: Readonly<Record<string, Value>> = { myNumber: 42, myString: "Sophia" };
  const around = surrounding({ parameter: (name) => parameters[name] ?? null });

  // https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language#expressions
  const texts: readonly (readonly [string, Value])[] = [
    ["Sophia Owen", "Sophia Owen"],
    ["@parameters('myNumber')", 42],
    ["@{parameters('myNumber')}", "42"],
    ["Answer is: @{parameters('myNumber')}", "Answer is: 42"],
    [
      "@concat('Answer is: ', '@{parameters(''myNumber'')}')",
      "Answer is: @{parameters('myNumber')}",
    ],
    ["Answer is: @@{parameters('myNumber')}", "Answer is: @{parameters('myNumber')}"],
    ["@@", "@"],
    ["@@parameters('myNumber')", "@parameters('myNumber')"],
    [" @", " @"],
    ["a@b.c", "a@b.c"],
    ["@{parameters('myString')}@{'}'}:@{ parameters( 'myNumber' ) }!", "Sophia}:42!"],
    ["@{null}|@{true}|@{json('{\"a\": [1]}')}", '|True|{"a":[1]}'],
    ["@'it''s'", "it's"],
    ["@-1.5e3", -1500],
    ["@TRUE", true],
  ];
  for (const [text, value] of texts) {
    it(`are read: ${text}`, () => {
      expect(evaluateAll(text, around)).to.deep.equal(value);
    });
  }

  it("are evaluated everywhere in a value, and traced with their places", () => {
    const traces: { path: string; text: string; value: Value }[] = [];
    const value = { a: ["@parameters('myNumber')", 1], b: { c: "x@{parameters('myString')}" } };
    expect(evaluateAll(value, around, traces as never)).to.deep.equal({
      a: [42, 1],
      b: { c: "xSophia" },
    });
    expect(traces.map(({ path, text, value }) => [path, text, value])).to.deep.equal([
      ["a[0]", "parameters('myNumber')", 42],
      ["b.c", "parameters('myString')", "Sophia"],
    ]);
  });

  const refused: readonly (readonly [string, string])[] = [
    [
      "@concat('a' 'b')",
      "Unable to parse template language expression 'concat('a' 'b')': expected token 'RightParenthesis' and actual 'StringLiteral'.",
    ],
    [
      "@concat('a'",
      "Unable to parse template language expression 'concat('a'': expected token 'RightParenthesis' and actual 'EndOfData'.",
    ],
    [
      "@triggerBody",
      "Unable to parse template language expression 'triggerBody': expected token 'LeftParenthesis' and actual 'EndOfData'.",
    ],
    [
      "@item() item()",
      "Unable to parse template language expression 'item() item()': expected token 'EndOfData' and actual 'Identifier'.",
    ],
    [
      "@",
      "Unable to parse template language expression '': expected token 'Identifier' and actual 'EndOfData'.",
    ],
    [
      "a@{item()",
      "Unable to parse template language expression 'a@{item()': expected token 'RightCurlyBracket' and actual 'EndOfData'.",
    ],
    [
      "@equals(1, 'a)",
      "Unable to parse template language expression 'equals(1, 'a)': the string that begins at position '10' does not end.",
    ],
    [
      "@a() + 1",
      "Unable to parse template language expression 'a() + 1': the character '+' at position '4' is not expected.",
    ],
    [
      "@item()?'a'",
      "Unable to parse template language expression 'item()?'a'': expected token 'LeftSquareBracket' and actual 'StringLiteral'.",
    ],
  ];
  for (const [text, message] of refused) {
    it(`are refused: ${text}`, () => {
      expect(() => parseTemplate(text)).to.throw(message);
    });
  }
});

describe("a printed expression", () => {
  const literal = fc
    .oneof(
      fc.constantFrom(null, true, false),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
      fc.string({ unit: "grapheme" }),
    )
    .map((value): Expression => ({ kind: "literal", value }));
  const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
    expression: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      literal,
      fc.record({
        kind: fc.constant("call" as const),
        name: fc.constantFrom("equals", "triggerBody", "a", "$b_1"),
        args: fc.array(tie("expression"), { maxLength: 3 }),
      }),
      fc.record({
        kind: fc.constant("member" as const),
        of: tie("expression"),
        key: tie("expression"),
        isOptional: fc.boolean(),
      }),
    ),
  }));
  const numRuns = runs(1_000, 20_000);

  it("is read as the same again", () => {
    fc.assert(
      fc.property(expression, (each) => {
        expect(parseExpression(printExpression(each))).to.deep.equal(each);
      }),
      { numRuns },
    );
  });

  it("is read as the same again within a text", () => {
    const plain = fc.string().filter((text) => !text.includes("@"));
    fc.assert(
      fc.property(plain, expression, plain, (before, each, behind) => {
        const parts = [before, each, behind].filter((part) => part !== "");
        expect(parseTemplate(`${before}@{${printExpression(each)}}${behind}`)).to.deep.equal({
          kind: "interpolation",
          parts,
        });
      }),
      { numRuns },
    );
  });
});

describe("a text that is no expression", () => {
  it("is itself, whatever it is, once it is escaped", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const escaped = text.startsWith("@") ? `@${text}` : text.replaceAll("@{", "@@{");
        expect(evaluateAll(escaped, surrounding())).to.equal(text);
      }),
    );
  });
});

describe("referencesOf", () => {
  const refer = (value: Value) =>
    referencesOf(expressionsIn(value).map(({ expression }) => expression));

  it("names all that expressions read", () => {
    const value = {
      a: "@equals(body('Get_tag')?['digest'], outputs('Import').statusCode)",
      b: ["@{parameters('registry')}/@{items('Each')}", "@@item()", "@triggerBody()"],
    };
    expect(refer(value)).to.deep.equal({
      parameters: new Set(["registry"]),
      actions: new Set(["Get_tag", "Import"]),
      loops: new Set(["Each"]),
      usesTrigger: true,
      usesItem: false,
    });
  });

  const refused: readonly (readonly [string, string])[] = [
    ["@toUpper('A')", "the template function 'toUpper' is not defined or not valid."],
    [
      "@concat('a', item(), utcNow('D'))",
      "the template function 'utcNow' takes 0 arguments, and is given 1.",
    ],
    ["@equals(1)", "the template function 'equals' takes 2 arguments, and is given 1."],
    ["@concat()", "the template function 'concat' takes at least 1 argument, and is given 0."],
    ["@triggerBody('a')", "the template function 'triggerBody' takes 0 arguments, and is given 1."],
    ["@outputs(item())", "the template function 'outputs' takes a name as a constant text."],
  ];
  for (const [text, message] of refused) {
    it(`refuses ${text}`, () => {
      expect(() => refer(text)).to.throw(message);
    });
  }
});

describe("conditionExpression", () => {
  const around = surrounding({ item: () => ({ tag: "1.0", isOld: false }) });
  const conditions: readonly (readonly [Value, Value])[] = [
    ["@equals(item().tag, '1.0')", true],
    [
      {
        and: [{ equals: ["@item()['tag']", "1.0"] }, { not: { equals: ["@item().isOld", true] } }],
      },
      true,
    ],
    [
      { or: [{ greater: ["@length(item().tag)", 3] }, { startsWith: ["v@{item().tag}", "v2"] }] },
      false,
    ],
    [{ contains: [["1.0", "1.1"], "@item().tag"] }, true],
    [true, true],
  ];
  for (const [condition, value] of conditions) {
    it(`evaluates ${JSON.stringify(condition)}`, () => {
      expect(evaluate(conditionExpression(condition), around).value).to.equal(value);
    });
  }

  it("refuses what is not one function", () => {
    expect(() => conditionExpression({ less: [1, 2] })).to.throw(
      "the condition 'less' is not the name of one function.",
    );
    expect(() => conditionExpression({ and: [], or: [] })).to.throw(
      "the condition 'and, or' is not the name of one function.",
    );
  });
});
