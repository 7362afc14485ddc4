// Files that are not plain UTF-8 text.
import { contoso, type FailingCase } from "./case";

/** One of each kind, and those that gave a reason. */
const SEEN_BY_NOBODY = [
  ..."\u00ad\u034f\u061c\u115f\u17b5\u180e\u200b\u200e\u2028\u2029\u202e\u2060\u2063\u2066\u206f",
  ..."\u2800\u3164\ufe00\ufeff\uffa0\ufff9\ufffb\ufffe\ufdd0\u0085\u{1bca0}\u{1d173}\u{e0001}\u{e0041}\u{e0100}",
];

export const TEXT_CASES: readonly FailingCase[] = [
  {
    rule: "file-is-not-too-large",
    it: "rejects a file that no registry has customers for",
    yaml: new Uint8Array(16 * 1024 * 1024 + 1).fill(0x20),
    problems: [
      "1:1  the file has 16777217 bytes; a registry's customers fit into 16777216  [file-is-not-too-large]",
    ],
  },
  {
    rule: "file-is-utf-8",
    it: "rejects Latin-1, at the character",
    yaml: Buffer.from(contoso("displayName: Caf\u00e9"), "latin1"),
    problems: [
      "4:21  the byte 0xe9 is not UTF-8; save the file with the encoding UTF-8  [file-is-utf-8]",
    ],
  },
  {
    rule: "file-is-utf-8",
    it: "rejects UTF-16",
    yaml: Buffer.from(`\ufeff${contoso()}`, "utf16le"),
    problems: [
      "1:1  the byte 0xff is not UTF-8; save the file with the encoding UTF-8  [file-is-utf-8]",
    ],
  },
  {
    rule: "file-is-utf-8",
    it: "counts characters, not bytes, and tells a replacement character that is written from a wrong byte",
    yaml: Buffer.concat([Buffer.from("# \ufffd\u00e9\n# \u00fc "), Buffer.from([0xff])]),
    problems: [
      "2:5  the byte 0xff is not UTF-8; save the file with the encoding UTF-8  [file-is-utf-8]",
    ],
  },
  {
    rule: "file-is-utf-8",
    it: "rejects a file that ends within a character",
    yaml: Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0xe2, 0x82]),
    problems: [
      "1:2  the byte 0xe2 is not UTF-8; save the file with the encoding UTF-8  [file-is-utf-8]",
    ],
  },
  {
    rule: "text-is-visible",
    it: "rejects characters that turn the direction of writing, or have no width",
    yaml: contoso("displayName: Con\u202etoso\u202c", "contact: zero\u200bwidth"),
    problems: [
      "4:21  the invisible character U+202E is here; remove it  [text-is-visible]",
      "4:26  the invisible character U+202C is here; remove it  [text-is-visible]",
      "5:18  the invisible character U+200B is here; remove it  [text-is-visible]",
    ],
  },
  {
    rule: "text-is-visible",
    it: "rejects what is left out where it cannot be shown, turns the direction or is blank, in texts and in comments",
    yaml: contoso(
      ...SEEN_BY_NOBODY.map((character, n) => `# ${n}${character}`),
      "displayName: con\u{e0041}toso",
      "contact: a\u2063b",
    ),
    problems: [
      ...SEEN_BY_NOBODY.map(
        (character, n) =>
          `${4 + n}:${7 + String(n).length}  the invisible character U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")} is here; remove it  [text-is-visible]`,
      ),
      `${4 + SEEN_BY_NOBODY.length}:21  the invisible character U+E0041 is here; remove it  [text-is-visible]`,
      `${5 + SEEN_BY_NOBODY.length}:15  the invisible character U+2063 is here; remove it  [text-is-visible]`,
    ],
  },
  {
    rule: "text-is-visible",
    it: "rejects joiners and the mark of an emoji where they join nothing",
    yaml: contoso("displayName: a \u200db\u200c c", "contact: \ufe0f", "# \u200d\u200d"),
    problems: [
      "4:20  the invisible character U+200D is here; remove it  [text-is-visible]",
      "4:22  the invisible character U+200C is here; remove it  [text-is-visible]",
      "5:14  the invisible character U+FE0F is here; remove it  [text-is-visible]",
      "6:7  the invisible character U+200D is here; remove it  [text-is-visible]",
      "6:8  the invisible character U+200D is here; remove it  [text-is-visible]",
    ],
  },
  {
    rule: "text-is-visible",
    it: "rejects UTF-16 without a mark",
    yaml: Buffer.from(contoso(), "utf16le"),
    problems: [
      "1:2  the invisible character U+0000 is here; save the file with the encoding UTF-8, or remove it  [text-is-visible]",
    ],
  },
  {
    rule: "text-is-visible",
    it: "rejects line ends of a carriage return alone",
    yaml: contoso().replaceAll("\n", "\r"),
    problems: [
      "1:11  the invisible character U+000D is here; save the file with line ends LF or CRLF  [text-is-visible]",
    ],
  },
  {
    rule: "file-has-no-conflict-markers",
    it: "rejects a merge conflict once, at its first line, and says nothing else",
    yaml: "customers:\n<<<<<<< HEAD\n  contoso:\n||||||| base\n=======\n  fabrikam:\n>>>>>>> theirs\n",
    problems: [
      '2:1  a merge conflict was left here ("<<<<<<<"); keep one side and remove the marker lines  [file-has-no-conflict-markers]',
    ],
  },
  {
    rule: "file-has-no-conflict-markers",
    it: "rejects each of two conflicts, with CRLF too",
    yaml: "<<<<<<< a\r\n=======\r\n>>>>>>> b\r\ncustomers:\r\n<<<<<<<\r\n=======\r\n>>>>>>>\r\n",
    problems: [
      '1:1  a merge conflict was left here ("<<<<<<<"); keep one side and remove the marker lines  [file-has-no-conflict-markers]',
      '5:1  a merge conflict was left here ("<<<<<<<"); keep one side and remove the marker lines  [file-has-no-conflict-markers]',
    ],
  },
  {
    rule: "file-has-no-conflict-markers",
    it: "rejects a marker that was forgotten",
    yaml: `${contoso()}=======\n`,
    problems: [
      '4:1  a merge conflict was left here ("======="); keep one side and remove the marker lines  [file-has-no-conflict-markers]',
    ],
  },
];
