// Files with keys and aliases that are not right.
import { contoso, type FailingCase, file } from "./case";

const CUSTOMER_KEYS =
  "displayName, contact, repositories, allowAllRepositories, actions, state, accessUntil, tokenName, adopt, readers, credential, sync";

export const KEY_CASES: readonly FailingCase[] = [
  {
    rule: "keys-are-text",
    it: "rejects a list as a key, and a key that is missing",
    yaml: contoso("? [state]", ": active", ": x"),
    problems: [
      "4:7  contoso: a key is missing, or is a list, map or alias; write plain text before the colon  [keys-are-text]",
      "6:7  contoso: a key is missing, or is a list, map or alias; write plain text before the colon  [keys-are-text]",
    ],
  },
  {
    rule: "keys-are-text",
    it: "rejects a key that is missing and has no colon either, and a field with its key alone",
    yaml: file("repositories: [app/api]", "? displayName #1", "?"),
    problems: [
      "4:7  contoso.displayName: has no value; write one text, or remove the key  [values-have-their-type]",
      "5:6  contoso: a key is missing, or is a list, map or alias; write plain text before the colon  [keys-are-text]",
    ],
  },
  {
    rule: "keys-are-unique",
    it: "rejects a customer and a field that stand there twice",
    yaml: `${contoso("state: active", "state: suspended")}  fabrikam: { repositories: [a] }\n  contoso: { repositories: [b] }\n`,
    problems: [
      '5:5  contoso: "state" is already in line 4; keep one of them  [keys-are-unique]',
      '7:3  customers: "contoso" is already in line 2; keep one of them  [keys-are-unique]',
    ],
  },
  {
    rule: "keys-are-unique",
    it: "rejects a section that stands there twice",
    yaml: `${contoso()}"customers": {}\n`,
    problems: ['4:1  "customers" is already in line 1; keep one of them  [keys-are-unique]'],
  },
  {
    rule: "keys-are-known",
    it: "rejects unknown keys at every level, with the nearest known one",
    yaml: `custmers: {}
default: {}
defaults:
  action: [content/read]
  credential: { generations: 1 }
customers:
  contoso:
    repositories: [app/api]
    displayname: Contoso
    name: Contoso
    credential: { lifetime: 90, rotatebefore: 30 }
`,
    problems: [
      '1:1  "custmers" is not a known key; did you mean "customers"?  [keys-are-known]',
      '2:1  "default" is not a known key; did you mean "defaults"?  [keys-are-known]',
      '4:3  defaults: "action" is not a known key; did you mean "actions"?  [keys-are-known]',
      '5:17  defaults.credential: "generations" is not a known key; did you mean "generation"?  [keys-are-known]',
      '9:5  contoso: "displayname" is not a known key; did you mean "displayName"?  [keys-are-known]',
      `10:5  contoso: "name" is not a known key; did you mean "displayName"?  [keys-are-known]`,
      '11:19  contoso.credential: "lifetime" is not a known key; did you mean "lifetimeDays"?  [keys-are-known]',
      '11:33  contoso.credential: "rotatebefore" is not a known key; did you mean "rotateBeforeDays"?  [keys-are-known]',
    ],
  },
  {
    rule: "keys-are-known",
    it: "rejects keys in the wrong place, and says where they belong",
    yaml: `state: active\n${contoso("lifetimeDays: 90", "password: x")}`,
    problems: [
      '1:1  "state" is not a known key; move it below a customer  [keys-are-known]',
      '5:5  contoso: "lifetimeDays" is not a known key; move it below "credential"  [keys-are-known]',
      `6:5  contoso: "password" is not a known key; use ${CUSTOMER_KEYS}  [keys-are-known]`,
    ],
  },
  {
    rule: "keys-are-known",
    it: "rejects merge keys",
    yaml: contoso("<<: { state: active }"),
    problems: [
      '4:5  contoso: "<<" is not a known key; YAML 1.2 has no merge keys; use the section "defaults", or an alias for one value  [keys-are-known]',
    ],
  },
  {
    rule: "keys-are-known",
    it: "rejects names that mean something to JavaScript like any other",
    yaml: contoso("__proto__: { state: suspended }", "constructor: x", "toString: x"),
    problems: [
      `4:5  contoso: "__proto__" is not a known key; use ${CUSTOMER_KEYS}  [keys-are-known]`,
      `5:5  contoso: "constructor" is not a known key; use ${CUSTOMER_KEYS}  [keys-are-known]`,
      `6:5  contoso: "toString" is not a known key; use ${CUSTOMER_KEYS}  [keys-are-known]`,
    ],
  },
  {
    rule: "aliases-are-defined",
    it: "rejects a lone star without quotes",
    yaml: file("repositories: [*]"),
    problems: [
      '3:20  contoso.repositories[0]: a star without quotes is a YAML alias; name the repositories, or write "*" in quotes and add allowAllRepositories: true  [aliases-are-defined]',
    ],
  },
  {
    rule: "aliases-are-defined",
    it: "rejects two stars, an unknown anchor, and an anchor that comes later",
    yaml: file("repositories:", "  - **", "  - */app", "  - *web", "  - &web app/web"),
    problems: [
      '4:9  contoso.repositories[0]: "**" starts with a star, which is a YAML alias; a star may only be at the end, after a slash, such as base/*  [aliases-are-defined]',
      '5:9  contoso.repositories[1]: "*/app" starts with a star, which is a YAML alias; a star may only be at the end, after a slash, such as base/*  [aliases-are-defined]',
      '6:9  contoso.repositories[2]: the alias "*web" has no anchor "&web" before it; write the value out  [aliases-are-defined]',
    ],
  },
  {
    rule: "aliases-are-defined",
    it: "rejects a value that contains itself",
    yaml: "customers:\n  contoso: &contoso\n    repositories: *contoso\n",
    problems: [
      '3:19  contoso.repositories: the alias "*contoso" is within its own anchor; write the value out  [aliases-are-defined]',
    ],
  },
  {
    rule: "aliases-stay-within-bounds",
    it: "rejects a few lines that stand for billions of values",
    yaml: `defaults:
  actions: &a [content/read, x, x, x, x, x, x, x, x, x]
  credential: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
customers:
  contoso: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
  fabrikam: &d [*c]
  northwind: *d
`,
    problems: [
      ...Array.from(
        { length: 9 },
        (_, index) =>
          `2:${30 + 3 * index}  defaults.actions[${index + 1}]: "x" is not an action for customers; use content/read or metadata/read  [actions-only-read]`,
      ),
      '3:18  defaults.credential: is a list, but a map is expected; write "key: value" lines below it  [values-have-their-type]',
      '5:15  contoso: is a list, but a map is expected; write "key: value" lines below it  [values-have-their-type]',
      '6:16  fabrikam: is a list, but a map is expected; write "key: value" lines below it  [values-have-their-type]',
      '6:17  fabrikam[0]: the alias "*c" stands for more than 1000 values; write out what is meant  [aliases-stay-within-bounds]',
      '7:14  northwind: is a list, but a map is expected; write "key: value" lines below it  [values-have-their-type]',
    ],
  },
];
