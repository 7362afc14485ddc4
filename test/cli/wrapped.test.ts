// How lines are wrapped: what somebody copies stays whole, and nothing is lost.
import { stripVTControlCharacters } from "node:util";
import { expect } from "chai";
import fc from "fast-check";
import { wrapped } from "../../cli/wrapped";
import { runs } from "../helpers/longRun";

describe("a line that is wrapped", () => {
  it("keeps what stands in backticks whole, in any width, and loses nothing", () => {
    const property = fc.property(anyLine, anyWidth, (line, width) => {
      const lines = wrapped(line, width);
      expect(piecesIn(lines.join("\n"))).to.deep.equal(piecesIn(line));
      for (const each of lines) {
        const isOnePiece = piecesIn(each).length === 1;
        expect(isOnePiece || shownLength(each) <= width, `too wide: ${each}`).to.equal(true);
        expect(line).to.include(each.trimStart());
      }
    });
    fc.assert(property, { numRuns: runs(1_000, 50_000) });
  });

  it("breaks nowhere where its next piece still fits", () => {
    const property = fc.property(anyLine, anyWidth, (spaced, width) => {
      const lines = wrapped(spaced.replace(/(?<=\S) +/g, " "), width);
      for (const [index, each] of lines.slice(0, -1).entries()) {
        const [next = ""] = piecesIn(lines[index + 1] ?? "");
        expect(shownLength(`${each} ${next}`)).to.be.greaterThan(width);
      }
    });
    fc.assert(property, { numRuns: runs(1_000, 50_000) });
  });

  const command = "`npm run sync-url -- contoso`";

  it("gives a command that is longer than the width a line of its own", () => {
    expect(wrapped(`no webhook yet: ${command} puts it there`, 20)).to.deep.equal([
      "no webhook yet:",
      `  ${command}`,
      "  puts it there",
    ]);
  });

  for (const [line, expected] of Object.entries({
    "next to its start": ["next to its", "  start"],
    "  two further in": ["  two", "    further", "    in"],
    "- under an item": ["- under an", "  item"],
    "  -> under advice": ["  -> under", "     advice"],
    "  1. Under a step": ["  1. Under", "     a step"],
  })) {
    it(`goes on ${line
      .replace(/[^a-z ]/gi, "")
      .trim()
      .toLowerCase()}`, () => {
      expect(wrapped(line, 11)).to.deep.equal(expected);
    });
  }

  it("leaves no empty line where a colour begins before its indentation", () => {
    expect(wrapped("\u001b[31m    longerthanthat", 11)).to.deep.equal([
      "\u001b[31m    longerthanthat",
    ]);
  });

  it("stays as it is where there is no terminal", () => {
    expect(wrapped("a b", undefined)).to.deep.equal(["a b"]);
  });
});

const anyWidth = fc.integer({ min: 1, max: 100 });

const anyWord = fc.stringMatching(/^[a-zA-Z0-9:;,.'"()/_<>|@-]{1,30}$/);

/** With signs around it, and with colours, as in a sentence. */
const anyPiece = fc.oneof(
  { weight: 4, arbitrary: anyWord },
  fc
    .tuple(
      fc.constantFrom("", "("),
      fc.array(anyWord, { minLength: 1 }),
      fc.constantFrom("", ")", ","),
    )
    .map(([before, words, after]) => `${before}\`${words.join(" ")}\`${after}`),
  anyWord.map((word) => `\u001b[31m${word}\u001b[39m`),
);

const anyLine = fc
  .tuple(
    fc.constantFrom("", "  ", "    ", "- ", "  -> ", "  1. "),
    fc.array(fc.tuple(fc.constantFrom(" ", " ", "   "), anyPiece), { minLength: 1, maxLength: 30 }),
  )
  .map(
    ([start, pieces]) =>
      start +
      pieces
        .map((each) => each.join(""))
        .join("")
        .trimStart(),
  );

/** What must not be broken: words, and what stands in backticks. */
function piecesIn(text: string): string[] {
  return [...text.matchAll(/(?:`[^`]*`|[^\s`])+/g)].map(([piece]) => piece);
}

function shownLength(text: string): number {
  return stripVTControlCharacters(text).length;
}
