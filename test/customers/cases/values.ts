// Files with single values of a wrong type, or out of range.
import { contoso, type FailingCase, file } from "./case";

export const VALUE_CASES: readonly FailingCase[] = [
  {
    rule: "required-fields-are-given",
    it: "rejects a customer without repositories",
    yaml: "customers:\n  contoso:\n    displayName: Contoso Ltd\n",
    problems: [
      "2:3  contoso.repositories: is missing; list what the customer may pull, such as [app/api, base/*]  [required-fields-are-given]",
    ],
  },
  {
    rule: "values-have-their-type",
    it: "rejects numbers and truth values where text is expected, as they are written",
    yaml: contoso("displayName: 1.0", "contact: true"),
    problems: [
      '4:18  contoso.displayName: 1.0 without quotes is a number, not text; write "1.0"  [values-have-their-type]',
      '5:14  contoso.contact: true without quotes is true or false, not text; write "true"  [values-have-their-type]',
    ],
  },
  {
    rule: "values-have-their-type",
    it: "rejects numbers and truth values where a day, a name, an id or a path is expected, and advises no quotes that are refused in turn",
    yaml: `acknowledge:
  - { customers: [12345], reason: 4711, until: 20261220 }
customers:
  contoso:
    repositories: [12, -5, true]
    accessUntil: 20270630
    tokenName: 12345
    readers: [12345]
`,
    problems: [
      '2:19  acknowledge[0].customers[0]: "12345" is not a customer\'s id; use an id that is or was listed below customers, such as contoso  [values-have-their-type]',
      '2:35  acknowledge[0].reason: 4711 without quotes is a number, not text; write "4711"  [values-have-their-type]',
      '2:48  acknowledge[0].until: "20261220" is not a date; write it as YYYY-MM-DD  [values-have-their-type]',
      '5:20  contoso.repositories[0]: 12 without quotes is a number, not text; write "12"  [values-have-their-type]',
      '5:24  contoso.repositories[1]: "-5" is not a repository path; use lower-case letters, digits and . _ - /, for example "team/app"  [values-have-their-type]',
      '5:28  contoso.repositories[2]: true without quotes is true or false, not text; write "true"  [values-have-their-type]',
      '6:18  contoso.accessUntil: "20270630" is not a date; write it as YYYY-MM-DD  [values-have-their-type]',
      '7:16  contoso.tokenName: "12345" is not a token\'s name; use 5 to 50 letters, digits and hyphens, a letter first  [values-have-their-type]',
      "8:15  contoso.readers[0]: \"12345\" is not an object id; give the GUID that Entra shows as the principal's object id (not an application's client id)  [values-have-their-type]",
    ],
  },
  {
    rule: "values-have-their-type",
    it: "rejects a text where a list is expected, and offers no list that is refused in turn",
    yaml: `customers:
  c1: { repositories: App/Api, actions: pull, adopt: c1 }
  c2: { repositories: "*", readers: somebody }
  c3: { repositories: "12" }
`,
    problems: [
      '2:23  c1.repositories: "App/Api" is not a list; write it in brackets, such as [app/api, base/*]  [values-have-their-type]',
      '2:41  c1.actions: "pull" is not a list; write [content/read]  [values-have-their-type]',
      '2:54  c1.adopt: "c1" is not a list; write [token]  [values-have-their-type]',
      '3:23  c2.repositories: "*" is not a list; write it in brackets, such as [app/api, base/*]  [values-have-their-type]',
      '3:37  c2.readers: "somebody" is not a list; write the object ids in brackets  [values-have-their-type]',
      '4:23  c3.repositories: "12" is not a list; write it in brackets, such as [app/api, base/*]  [values-have-their-type]',
    ],
  },
  {
    rule: "values-have-their-type",
    it: "rejects text where numbers or truth values are meant",
    yaml: contoso(
      "allowAllRepositories: yes",
      'credential: { lifetimeDays: "90", rotateBeforeDays: ten, generation: 1.5, revokeBefore: .nan }',
    ),
    problems: [
      '4:27  contoso.allowAllRepositories: "yes" is not true or false; write true or false without quotes  [values-have-their-type]',
      '5:33  contoso.credential.lifetimeDays: "90" in quotes is text, not a number; write 90  [values-have-their-type]',
      '5:57  contoso.credential.rotateBeforeDays: "ten" is not a whole number; write it in digits  [values-have-their-type]',
      "5:74  contoso.credential.generation: 1.5 is not a whole number; write it in digits  [values-have-their-type]",
      "5:93  contoso.credential.revokeBefore: .nan is not a whole number; write it in digits  [values-have-their-type]",
    ],
  },
  {
    rule: "values-have-their-type",
    it: "rejects a text, a map and nothing where a list is expected",
    yaml: `customers:
  contoso: { repositories: app/api }
  fabrikam: { repositories: { app/api: x } }
  northwind:
    repositories:
    actions: content/read
`,
    problems: [
      '2:28  contoso.repositories: "app/api" is text, but a list is expected; write [app/api]  [values-have-their-type]',
      "3:29  fabrikam.repositories: is a map, but a list is expected; write it in brackets, such as [app/api, base/*]  [values-have-their-type]",
      "5:5  northwind.repositories: has no value; write it in brackets, such as [app/api, base/*], or remove the key  [values-have-their-type]",
      '6:14  northwind.actions: "content/read" is text, but a list is expected; write [content/read]  [values-have-their-type]',
    ],
  },
  {
    rule: "values-have-their-type",
    it: "rejects a text where a list is expected, and offers no list of what cannot stand in one",
    yaml: 'customers:\n  contoso: { repositories: "app/api, app/web" }\n  fabrikam: { repositories: "\\e[2J" }\n',
    problems: [
      '2:28  contoso.repositories: "app/api, app/web" is not a list; write it in brackets, such as [app/api, base/*]  [values-have-their-type]',
      '3:29  fabrikam.repositories: "\\u001b[2J" is not a list; write it in brackets, such as [app/api, base/*]  [values-have-their-type]',
    ],
  },
  {
    rule: "values-have-their-type",
    it: "rejects a list, a text and nothing where a map is expected",
    yaml: "defaults:\ncustomers:\n  contoso: [app/api]\n  fabrikam: app/api\n  northwind:\n",
    problems: [
      '1:1  defaults: has no value; write "key: value" lines below it, or remove the key  [values-have-their-type]',
      '3:12  contoso: is a list, but a map is expected; write "key: value" lines below it  [values-have-their-type]',
      '4:13  fabrikam: "app/api" is not a map; write "key: value" lines below it  [values-have-their-type]',
      '5:3  northwind: has no value; write "key: value" lines below it, or remove the key  [values-have-their-type]',
    ],
  },
  {
    rule: "values-have-their-type",
    it: "rejects a list and a map where text is expected",
    yaml: file("repositories: [app/api, [app/web], { app: web }]", "state: [active]"),
    problems: [
      "3:29  contoso.repositories[1]: is a list, but text is expected; write one text  [values-have-their-type]",
      "3:40  contoso.repositories[2]: is a map, but text is expected; write one text  [values-have-their-type]",
      "4:12  contoso.state: is a list, but text is expected; write one text  [values-have-their-type]",
    ],
  },
  {
    rule: "values-have-their-type",
    it: "rejects numbers that YAML 1.2 takes for text, with the plain form where it is easy to tell",
    yaml: contoso(
      'credential: { lifetimeDays: 1_000, rotateBeforeDays: "010", generation: 1:30, revokeBefore: 0b11 }',
    ),
    problems: [
      '4:33  contoso.credential.lifetimeDays: "1_000" is text, not a number; write 1000  [values-have-their-type]',
      '4:58  contoso.credential.rotateBeforeDays: "010" in quotes is text, not a number; write 10  [values-have-their-type]',
      '4:77  contoso.credential.generation: "1:30" is not a whole number; write it in digits  [values-have-their-type]',
      '4:97  contoso.credential.revokeBefore: "0b11" is not a whole number; write it in digits  [values-have-their-type]',
    ],
  },
  {
    rule: "words-are-allowed",
    it: "rejects other words, those of YAML 1.1 included",
    yaml: contoso(
      "state: on",
      "credential: { rotation: true }",
      "tokenName: contoso-token",
      "adopt: [scope-map]",
    ),
    problems: [
      '4:12  contoso.state: "on" is not one of the choices; use active, suspended or offboarded  [words-are-allowed]',
      "5:29  contoso.credential.rotation: true is not one of the choices; use automatic or manual  [words-are-allowed]",
      '7:13  contoso.adopt[0]: "scope-map" is not one of the choices; use token, scopeMap or secret  [words-are-allowed]',
    ],
  },
  {
    rule: "actions-only-read",
    it: "rejects actions that change images with the reason, and others",
    yaml: contoso("actions: [content/read, content/write, content/delete, metadata/write, pull]"),
    problems: [
      ...["4:29 1 content/write", "4:44 2 content/delete", "4:60 3 metadata/write"].map((found) => {
        const [place, index, action] = found.split(" ");
        return `${place}  contoso.actions[${index}]: "${action}" would let a customer change everybody's images; use content/read or metadata/read  [actions-only-read]`;
      }),
      '4:76  contoso.actions[4]: "pull" is not an action for customers; use content/read or metadata/read  [actions-only-read]',
    ],
  },
  {
    rule: "numbers-are-in-range",
    it: "rejects numbers below and above the limits",
    yaml: `customers:
  contoso:
    repositories: [app/api]
    credential: { lifetimeDays: 6, rotateBeforeDays: 1, generation: 0, revokeBefore: 0 }
  fabrikam:
    repositories: [app/api]
    credential: { lifetimeDays: 3651, generation: 1e300 }
`,
    problems: [
      "4:33  contoso.credential.lifetimeDays: 6 is too small; use at least 7  [numbers-are-in-range]",
      "4:54  contoso.credential.rotateBeforeDays: 1 is too small; use at least 2  [numbers-are-in-range]",
      "4:69  contoso.credential.generation: 0 is too small; use at least 1  [numbers-are-in-range]",
      "4:86  contoso.credential.revokeBefore: 0 is too small; use at least 1  [numbers-are-in-range]",
      "7:33  fabrikam.credential.lifetimeDays: 3651 is too large; use at most 3650  [numbers-are-in-range]",
      "7:51  fabrikam.credential.generation: 1e300 is too large; use at most 1000000  [numbers-are-in-range]",
    ],
  },
  {
    rule: "values-are-not-empty",
    it: "rejects empty lists and texts",
    yaml: file('displayName: ""', "repositories: []"),
    problems: [
      "3:18  contoso.displayName: is an empty text; write something or remove it  [values-are-not-empty]",
      "4:19  contoso.repositories: is an empty list; list at least one, or set the customer's state to suspended  [values-are-not-empty]",
    ],
  },
  {
    rule: "text-is-short",
    it: "rejects a name that fits nowhere",
    yaml: contoso(`displayName: ${"x".repeat(201)}`),
    problems: ["4:18  contoso.displayName: has 201 characters; use at most 200  [text-is-short]"],
  },
];
