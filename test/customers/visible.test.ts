// Which characters nobody sees: those of Unicode's own lists, and where some of them join what stands around them.
import { expect } from "chai";
import { codeOf, escaped, invisibleIn } from "../../customers/rules/visible";

/**
 * Default_Ignorable_Code_Point as Unicode 16 lists it: https://www.unicode.org/Public/16.0.0/ucd/DerivedCoreProperties.txt
 *
 * Bidi_Control is within: https://www.unicode.org/Public/16.0.0/ucd/PropList.txt
 */
const IGNORABLE = [
  "00AD 034F 061C 115F-1160 17B4-17B5 180B-180F 200B-200F 202A-202E 2060-206F 3164 FE00-FE0F FEFF FFA0",
  "FFF0-FFF8 1BCA0-1BCA3 1D173-1D17A E0000-E0FFF",
];
const OTHERS = ["0000-001F 007F-009F 2028-2029 2800 D800-DFFF FDD0-FDEF FFF9-FFFB"];
const NONCHARACTERS = Array.from({ length: 17 }, (_, plane) => {
  const [first, last] = [plane * 0x10000 + 0xfffe, plane * 0x10000 + 0xffff];
  return `${first.toString(16)}-${last.toString(16)}`;
});

describe("invisibleIn", () => {
  it("finds of all characters those that nobody sees, and no other", () => {
    const expected = new Set([...IGNORABLE, ...OTHERS, ...NONCHARACTERS].flatMap(codesIn));
    const found = new Set<number>();
    for (let code = 0; code <= 0x10ffff; code += 1) {
      if (invisibleIn(String.fromCodePoint(code)).next().done === false) found.add(code);
    }
    expect([...found].sort(byNumber)).to.deep.equal([...expected].sort(byNumber));
  });

  for (const [name, text, joins] of [
    ["an emoji of three", "\u{1f469}\u200d\u2764\ufe0f\u200d\u{1f468}", [true, true, true]],
    ["a flag of two", "\u{1f3f3}\ufe0f\u200d\u{1f308}", [true, true]],
    ["an emoji at the end", "Contoso \u2764\ufe0f", [true]],
    ["an emoji before a space", "\u2764\ufe0f Contoso", [true]],
    ["a digit as an emoji", "1\ufe0f\u20e3", [true]],
    ["a conjunct of Devanagari", "\u0915\u094d\u200d\u0937", [true]],
    ["a word of Persian", "\u0645\u06cc\u200c\u0631\u0648\u0645", [true]],
    ["one at the start", "\u200dContoso", [false]],
    ["one at the end", "Contoso\u200d", [false]],
    ["one beside a space", "Contoso \u200cLtd", [false]],
    ["two in a row", "a\u200d\u200db", [false, false]],
    ["the mark of an emoji after a letter at the end", "Contoso\ufe0f", [false]],
    ["what never joins", "a\u2060b", [false]],
  ] as const) {
    it(`finds in ${name} what joins`, () => {
      expect([...invisibleIn(text)].map((each) => each.joins)).to.deep.equal(joins);
    });
  }
});

describe("escaped and codeOf", () => {
  it("name a character by its number", () => {
    expect(escaped("a\u00adb\u{e0041}\u202e")).to.equal("a\\u00adb\\u{e0041}\\u202e");
    expect(["\u00ad", "\u{e0041}"].map(codeOf)).to.deep.equal(["U+00AD", "U+E0041"]);
  });
});

function codesIn(ranges: string): number[] {
  return ranges.split(" ").flatMap((range) => {
    const [first = 0, last = first] = range.split("-").map((code) => Number.parseInt(code, 16));
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

function byNumber(one: number, other: number): number {
  return one - other;
}
