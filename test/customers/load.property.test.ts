// What loadCustomers promises of every input at all, tried on inputs made at random.
import { readFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { loadCustomers } from "../../customers/load";
import { ruleId } from "../../customers/rules/rule";
import { RULES } from "../../customers/rules/rules";
import { EXAMPLE_FILE } from "../helpers/exampleFile";
import { runs } from "../helpers/longRun";

const GOOD = readFileSync(EXAMPLE_FILE, "utf8");
const RULE_IDS: ReadonlySet<string> = new Set(RULES.map(ruleId));

/** Pieces of which a file could be made, in no order that makes sense. */
const PIECES = [
  ...["customers:", "defaults:", "contoso:", "repositories:", "credential:", "state:", "actions:"],
  ...["\n", "\n  ", "\n    ", "\n      - ", "\t", " ", ": ", ", ", "# ", "\r\n", "---\n", "...\n"],
  ...["[", "]", "{", "}", "&a ", "*a", "*", "? ", "<<: ", "!!set ", "!x ", "|\n", ">-\n", '"', "'"],
  ...["app/api", "base/*", "on", "123", "2027-02-30", "null", "~", "\u202e", "\0", "\ud800"],
  ...["\u{e0041}", "\u200d", "\ufe0f", "\u2764", " #", "010", '"\\u061c"', '"\\U000E0041"'],
  ...["__proto__: ", "constructor: ", "<<<<<<< a\n", "%YAML 1.1\n", "\ufeff", "@", "`", "\\u0000"],
];

const bytes = fc.uint8Array({ maxLength: 200 });
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((some) => some.join(""));

/** The good file with some of its characters replaced. */
const mutation = fc
  .array(
    fc.record({
      at: fc.nat(GOOD.length),
      remove: fc.nat(30),
      insert: fc.oneof(fc.constantFrom("", ...PIECES), fc.string({ maxLength: 5 })),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((edits) =>
    edits.reduce(
      (file, { at, remove, insert }) => file.slice(0, at) + insert + file.slice(at + remove),
      GOOD,
    ),
  );

describe("loadCustomers, whatever the file is", () => {
  const inputs = { bytes, text, mutation: fc.oneof(mutation, fc.constant(GOOD)) };
  for (const [name, input] of Object.entries(inputs)) {
    it(`never throws, and names real places and rules, for ${name}`, () => {
      fc.assert(
        fc.property(input as fc.Arbitrary<Uint8Array | string>, (given) => {
          const file = typeof given === "string" ? Buffer.from(given) : given;
          const result = loadCustomers(file, { file: "f" });
          const again = loadCustomers(file, { file: "f" });
          // What it knows of lines is a function, of which each result has its own.
          expect({ ...again, lineOf: undefined }).to.deep.equal({ ...result, lineOf: undefined });
          if (result.ok) expect(result.file.customers).not.to.deep.equal([]);
          else expectSound(result.problems, Buffer.from(file).toString());
        }),
        { numRuns: runs(100, 2_000) },
      );
    });
  }
});

type Problems = Extract<ReturnType<typeof loadCustomers>, { ok: false }>["problems"];

/** At least one problem; each at a place of the text, by a known rule, on one line; in order. */
function expectSound(problems: Problems, source: string): void {
  expect(problems).not.to.deep.equal([]);
  const lines = source.replace(/^\ufeff/, "").split("\n");
  let before = 0;
  for (const { file, line, column, rule, message, path } of problems) {
    expect(file).to.equal("f");
    expect(line).to.be.within(1, lines.length);
    expect(column).to.be.within(1, (lines[line - 1] ?? "").length + 1);
    expect(RULE_IDS.has(rule), rule).to.equal(true);
    expect(`${path}${message}`).to.match(
      /^[^\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2800]+$/u,
    );
    const position = line * 1e6 + column;
    expect(position).to.be.at.least(before);
    before = position;
  }
}
