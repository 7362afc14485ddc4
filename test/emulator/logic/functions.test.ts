// The functions of the language, by the examples of Microsoft's reference and by what is refused.
import { expect } from "chai";
import { evaluate } from "../../../emulator/logic/language/evaluate";
import { parseExpression } from "../../../emulator/logic/language/parse";
import type { Value } from "../../../emulator/logic/language/value";
import { surrounding } from "./surrounding";

const evaluated = (text: string, given = {}) =>
  evaluate(parseExpression(text), surrounding(given)).value;

describe("functions of the Workflow Definition Language", () => {
  // https://learn.microsoft.com/azure/logic-apps/expression-functions-reference
  const documented: readonly (readonly [string, Value])[] = [
    ["addHours('2018-03-15T00:00:00Z', 10)", "2018-03-15T10:00:00.0000000Z"],
    ["addHours('2018-03-15T15:00:00Z', -5)", "2018-03-15T10:00:00.0000000Z"],
    ["and(true, true)", true],
    ["and(false, true)", false],
    ["and(false, false)", false],
    ["and(equals(1, 1), equals(2, 2))", true],
    ["and(equals(1, 1), equals(1, 2))", false],
    ["base64ToString('aGVsbG8=')", "hello"],
    ["concat('Hello', 'World')", "HelloWorld"],
    ["contains('hello world', 'world')", true],
    ["contains('hello world', 'universe')", false],
    ["empty('')", true],
    ["empty('abc')", false],
    ["equals(true, 1)", true],
    ["equals('abc', 'abcd')", false],
    ["greater(10, 5)", true],
    ["greater('apple', 'banana')", false],
    ["if(equals(1, 1), 'yes', 'no')", "yes"],
    ["json('[1, 2, 3]')", [1, 2, 3]],
    [`json('{"fullName": "Sophia Owen"}')`, { fullName: "Sophia Owen" }],
    ["length('abcd')", 4],
    ["length(json('[0, 1, 2, 3]'))", 4],
    ["lessOrEquals(10, 10)", true],
    ["lessOrEquals('apply', 'apple')", false],
    ["not(false)", true],
    ["not(true)", false],
    ["not(equals(1, 2))", true],
    ["not(equals(1, 1))", false],
    ["or(true, false)", true],
    ["or(false, false)", false],
    ["or(equals(1, 1), equals(1, 2))", true],
    ["startsWith('hello world', 'hello')", true],
    ["startsWith('hello world', 'greetings')", false],
    ["string(10)", "10"],
    ["toLower('Hello World')", "hello world"],
    ["utcNow()", "2018-04-15T13:00:00.0000000Z"],
  ];
  for (const [text, value] of documented) {
    it(`answers as Microsoft's reference: ${text}`, () => {
      expect(evaluated(text)).to.deep.equal(value);
    });
  }

  // https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-config
  it("concatenates at most 131,072 characters", () => {
    const long = "x".repeat(65_536);
    expect(evaluated(`length(concat('${long}', '${long}'))`)).to.equal(131_072);
    expect(() => evaluated(`concat('${long}', '${long}', 'x')`)).to.throw(
      "The template language function 'concat' exceeds the maximum text length of 131072 characters.",
    );
  });

  const further: readonly (readonly [string, Value])[] = [
    ["STARTSWITH('Hello', 'hELLO')", true],
    ["contains('Hello', 'hello')", false],
    ['contains(json(\'["a", {"b": 1}]\'), json(\'{"b": 1}\'))', true],
    ["contains(json('[\"ab\"]'), 'a')", false],
    ["contains(json('{\"a\": null}'), 'a')", true],
    ["contains(json('{\"a\": null}'), 'toString')", false],
    ["empty(null)", true],
    ["empty(json('[]'))", true],
    ["empty(json('{\"a\": 1}'))", false],
    ["equals('a', 'A')", false],
    ["equals(null, '')", false],
    ["equals(1, '1')", false],
    ['equals(json(\'{"a": [1], "b": 2}\'), json(\'{"b": 2, "a": [1]}\'))', true],
    ["equals(json('[1]'), json('[1, 2]'))", false],
    ["concat('a', null, 1, true)", "a1True"],
    ["json(json('[1]'))", [1]],
    ["base64ToString('')", ""],
    ["string(null)", ""],
    ["string('as it is')", "as it is"],
    [`string(json('{"name": "Sophie Owen"}'))`, '{"name":"Sophie Owen"}'],
    // https://learn.microsoft.com/dotnet/api/system.datetime.ticks
    ["ticks('0001-01-01T00:00:00Z')", 0n],
    ["ticks('1970-01-01')", 621_355_968_000_000_000n],
    ["greater(ticks('2026-03-01T00:00:00.0000001Z'), ticks('2026-03-01T00:00:00Z'))", true],
    ["lessOrEquals(ticks('2026-03-01T01:00:00+01:00'), ticks('2026-03-01T00:00:00Z'))", true],
    ["equals(ticks('0001-01-01T00:00:00.0000001Z'), 1)", true],
    ["addHours('2018-03-15T23:30:00.1234567Z', 0.5)", "2018-03-16T00:00:00.1234567Z"],
    ["addHours('2018-03-15T00:00:00', 1)", "2018-03-15T01:00:00.0000000"],
  ];
  for (const [text, value] of further) {
    it(`answers ${text}`, () => {
      expect(evaluated(text)).to.deep.equal(value);
    });
  }

  const refused: readonly (readonly [string, string])[] = [
    [
      "startsWith(null, 'a')",
      "The template language function 'startsWith' expects its first parameter to be of type string. The provided value is of type 'Null'. Please see https://aka.ms/logicexpressions#startsWith for usage details.",
    ],
    [
      "length(null)",
      "The template language function 'length' expects its first parameter to be of type array or string. The provided value is of type 'Null'. Please see https://aka.ms/logicexpressions#length for usage details.",
    ],
    [
      "contains(1, 'a')",
      "The template language function 'contains' expects its first parameter to be of type object, array or string. The provided value is of type 'Integer'. Please see https://aka.ms/logicexpressions#contains for usage details.",
    ],
    [
      "and(true, 'true')",
      "The template language function 'and' expects its second parameter to be of type boolean. The provided value is of type 'String'. Please see https://aka.ms/logicexpressions#and for usage details.",
    ],
    [
      "greater(1, '1')",
      "The template language function 'greater' expects two parameters of matching types. The function was invoked with values of type 'Integer' and 'String' that do not match.",
    ],
    [
      "json('{')",
      "The template language function 'json' parameter is not valid. The provided value cannot be parsed. Please see https://aka.ms/logicexpressions#json for usage details.",
    ],
    [
      "base64ToString('***')",
      "The template language function 'base64ToString' was invoked with a parameter that is not valid. The value cannot be decoded from base64 representation. Please see https://aka.ms/logicexpressions#base64ToString for usage details.",
    ],
    ["ticks('yesterday')", "The datetime string must match ISO 8601 format; it is 'yesterday'."],
    [
      "addHours('2018-03-15T00:00:00Z', '1')",
      "The template language function 'addHours' expects its second parameter to be of type integer. The provided value is of type 'String'. Please see https://aka.ms/logicexpressions#addHours for usage details.",
    ],
    [
      "if(true, 'a', length(null))",
      "The template language function 'length' expects its first parameter to be of type array or string. The provided value is of type 'Null'. Please see https://aka.ms/logicexpressions#length for usage details.",
    ],
  ];
  for (const [text, message] of refused) {
    it(`refuses ${text}`, () => {
      expect(() => evaluated(text)).to.throw(message);
    });
  }
});

