// Files in which YAML reads another text than the author meant.
import { contoso, type FailingCase, file } from "./case";

/** What is said at a hash. */
function cut(place: string, path: string, rest: string): string {
  return `${place}  ${path}: "${rest.replace("##", "#\\u0023")}" is a comment here, not part of the text; put the whole text in quotes, or a space after the # of a comment  [text-is-not-cut]`;
}

export const WRITING_CASES: readonly FailingCase[] = [
  {
    rule: "text-is-not-cut",
    it: "rejects a text for people that ends at a hash, at the hash, and says nothing of what is whole before it",
    yaml: `defaults: { credential: { rotation: manual } #all
  }
acknowledge:
  - customers: [contoso]
    reason: contract ended, see #4711
    until: 2026-12-31
customers:
  contoso:
    displayName: Contoso #1 in Shops
    contact: ops #2
    repositories:
      - app/api #latest
      - app/web\t##all
    accessUntil: 2027-06-30 #!end
`,
    problems: [
      cut("5:33", "acknowledge[0].reason", "#4711"),
      cut("9:26", "contoso.displayName", "#1 in Shops"),
      cut("10:18", "contoso.contact", "#2"),
    ],
  },
  {
    rule: "text-is-not-cut",
    it: "rejects a text of several lines that ends at a hash, beside it or further in below it",
    yaml: file(
      "repositories: [app/api]",
      "displayName: Contoso",
      "  of #1 Street",
      "contact: ops,",
      "  then",
      "   #dev on call",
    ),
    problems: [
      cut("5:10", "contoso.displayName", "#1 Street"),
      cut("8:8", "contoso.contact", "#dev on call"),
    ],
  },
  {
    rule: "text-is-not-cut",
    it: "rejects a text that goes on after the hash, and says what does not fit then",
    yaml: contoso("displayName: Contoso", "  #1 in", "  Shops", "state: on"),
    problems: [
      cut("5:7", "contoso.displayName", "#1 in"),
      "6:1  this line is not aligned with the lines around it; indent it like them  [yaml-is-well-formed]",
    ],
  },
  {
    rule: "text-is-not-cut",
    it: "rejects a hash within brackets and braces, where it hides what closes them",
    yaml: "customers:\n  contoso: { displayName: Contoso #1, repositories: [app/api] }\n",
    problems: [
      cut("2:35", "contoso.displayName", "#1, repositories: [app/api] }"),
      "3:1  a map in braces is not closed before this; close it with }  [yaml-is-well-formed]",
    ],
  },
  {
    rule: "text-is-not-cut",
    it: "rejects a hash within brackets that go on below",
    yaml: file("repositories: [app/api #1,", "  app/web]", "readers: {}"),
    problems: [
      cut("3:28", "contoso.repositories[0]", "#1,"),
      "4:7  a comma is missing; put one between the items  [yaml-is-well-formed]",
    ],
  },
  {
    rule: "text-is-not-cut",
    it: "rejects a text that starts with a hash and is none at all, once",
    yaml: file(
      "repositories:",
      "  - app/api",
      "  - #web",
      "displayName: #1 Shop",
      "contact: #ops",
      "  room",
    ),
    problems: [
      cut("5:9", "contoso.repositories[1]", "#web"),
      cut("6:18", "contoso.displayName", "#1 Shop"),
      cut("7:14", "contoso.contact", "#ops"),
    ],
  },
  {
    rule: "joiners-stand-in-names",
    it: "rejects one in an id, once",
    yaml: "customers:\n  con\u200dtoso: { repositories: [app/api] }\n",
    problems: [
      "2:6  the invisible character U+200D is here; remove it, as only a displayName may hold one  [joiners-stand-in-names]",
    ],
  },
  {
    rule: "joiners-stand-in-names",
    it: "rejects joiners between visible characters outside of a displayName, in comments too, and each once",
    yaml: file(
      "displayName: \u0915\u094d\u200d\u0937 \u2764\ufe0f",
      "contact: o\u200dps # w\u26a0\ufe0f",
      "repositories: [app/a\u200cpi]",
    ),
    problems: [
      "4:15  the invisible character U+200D is here; remove it, as only a displayName may hold one  [joiners-stand-in-names]",
      "4:23  the invisible character U+FE0F is here; remove it, as only a displayName may hold one  [joiners-stand-in-names]",
      "5:25  the invisible character U+200C is here; remove it, as only a displayName may hold one  [joiners-stand-in-names]",
    ],
  },
  {
    rule: "numbers-are-plain",
    it: "rejects numbers that versions of YAML read differently, with the plain form",
    yaml: `defaults: { credential: { lifetimeDays: +90 } }
customers:
  c1: { repositories: [app/a], credential: { generation: 010, lifetimeDays: 0o132 } }
  c2: { repositories: [app/a], credential: { generation: 1e3, lifetimeDays: 0x5A, rotateBeforeDays: 30.0 } }
`,
    problems: [
      "1:41  defaults.credential.lifetimeDays: +90 is not written in plain digits; write 90  [numbers-are-plain]",
      "3:58  c1.credential.generation: 010 is not written in plain digits; write 10  [numbers-are-plain]",
      "3:77  c1.credential.lifetimeDays: 0o132 is not written in plain digits; write 90  [numbers-are-plain]",
      "4:58  c2.credential.generation: 1e3 is not written in plain digits; write 1000  [numbers-are-plain]",
      "4:77  c2.credential.lifetimeDays: 0x5A is not written in plain digits; write 90  [numbers-are-plain]",
      "4:101  c2.credential.rotateBeforeDays: 30.0 is not written in plain digits; write 30  [numbers-are-plain]",
    ],
  },
  {
    rule: "numbers-are-in-range",
    it: "rejects a number that is out of range, however it is written, and advises no plain form that is refused in turn",
    yaml: contoso('credential: { lifetimeDays: 03, rotateBeforeDays: "1" }'),
    problems: [
      "4:33  contoso.credential.lifetimeDays: 03 is too small; use at least 7  [numbers-are-in-range]",
      '4:55  contoso.credential.rotateBeforeDays: "1" in quotes is text, not a number; write it in digits  [values-have-their-type]',
    ],
  },
  {
    rule: "numbers-are-plain",
    it: "rejects it once where an alias repeats it",
    yaml: "customers:\n  c1: { repositories: [a], credential: &c { generation: 07 } }\n  c2: { repositories: [a], credential: *c }\n",
    problems: [
      "2:57  c1.credential.generation: 07 is not written in plain digits; write 7  [numbers-are-plain]",
    ],
  },
];
