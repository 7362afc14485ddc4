// Files that are not one well-formed YAML document with a map in it.
import { contoso, type FailingCase, file } from "./case";

const EMPTY =
  '1:1  the file is empty, which would take the access of every customer; list them under "customers:"  [file-is-not-empty]';

export const YAML_CASES: readonly FailingCase[] = [
  {
    rule: "indentation-uses-spaces",
    it: "rejects every line indented by a tab, without the confusion that follows",
    yaml: "customers:\n\tcontoso:\n\t\trepositories: [app/api]\n",
    problems: [
      "2:1  a tab indents this line; indent with spaces  [indentation-uses-spaces]",
      "3:1  a tab indents this line; indent with spaces  [indentation-uses-spaces]",
    ],
  },
  {
    rule: "indentation-uses-spaces",
    it: "rejects a tab after spaces",
    yaml: "customers:\n  contoso:\n  \trepositories: [app/api]\n",
    problems: ["3:3  a tab indents this line; indent with spaces  [indentation-uses-spaces]"],
  },
  {
    rule: "indentation-uses-spaces",
    it: "rejects what is wrong before the tab as well",
    yaml: "defaults: @x\ncustomers:\n\tcontoso:\n",
    problems: [
      "1:11  a text without quotes cannot start with this character; put the text in quotes  [yaml-is-well-formed]",
      "3:1  a tab indents this line; indent with spaces  [indentation-uses-spaces]",
    ],
  },
  {
    rule: "nesting-is-shallow",
    it: "rejects brackets without end",
    yaml: `customers: ${"[".repeat(100_000)}`,
    problems: [
      "1:111  values nest more than 50 levels deep here; a customer needs five  [nesting-is-shallow]",
    ],
  },
  {
    rule: "nesting-is-shallow",
    it: "rejects dashes without end",
    yaml: `customers:\n  ${"- ".repeat(100_000)}\n`,
    problems: [
      "2:200  values nest more than 50 levels deep here; a customer needs five  [nesting-is-shallow]",
    ],
  },
  {
    rule: "words-are-not-too-many",
    it: "rejects more than any registry needs, before it fills the memory",
    yaml: `customers: [${",".repeat(3_000_000)}`,
    problems: [
      "1:3000008  more than 3000000 words and marks are before this; a registry's customers need fewer  [words-are-not-too-many]",
    ],
  },
  {
    rule: "yaml-is-well-formed",
    it: "rejects a second colon in a text without quotes",
    yaml: contoso("displayName: Contoso: the company"),
    problems: [
      '4:18  a second ": " stands in one value; put the text in quotes, or line up the next line with its neighbours  [yaml-is-well-formed]',
    ],
  },
  {
    rule: "yaml-is-well-formed",
    it: "rejects a key without a space after its colon",
    yaml: file("repositories:[app/api]", "state: active"),
    problems: [
      "3:5  a key without a colon and a space after it; write key: value, one to a line  [yaml-is-well-formed]",
    ],
  },
  {
    rule: "yaml-is-well-formed",
    it: "rejects a list that is not closed",
    yaml: file("repositories: [app/api, app/web", "state: active"),
    problems: [
      "4:5  a list in brackets is not closed before this; close it with ]  [yaml-is-well-formed]",
    ],
  },
  {
    rule: "yaml-is-well-formed",
    it: "rejects a map that is not closed",
    yaml: contoso("credential: { lifetimeDays: 90", "state: active"),
    problems: [
      "5:5  a map in braces is not closed before this; close it with }  [yaml-is-well-formed]",
    ],
  },
  {
    rule: "yaml-is-well-formed",
    it: "rejects a quote that is not closed, where it opens",
    yaml: contoso('displayName: "Contoso', "state: active"),
    problems: [
      '4:18  a text in "quotes" is not closed; close it on this line  [yaml-is-well-formed]',
    ],
  },
  {
    rule: "yaml-is-well-formed",
    it: "rejects lines that are not lined up",
    yaml: "customers:\n  contoso:\n    repositories: [app/api]\n   state: active\n",
    problems: [
      "4:1  this line is not aligned with the lines around it; indent it like them  [yaml-is-well-formed]",
    ],
  },
  {
    rule: "yaml-is-well-formed",
    it: "rejects a tag, two mistakes at once",
    yaml: contoso("displayName: !vault x", "contact: `x`"),
    problems: [
      "4:18  a tag with ! is not supported in this file; remove it, or put the text in quotes  [yaml-is-well-formed]",
      "5:14  a text without quotes cannot start with this character; put the text in quotes  [yaml-is-well-formed]",
    ],
  },
  {
    rule: "yaml-is-well-formed",
    it: "rejects the tags that YAML 1.1 had for dates, sets and bytes like any other",
    yaml: contoso("accessUntil: !!timestamp 2027-06-30", "actions: !!set { content/read }"),
    problems: [
      "4:18  a tag with ! is not supported in this file; remove it, or put the text in quotes  [yaml-is-well-formed]",
      "5:14  a tag with ! is not supported in this file; remove it, or put the text in quotes  [yaml-is-well-formed]",
    ],
  },
  {
    rule: "yaml-is-well-formed",
    it: "rejects an escape that YAML does not know",
    yaml: contoso('displayName: "C:\\Users"'),
    problems: [
      "4:21  a \\ in double quotes starts an unknown escape; use single quotes  [yaml-is-well-formed]",
    ],
  },
  {
    rule: "yaml-is-well-formed",
    it: "rejects what has no plainer words with those of the parser",
    yaml: "%FOO\n---\ncustomers: {}\n",
    problems: ["1:1  unknown directive %FOO; correct the YAML here  [yaml-is-well-formed]"],
  },
  {
    rule: "file-is-one-document",
    it: "rejects a second document, at its dashes",
    yaml: `${contoso()}---\n${contoso()}`,
    problems: ["4:1  a second document starts here; keep one, without ---  [file-is-one-document]"],
  },
  {
    rule: "file-is-one-document",
    it: "rejects a second document that is empty",
    yaml: `${contoso()}---\n`,
    problems: ["4:1  a second document starts here; keep one, without ---  [file-is-one-document]"],
  },
  { rule: "file-is-not-empty", it: "rejects no bytes at all", yaml: "", problems: [EMPTY] },
  {
    rule: "file-is-not-empty",
    it: "rejects comments alone",
    yaml: "# soon\n\n",
    problems: [EMPTY],
  },
  { rule: "file-is-not-empty", it: "rejects an empty document", yaml: "---\n", problems: [EMPTY] },
  {
    rule: "file-is-a-map",
    it: "rejects a list",
    yaml: "- contoso\n- fabrikam\n",
    problems: [
      '1:1  the file is a list, but a map is expected; start with "customers:" and indent each customer below it  [file-is-a-map]',
    ],
  },
  {
    rule: "file-is-a-map",
    it: "rejects a text",
    yaml: "\ncontoso\n",
    problems: [
      '2:1  the file is text, but a map is expected; start with "customers:" and indent each customer below it  [file-is-a-map]',
    ],
  },
];