describe("what expressions read", () => {
  const event = {
    headers: { "X-Registry-Sync": "s3cret" },
    body: { target: { repository: "app/api", tags: ["1", "2"], "odd name": 5 } },
  };
  const given = {
    triggerOutputs: () => event,
    parameter: (name: string) => `the parameter ${name}`,
    outputs: (action: string) => ({ statusCode: 200, body: { of: action } }),
    item: () => "the item",
    items: (loop: string) => `an item of ${loop}`,
  };

  const read: readonly (readonly [string, Value])[] = [
    ["triggerBody()", event.body],
    ["triggerOutputs()['headers']['X-Registry-Sync']", "s3cret"],
    ["triggerOutputs().headers['x-registry-sync']", "s3cret"],
    ["triggerBody()?['target']?['repository']", "app/api"],
    ["triggerBody()?.target?.repository", "app/api"],
    ["triggerBody()['target']['tags'][1]", "2"],
    ["triggerBody().target['odd name']", 5],
    ["triggerBody()?['nothing']?['below']", null],
    ["triggerBody().target.tags?[7]", null],
    ["triggerBody().target?['repository']?['of a text']", null],
    ["parameters('a')", "the parameter a"],
    ["outputs('Get')['statusCode']", 200],
    ["body('Get')", { of: "Get" }],
    ["Body('Get')?['OF']", "Get"],
    ["item()", "the item"],
    ["items('For_each')", "an item of For_each"],
  ];
  for (const [text, value] of read) {
    it(`is found by ${text}`, () => {
      expect(evaluated(text, given)).to.deep.equal(value);
    });
  }

  const missing: readonly (readonly [string, string])[] = [
    [
      "triggerBody()['target']['digest']",
      "The template language expression 'triggerBody()['target']['digest']' cannot be evaluated because property 'digest' doesn't exist, available properties are 'repository, tags, odd name'. Please see https://aka.ms/logicexpressions for usage details.",
    ],
    [
      "triggerBody()?['nothing']['below']",
      "The template language expression 'triggerBody()?['nothing']['below']' cannot be evaluated because property 'below' cannot be selected. Please see https://aka.ms/logicexpressions for usage details.",
    ],
    [
      "triggerBody().target.tags[2]",
      "The template language expression 'triggerBody()['target']['tags'][2]' cannot be evaluated because array index '2' is outside bounds (0, 1) of array. Please see https://aka.ms/logicexpressions for usage details.",
    ],
  ];
  for (const [text, message] of missing) {
    it(`fails where it is missing: ${text}`, () => {
      expect(() => evaluated(text, given)).to.throw(message);
    });
  }
});
