// Which inputs differ, and under which path the engine shows them.

import { expect } from "chai";
import { changedInputs } from "../../../provider/protocol/inputDiff";
import { type Changes, type Properties, UNKNOWN } from "../../../provider/protocol/resource";

describe("changedInputs", () => {
  const cases: [name: string, olds: Properties, news: Properties, changes: Changes][] = [
    ["finds nothing in nothing", {}, {}, {}],
    [
      "finds nothing in equal values",
      { a: 1, b: ["x"], c: { d: true } },
      { c: { d: true }, b: ["x"], a: 1 },
      {},
    ],
    ["finds an addition", {}, { a: 1 }, { a: { kind: "add", isInput: true } }],
    ["finds a deletion", { a: 1 }, {}, { a: { kind: "delete", isInput: true } }],
    ["finds an update", { a: 1 }, { a: 2 }, { a: { kind: "update", isInput: true } }],
    [
      "tells a number from its text",
      { a: 1 },
      { a: "1" },
      { a: { kind: "update", isInput: true } },
    ],
    [
      "finds a list in another order",
      { a: [1, 2] },
      { a: [2, 1] },
      { a: { kind: "update", isInput: true } },
    ],
    [
      "names the keys of an object as the engine does",
      { access: { contoso: "a", "adventure-works": "b" } },
      { access: { contoso: "c", "tailspin-toys": "d" } },
      {
        "access.contoso": { kind: "update", isInput: true },
        'access["tailspin-toys"]': { kind: "add", isInput: true },
        'access["adventure-works"]': { kind: "delete", isInput: true },
      },
    ],
    [
      "treats an unknown value as a change",
      { a: "x" },
      { a: UNKNOWN },
      { a: { kind: "update", isInput: true } },
    ],
    [
      "takes an unknown value inside an object for a change",
      { access: { contoso: "x" } },
      { access: { contoso: UNKNOWN } },
      { "access.contoso": { kind: "update", isInput: true } },
    ],
  ];
  for (const [name, olds, news, changes] of cases) {
    it(name, () => {
      expect(changedInputs(olds, news)).to.deep.equal(changes);
    });
  }
});
