// A drift report as text for people, and as Markdown for an issue.
import type { Colors } from "picocolors/types";
import { KINDS } from "../../drift/finding";
import type { CommandContext } from "../command";
import type { DriftReport } from "./driftSchema";

type Finding = DriftReport["findings"][number];

type Look = Pick<CommandContext, "colors">;

const GROUPS = {
  access: "Somebody can do more than the file says",
  loss: "A customer can do less than the file says",
  rest: "To be tidied up",
} as const;

/** All findings under their headings, then what was looked at. */
export function driftText(report: DriftReport, look: Look): string[] {
  return [...sections(report, look), summary(report), ...scopeOf(report)];
}

function sections({ findings }: DriftReport, { colors }: Look): string[] {
  return Object.entries(GROUPS).flatMap(([group, heading]) => {
    const within = findings.filter((each) => each.group === group);
    if (within.length === 0) return [];
    const kinds = [...new Set(within.map(({ kind }) => kind))];
    const paint = { access: colors.red, loss: colors.yellow, rest: plain }[group] ?? plain;
    return [
      colors.bold(`${heading}:`),
      ...kinds.flatMap((kind) => [
        `  ${KINDS[kind].title}`,
        ...within.filter((each) => each.kind === kind).map((each) => paint(`    ${line(each)}`)),
        colors.dim(`    -> ${KINDS[kind].advice}`),
      ]),
      "",
    ];
  });
}

const plain = (text: string) => text;

function line({ subject, message }: Finding): string {
  return `${subject}: ${message}`;
}

function summary({ stack, today, customers, limits, findings, notLookedAt }: DriftReport): string {
  const used = (name: string, words: string) =>
    limits
      .filter((each) => each.name === name)
      .map((each) => `${each.used} of ${each.limit} ${words}`);
  const counts = [
    `${customers} ${customers === 1 ? "customer" : "customers"}`,
    ...used("Tokens", "tokens"),
    ...used("ScopeMaps", "scope maps"),
  ].join(", ");
  const all = notLookedAt.length === 0 ? "everything" : "everything that was read";
  const found = findings.length === 0 ? `${all} comes from the file` : countOf(findings.length);
  return `${stack} on ${today}, ${counts}: ${found}`;
}

function countOf(findings: number): string {
  return `${findings} ${findings === 1 ? "finding" : "findings"}`;
}

function scopeOf(report: DriftReport): string[] {
  const { lookedAt, notLookedAt, cannotBeSeen, operators, otherStacks, knownWebhooks } = report;
  return [
    `looked at: ${lookedAt.join(", ")}`,
    ...notLookedAt.map(({ part, reason }) => `not looked at: ${part}: ${reason}`),
    ...(operators.length === 0
      ? []
      : [`known by customer-access:operators: ${operators.join(", ")}`]),
    ...(otherStacks.length === 0
      ? []
      : [`known by customer-access:otherStacks: ${otherStacks.join(", ")}`]),
    ...(knownWebhooks.length === 0
      ? []
      : [`known by customer-access:knownWebhooks: ${knownWebhooks.join(", ")}`]),
    `cannot be seen: ${cannotBeSeen.join("; ")}`,
  ];
}

/** So many bytes of findings; an issue of GitHub holds 65,536 characters. */
const MOST_OF_ISSUE = 50_000;

/** The same for an issue; Azure's text is in a code block, so that nothing in it is markup or a mention. */
export function driftMarkdown(report: DriftReport): string {
  const count = report.findings.length;
  const all = sections(report, { colors: UNCOLOURED }).map(inBlock);
  let left = MOST_OF_ISSUE;
  const fitting = all.filter((each) => {
    left -= Buffer.byteLength(each) + 1;
    return left >= 0;
  });
  const cut =
    fitting.length === all.length
      ? []
      : ["… the rest does not fit here: `npm run drift` shows all"];
  return [
    count === 0 ? "### No drift was found" : `### Drift: ${countOf(count)}`,
    "",
    "```text",
    ...fitting,
    ...cut,
    ...[summary(report), ...scopeOf(report)].map(inBlock),
    "```",
  ].join("\n");
}

const UNCOLOURED = { bold: plain, dim: plain, red: plain, yellow: plain } as unknown as Colors;

function inBlock(line: string): string {
  return line.replaceAll("```", "'''");
}
