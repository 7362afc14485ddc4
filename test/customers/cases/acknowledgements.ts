// Files whose section `acknowledge` does not make sense.
import { contoso, type FailingCase } from "./case";

/** A good customer below a section with these lines; the first of them is line 2 of the file. */
function acknowledge(...lines: readonly string[]): string {
  return `acknowledge:\n${lines.map((line) => `  ${line}\n`).join("")}${contoso()}`;
}

const REST = "reason: ended, until: 2026-12-01 }";
const ID_RULE =
  "is not a customer's id; use an id that is or was listed below customers, such as contoso  [acknowledged-ids-are-valid]";

export const ACKNOWLEDGEMENT_CASES: readonly FailingCase[] = [
  {
    rule: "acknowledged-ids-are-valid",
    it: "rejects what cannot be the id of any customer",
    yaml: acknowledge(
      `- { customers: [Contoso, x, fabrikam, "*", "a b\\n", ""], ${REST}`,
      `- { customers: [contoso, ${"x".repeat(41)}], ${REST}`,
    ),
    problems: [
      `2:19  acknowledge[0].customers[0]: "Contoso" ${ID_RULE}`,
      `2:28  acknowledge[0].customers[1]: "x" ${ID_RULE}`,
      `2:41  acknowledge[0].customers[3]: "*" ${ID_RULE}`,
      `2:46  acknowledge[0].customers[4]: "a b\\n" ${ID_RULE}`,
      `2:55  acknowledge[0].customers[5]: "" ${ID_RULE}`,
      `3:28  acknowledge[1].customers[1]: "${"x".repeat(41)}" ${ID_RULE}`,
    ],
  },
  {
    rule: "reason-is-one-line",
    it: "rejects several lines, what a terminal or a pipeline obeys, and what says nothing",
    yaml: acknowledge(
      '- { customers: [fabrikam], until: 2026-12-01, reason: "ended\\nTICKET-1" }',
      '- { customers: [fabrikam], until: 2026-12-01, reason: "\\e[2Jended" }',
      '- { customers: [fabrikam], until: 2026-12-01, reason: "  " }',
      '- { customers: [fabrikam], until: 2026-12-01, reason: "##vso[a]b" }',
    ),
    problems: [
      '2:57  acknowledge[0].reason: "ended\\nTICKET-1" has a line break or a control character; write one plain line  [reason-is-one-line]',
      '3:57  acknowledge[1].reason: "\\u001b[2Jended" has a line break or a control character; write one plain line  [reason-is-one-line]',
      "4:57  acknowledge[2].reason: is blank; say why, such as a ticket  [reason-is-one-line]",
      '5:57  acknowledge[3].reason: "#\\u0023vso[a]b" would give a command to the pipeline that prints it; leave out the ##  [reason-is-one-line]',
    ],
  },
  {
    rule: "reason-is-one-line",
    it: "rejects what nobody sees, joiners included",
    yaml: `acknowledge: [{ customers: [contoso], reason: "TICKET\\u2063-1", until: 2026-12-01 }, { customers: [contoso], reason: "\\u2764\\uFE0F", until: 2026-12-01 }]\n${contoso()}`,
    problems: [
      '1:47  acknowledge[0].reason: "TICKET\\u2063-1" has the invisible character U+2063; leave it out  [reason-is-one-line]',
      '1:118  acknowledge[1].reason: "\u2764\\ufe0f" has the invisible character U+FE0F; leave it out  [reason-is-one-line]',
    ],
  },
  {
    rule: "until-is-a-date",
    it: "rejects days that do not exist, and other ways to write one",
    yaml: acknowledge(
      ...["2026-02-29", "2026-13-01", "1.12.2026", '""'].map(
        (until) => `- { customers: [fabrikam], reason: ended, until: ${until} }`,
      ),
    ),
    problems: [
      '2:52  acknowledge[0].until: "2026-02-29" does not exist; the last day of that month is 2026-02-28  [until-is-a-date]',
      '3:52  acknowledge[1].until: "2026-13-01" is not a day of the calendar; correct it  [until-is-a-date]',
      '4:52  acknowledge[2].until: "1.12.2026" is not a date; write it as YYYY-MM-DD  [until-is-a-date]',
      '5:52  acknowledge[3].until: "" is not a date; write it as YYYY-MM-DD  [until-is-a-date]',
    ],
  },
  {
    rule: "required-fields-are-given",
    it: "rejects an acknowledgement without one of its three fields, each in its own words",
    yaml: acknowledge("- {}", "- customers: [fabrikam]"),
    problems: [
      "2:5  acknowledge[0].customers: is missing; list the ids of those who may lose access, such as [contoso]  [required-fields-are-given]",
      "2:5  acknowledge[0].reason: is missing; say why they may lose access, such as a ticket  [required-fields-are-given]",
      "2:5  acknowledge[0].until: is missing; give the last day on which this counts, as YYYY-MM-DD  [required-fields-are-given]",
      "3:5  acknowledge[1].reason: is missing; say why they may lose access, such as a ticket  [required-fields-are-given]",
      "3:5  acknowledge[1].until: is missing; give the last day on which this counts, as YYYY-MM-DD  [required-fields-are-given]",
    ],
  },
  {
    rule: "values-are-not-empty",
    it: "rejects an acknowledgement of nobody, and one without a reason",
    yaml: acknowledge('- { customers: [], reason: "", until: 2026-12-01 }'),
    problems: [
      "2:18  acknowledge[0].customers: is an empty list; list at least one, or remove the entry  [values-are-not-empty]",
      "2:30  acknowledge[0].reason: is an empty text; say why they may lose access, such as a ticket  [values-are-not-empty]",
    ],
  },
  {
    rule: "text-is-short",
    it: "rejects a reason that tells a story",
    yaml: acknowledge(`- { customers: [fabrikam], until: 2026-12-01, reason: ${"x".repeat(201)} }`),
    problems: ["2:57  acknowledge[0].reason: has 201 characters; use at most 200  [text-is-short]"],
  },
  {
    rule: "values-have-their-type",
    it: "rejects a map, a text and nothing where the list of acknowledgements is expected",
    yaml: `acknowledge: { customers: [fabrikam], ${REST}\n${contoso()}`,
    problems: [
      '1:14  acknowledge: is a map, but a list is expected; write one line for each below it, such as - { customers: [contoso], reason: "contract ended", until: 2026-12-01 }  [values-have-their-type]',
    ],
  },
  {
    rule: "values-have-their-type",
    it: "rejects a text where the list of acknowledgements is expected",
    yaml: `acknowledge: fabrikam\n${contoso()}`,
    problems: [
      '1:14  acknowledge: "fabrikam" is not a list; write one line for each below it, such as - { customers: [contoso], reason: "contract ended", until: 2026-12-01 }  [values-have-their-type]',
    ],
  },
  {
    rule: "values-have-their-type",
    it: "rejects nothing where the list of acknowledgements is expected",
    yaml: `acknowledge:\n${contoso()}`,
    problems: [
      '1:1  acknowledge: has no value; write one line for each below it, such as - { customers: [contoso], reason: "contract ended", until: 2026-12-01 }, or remove the key  [values-have-their-type]',
    ],
  },
  {
    rule: "values-have-their-type",
    it: "rejects values of another type in an acknowledgement",
    yaml: acknowledge(
      "- fabrikam",
      `- { customers: fabrikam, ${REST}`,
      `- { customers: { fabrikam: yes }, ${REST}`,
      "- { customers: [1, [fabrikam]], reason: 1, until: 2026 }",
    ),
    problems: [
      '2:5  acknowledge[0]: "fabrikam" is not a map; write "key: value" lines below it  [values-have-their-type]',
      '3:18  acknowledge[1].customers: "fabrikam" is text, but a list is expected; write [fabrikam]  [values-have-their-type]',
      "4:18  acknowledge[2].customers: is a map, but a list is expected; write the ids in brackets, such as [contoso]  [values-have-their-type]",
      '5:19  acknowledge[3].customers[0]: "1" is not a customer\'s id; use an id that is or was listed below customers, such as contoso  [values-have-their-type]',
      "5:22  acknowledge[3].customers[1]: is a list, but text is expected; write one text  [values-have-their-type]",
      '5:43  acknowledge[3].reason: 1 without quotes is a number, not text; write "1"  [values-have-their-type]',
      '5:53  acknowledge[3].until: "2026" is not a date; write it as YYYY-MM-DD  [values-have-their-type]',
    ],
  },
  {
    rule: "keys-are-known",
    it: "rejects unknown keys of an acknowledgement, and a section with another name",
    yaml: `acknowledged: []\n${acknowledge(`- { customer: [fabrikam], customers: [fabrikam], state: x, ${REST}`)}`,
    problems: [
      '1:1  "acknowledged" is not a known key; did you mean "acknowledge"?  [keys-are-known]',
      '3:7  acknowledge[0]: "customer" is not a known key; did you mean "customers"?  [keys-are-known]',
      '3:52  acknowledge[0]: "state" is not a known key; use customers, reason, until  [keys-are-known]',
    ],
  },
  {
    rule: "until-is-soon",
    it: "rejects a day more than 31 days ahead, and none that is nearer or over",
    today: "2026-11-30",
    yaml: `acknowledge:\n${[
      "2027-01-01",
      "2026-12-31",
      "2026-11-30",
      "2020-01-01",
      "9999-12-30",
      "2026-12-32",
    ]
      .map((until) => `  - { customers: [contoso], reason: why, until: ${until} }\n`)
      .join("")}${contoso()}`,
    problems: [
      '2:49  acknowledge[0].until: "2027-01-01" is more than 31 days ahead, and until then nothing stops these customers from losing access by mistake; use 2026-12-31 or earlier  [until-is-soon]',
      '6:49  acknowledge[4].until: "9999-12-30" is more than 31 days ahead, and until then nothing stops these customers from losing access by mistake; use 2026-12-31 or earlier  [until-is-soon]',
      '7:49  acknowledge[5].until: "2026-12-32" does not exist; the last day of that month is 2026-12-31  [until-is-a-date]',
    ],
  },
];
