// Reading YAML piece by piece gives what reading it at once does.
import { readFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { readYaml } from "../../customers/yamlText";
import { EXAMPLE_FILE } from "../helpers/exampleFile";
import { contoso } from "./cases/case";

const GOOD = readFileSync(EXAMPLE_FILE, "utf8");

/** Lines of every kind that the root map and the map in it can have, well indented or not. */
const LINES = [
  ...["customers:", "defaults:", "other: { a: 1 }", "---", "...", "# comment", "", "%YAML 1.2"],
  ...[
    "  contoso:",
    "  fabrikam: {",
    "  }",
    "  # comment",
    "  ? [a, b]",
    "  : c",
    "  - item",
    "  &x",
  ],
  ...[
    "    state: active",
    "    # comment",
    "   state: odd",
    '    name: "open',
    '    end"',
    "    |",
  ],
  ...["    text: >-", "      folded", "    repositories: [", "      app/api]", "    alias: *x"],
];

describe("readYaml", () => {
  it("takes finished entries early without changing what is read, for lines in any order", () => {
    const lines = fc.array(fc.constantFrom(...LINES), { maxLength: 25 });
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 20 }), (some, batch) => {
        expectSame(some.join("\n"), batch);
      }),
      { numRuns: 1500 },
    );
  });

  it("takes finished entries early without changing what is read, for customers.yaml with an edit", () => {
    const edit = fc.record({ at: fc.nat(GOOD.length), remove: fc.nat(20), insert: fc.string() });
    fc.assert(
      fc.property(edit, fc.integer({ min: 1, max: 50 }), ({ at, remove, insert }, batch) => {
        expectSame(GOOD.slice(0, at) + insert + GOOD.slice(at + remove), batch);
      }),
      { numRuns: 300 },
    );
  });

  it("knows where everything stands", () => {
    const plain = { kind: "scalar", anchor: undefined, isPlain: true } as const;
    const map = { kind: "map", anchor: undefined, isFlow: false } as const;
    const repositories = {
      key: { ...plain, offset: 26, end: 38, value: "repositories", source: "repositories" },
      value: {
        kind: "list",
        anchor: undefined,
        isFlow: true,
        offset: 40,
        items: [{ ...plain, offset: 41, end: 48, value: "app/api", source: "app/api" }],
      },
    };
    const customer = {
      key: { ...plain, offset: 13, end: 20, value: "contoso", source: "contoso" },
      value: { ...map, offset: 26, entries: [repositories] },
    };
    const customers = {
      key: { ...plain, offset: 0, end: 9, value: "customers", source: "customers" },
      value: { ...map, offset: 13, entries: [customer] },
    };
    const text = contoso();
    expect(readYaml(text)).to.deep.equal({
      text,
      roots: [{ ...map, offset: 0, entries: [customers] }],
      complaints: [],
    });
  });
});

/**
 * The same values, and no complaint less.
 *
 * There can be one more: the yaml package forgets what stands below a list as a key, complaints included, unless
 * that is taken early. Such a key is refused by keysAreText in any case.
 */
function expectSame(text: string, batch: number): void {
  const pieces = readYaml(text, { batch });
  const whole = readYaml(text, { batch: Number.POSITIVE_INFINITY });
  expect(pieces.roots).to.deep.equal(whole.roots);
  expect(pieces.complaints).to.include.deep.members([...whole.complaints]);
}
