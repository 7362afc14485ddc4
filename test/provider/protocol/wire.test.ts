// How values are written and read between engine and plugin.

import { expect } from "chai";
import fc from "fast-check";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Properties, Secret, UNKNOWN } from "../../../provider/protocol/resource";
import { fromWire, toWire } from "../../../provider/protocol/wire";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const secret = (value: unknown) => ({ [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value });
const output = (value?: unknown) => ({
  [SIGNATURE]: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  ...(value === undefined ? {} : { value }),
});
const struct = (value: Properties) =>
  Struct.fromJavaScript(value as Record<string, JavaScriptValue>);

describe("fromWire", () => {
  const cases: [name: string, sent: Properties, read: Properties][] = [
    [
      "reads plain values",
      { a: 1, b: "x", c: true, d: [1, "y"], e: { f: {} } },
      { a: 1, b: "x", c: true, d: [1, "y"], e: { f: {} } },
    ],
    ["leaves nulls out, at any depth", { a: null, b: { c: null, d: 1 } }, { b: { d: 1 } }],
    ["keeps a null's place in a list", { a: [1, null, 2] }, { a: [1, null, 2] }],
    [
      "takes secrets out of their wrapping, at any depth",
      { a: secret("x"), b: { c: [secret({ d: secret(1) })] } },
      { a: "x", b: { c: [{ d: 1 }] } },
    ],
    [
      "reads an unknown value of every kind",
      { a: UNKNOWN_STRING, b: { c: ["1c4a061d-8072-4f0a-a4cb-0ff528b18fe7"] } },
      { a: UNKNOWN, b: { c: [UNKNOWN] } },
    ],
    ["reads an unknown secret", { a: secret(UNKNOWN_STRING) }, { a: UNKNOWN }],
    ["reads outputs, known and unknown", { a: output("x"), b: output() }, { a: "x", b: UNKNOWN }],
  ];
  for (const [name, sent, read] of cases) {
    it(name, () => {
      expect(fromWire(struct(sent))).to.deep.equal(read);
    });
  }

  it("reads an absent struct as nothing", () => {
    expect(fromWire(undefined)).to.deep.equal({});
  });
});

describe("toWire", () => {
  const cases: [name: string, written: Properties, sent: Properties][] = [
    [
      "wraps secrets, at any depth",
      { a: new Secret("x"), b: { c: [new Secret({ d: 1 })] } },
      { a: secret("x"), b: { c: [secret({ d: 1 })] } },
    ],
    [
      "writes an unknown value as the engine's sign",
      { a: UNKNOWN, b: [{ c: UNKNOWN }] },
      { a: UNKNOWN_STRING, b: [{ c: UNKNOWN_STRING }] },
    ],
    ["writes an unknown secret", { a: new Secret(UNKNOWN) }, { a: secret(UNKNOWN_STRING) }],
    [
      "leaves absent values out, at any depth",
      { a: undefined, b: { c: undefined, d: 1 } },
      { b: { d: 1 } },
    ],
  ];
  for (const [name, written, sent] of cases) {
    it(name, () => {
      expect(toWire(written).toJavaScript()).to.deep.equal(sent);
    });
  }

  it("is read back as it was written", () => {
    const anyValue = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string(),
        fc.boolean(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constant(UNKNOWN),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(anyKey, tie("value"), { maxKeys: 3, noNullPrototype: true }),
      ),
    })).value;
    const anyProperties = fc.dictionary(anyKey, anyValue, { maxKeys: 4, noNullPrototype: true });
    fc.assert(
      fc.property(anyProperties, (properties) => {
        expect(fromWire(toWire(properties))).to.deep.equal(properties);
      }),
    );
  });
});

const anyKey = fc.stringMatching(/^[a-z][A-Za-z0-9-]{0,8}$/);
