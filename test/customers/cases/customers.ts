// Files in which a customer, or the customers together, do not make sense.
import { contoso, type FailingCase, file } from "./case";

const ID_RULE =
  "is not a customer's id; use 2 to 40 lower-case letters, digits and single hyphens, a letter first, such as contoso  [id-is-valid]";

export const CUSTOMER_CASES: readonly FailingCase[] = [
  {
    rule: "id-is-valid",
    it: "rejects ids that cannot name resources",
    yaml: ["Contoso", "x", "a--b", "a-", "1a", "123", '"a b\\n"', "__proto__", "x".repeat(41)]
      .map((id) => `  ${id}: { repositories: [app/api] }\n`)
      .reduce((text, line) => text + line, "customers:\n"),
    problems: [
      `2:3  Contoso: "Contoso" ${ID_RULE}`,
      `3:3  x: "x" ${ID_RULE}`,
      `4:3  a--b: "a--b" ${ID_RULE}`,
      `5:3  a-: "a-" ${ID_RULE}`,
      `6:3  1a: "1a" ${ID_RULE}`,
      `7:3  123: "123" ${ID_RULE}`,
      `8:3  "a b\\n": "a b\\n" ${ID_RULE}`,
      `9:3  __proto__: "__proto__" ${ID_RULE}`,
      `10:3  ${"x".repeat(41)}: "${"x".repeat(41)}" ${ID_RULE}`,
    ],
  },
  {
    rule: "text-is-one-line",
    it: "rejects a name and a contact of nothing but spaces",
    yaml: contoso('displayName: "   "', 'contact: "\\u00a0"'),
    problems: [
      "4:18  contoso.displayName: is blank; write something or remove it  [text-is-one-line]",
      "5:14  contoso.contact: is blank; write something or remove it  [text-is-one-line]",
    ],
  },
  {
    rule: "text-is-one-line",
    it: "rejects line breaks and what a terminal obeys",
    yaml: contoso('displayName: "Contoso\\e[31m"', "contact: |", "  first", "  second"),
    problems: [
      '4:18  contoso.displayName: "Contoso\\u001b[31m" has a line break or a control character; write one plain line  [text-is-one-line]',
      '5:14  contoso.contact: "first\\nsecond\\n" has a line break or a control character; write one plain line  [text-is-one-line]',
    ],
  },
  {
    rule: "text-is-one-line",
    it: "rejects what a pipeline would carry out that prints it, in a plan for example",
    yaml: contoso(
      'displayName: "Contoso ##vso[task.setvariable variable=x]y"',
      'contact: "##[add-mask]a"',
      "tokenName: contoso-pull # which may not hold such a thing anyway: ##vso[x]",
    ),
    problems: [
      '4:18  contoso.displayName: "Contoso #\\u0023vso[task.setvariable variable=x]y" would give a command to the pipeline that prints it; leave out the ##  [text-is-one-line]',
      '5:14  contoso.contact: "#\\u0023[add-mask]a" would give a command to the pipeline that prints it; leave out the ##  [text-is-one-line]',
    ],
  },
  {
    rule: "text-is-one-line",
    it: "rejects what nobody sees where it is escaped, and joiners but in a displayName",
    yaml: contoso('displayName: "Con\\u061Ctoso\\U000E0041"', 'contact: "o\\u200Dps"'),
    problems: [
      '4:18  contoso.displayName: "Con\\u061ctoso\\u{e0041}" has the invisible character U+061C; leave it out  [text-is-one-line]',
      '5:14  contoso.contact: "o\\u200dps" has the invisible character U+200D; leave it out  [text-is-one-line]',
    ],
  },
  {
    rule: "actions-include-pull",
    it: "rejects a customer who may only list tags, once where it stands in the defaults",
    yaml: "defaults: { actions: [metadata/read] }\ncustomers:\n  contoso: { repositories: [a] }\n  fabrikam: { repositories: [b] }\n",
    problems: [
      '1:22  defaults.actions: nothing can be pulled without "content/read"; add it  [actions-include-pull]',
    ],
  },
  {
    rule: "actions-are-listed-once",
    it: "rejects an action that is listed twice",
    yaml: contoso("actions: [content/read, content/read]"),
    problems: [
      '4:29  contoso.actions[1]: "content/read" is listed twice; remove one  [actions-are-listed-once]',
    ],
  },
  {
    rule: "scope-map-has-at-most-500-actions",
    it: "rejects 501 repositories",
    yaml: file(`repositories: [${Array.from({ length: 501 }, (_, n) => `r${n}`).join(", ")}]`),
    problems: [
      "3:19  contoso.repositories: 501 repositories with 1 action each make 501 actions, and a scope map has at most 500; use a prefix such as base/*, or make two customers of it  [scope-map-has-at-most-500-actions]",
    ],
  },
  {
    rule: "scope-map-has-at-most-500-actions",
    it: "rejects 251 repositories with two actions",
    yaml: file(
      "actions: [content/read, metadata/read]",
      "repositories:",
      ...Array.from({ length: 251 }, (_, n) => `  - r${n}`),
    ),
    problems: [
      "4:5  contoso.repositories: 251 repositories with 2 actions each make 502 actions, and a scope map has at most 500; use a prefix such as base/*, or make two customers of it  [scope-map-has-at-most-500-actions]",
    ],
  },
  {
    rule: "access-until-is-a-date",
    it: "rejects days that do not exist, and other ways to write one",
    yaml: ["2027-02-30", "2028-02-30", "2027-13-01", "2027-06-00", "30.06.2027", "0207-06-30"]
      .map((date, n) => `  c${n}: { repositories: [a], accessUntil: ${date} }\n`)
      .reduce((text, line) => text + line, "customers:\n"),
    problems: [
      '2:41  c0.accessUntil: "2027-02-30" does not exist; the last day of that month is 2027-02-28  [access-until-is-a-date]',
      '3:41  c1.accessUntil: "2028-02-30" does not exist; the last day of that month is 2028-02-29  [access-until-is-a-date]',
      '4:41  c2.accessUntil: "2027-13-01" is not a day of the calendar; correct it  [access-until-is-a-date]',
      '5:41  c3.accessUntil: "2027-06-00" is not a day of the calendar; correct it  [access-until-is-a-date]',
      '6:41  c4.accessUntil: "30.06.2027" is not a date; write it as YYYY-MM-DD  [access-until-is-a-date]',
      '7:41  c5.accessUntil: "0207-06-30" is not a day of the calendar; correct it  [access-until-is-a-date]',
    ],
  },
  {
    rule: "token-name-is-valid",
    it: "rejects names that Azure refuses",
    yaml: ["abcd", "1contoso", "con_toso", "x".repeat(51)]
      .map((name, n) => `  c${n}: { repositories: [a], tokenName: ${name} }\n`)
      .reduce((text, line) => text + line, "customers:\n"),
    problems: ["abcd", "1contoso", "con_toso", "x".repeat(51)].map(
      (name, n) =>
        `${n + 2}:39  c${n}.tokenName: "${name}" is not a token's name; use 5 to 50 letters, digits and hyphens, a letter first  [token-name-is-valid]`,
    ),
  },
  {
    rule: "token-can-be-made",
    it: "warns of names that Azure refuses for a new token, where the token is not adopted",
    yaml: `customers:
  c1: { repositories: [a], tokenName: contoso- }
  c2: { repositories: [a], tokenName: contoso--pull }
  c3: { repositories: [a], tokenName: ${"c".repeat(50)}, adopt: [] }
  c4: { repositories: [a], tokenName: d${"d".repeat(48)} }
  c5: { repositories: [a], tokenName: Contoso-Pull-2 }
  c6: { repositories: [a], tokenName: fabrikam--pull, adopt: [token] }
`,
    problems: [
      '2:39  warning: c1.tokenName: "contoso-" does not consist of letters and digits with single hyphens between them, and Azure creates no such token; give another name, unless the token exists already  [token-can-be-made]',
      '3:39  warning: c2.tokenName: "contoso--pull" does not consist of letters and digits with single hyphens between them, and Azure creates no such token; give another name, unless the token exists already  [token-can-be-made]',
      `4:39  warning: c3.tokenName: "${"c".repeat(50)}" has 50 characters, and Azure creates a token of at most 49; give another name, unless the token exists already  [token-can-be-made]`,
    ],
  },
  {
    rule: "adopted-token-is-named",
    it: "rejects an adoption that leaves the token's name to be guessed",
    yaml: contoso("adopt: [token]"),
    problems: [
      "4:12  contoso.adopt: does not say which token is adopted; add tokenName: <its name in the registry>  [adopted-token-is-named]",
    ],
  },
  {
    rule: "adopted-secret-has-its-token",
    it: "rejects the adoption of another stack's secret alone",
    yaml: contoso("tokenName: contoso-ci\n    adopt: [scopeMap, secret]"),
    problems: [
      "5:12  contoso.adopt: adopts a secret without its token; write [token, scopeMap, secret]  [adopted-secret-has-its-token]",
    ],
  },
  {
    rule: "rotation-fits-the-lifetime",
    it: "rejects a rotation that would overtake the one before",
    yaml: contoso("credential: { lifetimeDays: 91, rotateBeforeDays: 46 }"),
    problems: [
      "4:55  contoso.credential.rotateBeforeDays: 46 is more than half of lifetimeDays, 91; use at most 45  [rotation-fits-the-lifetime]",
    ],
  },
  {
    rule: "rotation-fits-the-lifetime",
    it: "rejects a lifetime too short for the defaults, at the lifetime",
    yaml: `defaults: { credential: { rotateBeforeDays: 30 } }\n${contoso("credential: { lifetimeDays: 40 }")}`,
    problems: [
      "5:33  contoso.credential.lifetimeDays: half of 40 days is less than the rotateBeforeDays of the defaults, 30; add rotateBeforeDays: 20 or less here  [rotation-fits-the-lifetime]",
    ],
  },
  {
    rule: "rotation-fits-the-lifetime",
    it: "rejects defaults that do not fit each other once, for all customers",
    yaml: "defaults: { credential: { rotateBeforeDays: 46 } }\ncustomers:\n  contoso: { repositories: [a] }\n  fabrikam: { repositories: [b] }\n",
    problems: [
      "1:45  defaults.credential.rotateBeforeDays: 46 is more than half of lifetimeDays, 90; use at most 45  [rotation-fits-the-lifetime]",
    ],
  },
  {
    rule: "revoke-before-is-at-most-generation",
    it: "rejects revoking the only generation there is",
    yaml: contoso("credential: { revokeBefore: 2 }"),
    problems: [
      "4:33  contoso.credential.revokeBefore: 2 is more than generation, 1, and would leave no password; raise generation to 2 too  [revoke-before-is-at-most-generation]",
    ],
  },
  {
    rule: "customers-are-listed",
    it: "rejects an empty map of customers",
    yaml: "customers: {}\n",
    problems: [
      "1:12  customers: no customer is listed, which would remove every customer's access; list them by id, or restore the file  [customers-are-listed]",
    ],
  },
  {
    rule: "customers-are-listed",
    it: "rejects customers without a value",
    yaml: "customers:\n",
    problems: [
      "1:1  customers: no customer is listed, which would remove every customer's access; list them by id, or restore the file  [customers-are-listed]",
    ],
  },
  {
    rule: "customers-are-listed",
    it: "rejects a file without customers",
    yaml: "defaults: {}\n",
    problems: [
      '1:1  customers: the key "customers" is missing; list the customers by id below it  [customers-are-listed]',
    ],
  },
  {
    rule: "customers-are-listed",
    it: "rejects a list of customers",
    yaml: "customers:\n  - id: contoso\n    repositories: [app/api]\n",
    problems: [
      '1:1  customers: is a list, but a map is expected; write each customer as "contoso:", and what belongs to it indented below  [customers-are-listed]',
    ],
  },
  {
    rule: "token-names-are-unique",
    it: "rejects two customers with one token, whose name Azure compares without case",
    yaml: `customers:
  contoso: { repositories: [a] }
  fabrikam:
    repositories: [b]
    tokenName: Contoso-Pull
`,
    problems: [
      '5:16  fabrikam.tokenName: the token "Contoso-Pull" is that of contoso in line 2; give one of them another tokenName  [token-names-are-unique]',
    ],
  },
];
