// A plan as a comment on a pull request: first what stops it, then a table, within the size limit of a comment.
import { plainMarkdown } from "../markdownText";
import { bytesOf, cutText, fitLines, total } from "./fitting";
import type { CustomerPlan, Plan } from "./planSchema";
import {
  absentWords,
  acknowledgeWords,
  headline,
  lossWords,
  prefixWords,
  verdictCounts,
} from "./planWords";

/**
 * A comment of GitHub holds 65,536 characters, one of Azure DevOps 150,000, and a summary of GitHub 1 MiB.
 *
 * GitHub's message says so; bodies of 262,144 bytes were taken as well: https://github.com/dead-claudia/github-limits
 * Azure DevOps: https://github.com/runatlantis/atlantis/pull/1585
 */
const MOST_BYTES = 60_000;

/** The most that each part takes, so that there is room for the table in any case. */
const MOST_OF = { refusals: 12_000, failures: 6_000, acknowledge: 6_000, warnings: 6_000 };

/** Writes the plan as GitHub's and Azure DevOps' Markdown; text of the file cannot become markup. */
export function planMarkdown(plan: Plan): string {
  const lockedOut = plan.customers.filter((each) => each.lockedOut.length > 0).length;
  const are = plan.refusals.length > 0 ? "would be" : lockedOut === 1 ? "is" : "are";
  const start = [
    `### Access plan: ${verdictCounts(plan)}`,
    "",
    ...alert("CAUTION", "This change is refused.", block(plan.refusals, MOST_OF.refusals)),
    ...alert("WARNING", "The preview did not finish.", block(plan.failures, MOST_OF.failures)),
    ...alert(
      "IMPORTANT",
      lockedOut === 0
        ? ""
        : `${lockedOut} ${lockedOut === 1 ? "customer" : "customers"} ${are} **locked out**.`,
      [],
    ),
  ];
  const end = [
    "",
    ...(plan.losses.customers.length === 0 ? [] : [`${sentence(lossWords(plan))}`, ""]),
    ...list(
      plan.acknowledge.map((each) => acknowledgeWords(each, plan.today)),
      MOST_OF.acknowledge,
    ),
    ...list(
      plan.warnings.map((warning) => `warning: ${warning}`),
      MOST_OF.warnings,
    ),
    "",
    `<sub>${shown(headline(plan))}</sub>`,
  ];
  const table = tableOf(plan.customers, MOST_BYTES - total([...start, ...end]));
  return [...start, ...table, ...end].join("\n").replace(/\n{3,}/g, "\n\n");
}

const HEADER = ["| customer | verdict | what changes |", "|---|---|---|"];

/** The size of a row: its whole text, or less, so that more customers are shown. */
const MOST_OF_ROW = [4_000, 1_000, 400];

/** The rows in the plan's order. If they do not fit, only the most important ones, after a line that says so. */
function tableOf(customers: readonly CustomerPlan[], most: number): string[] {
  if (customers.length === 0) return [];
  for (const bytes of MOST_OF_ROW) {
    const rows = customers.map((each) => row(each, bytes));
    if (total([...HEADER, ...rows]) <= most) return [...HEADER, ...rows];
  }
  const sorted = [...customers].sort(compareWeight);
  const least = MOST_OF_ROW.at(-1) ?? 0;
  const rows = sorted.map((each) => row(each, least));
  const fitted = fitLines(rows, most - total(HEADER), (left) =>
    leftOut(sorted.slice(-left.length)),
  );
  const note = fitted.at(-1) ?? "";
  return [note, "", ...HEADER, ...fitted.slice(0, -1)];
}

/** Customers who gain all repositories come first, then losses and failures, then those who gain a prefix. */
function compareWeight(one: CustomerPlan, other: CustomerPlan): number {
  const orders = FIRST.map((is) => Number(is(other)) - Number(is(one)));
  return orders.find((order) => order !== 0) ?? 0;
}

const FIRST = [
  (customer: CustomerPlan) => widestGain(customer) === ALL,
  (customer: CustomerPlan) => loses(customer) || customer.toCorrect.length > 0,
  (customer: CustomerPlan) => widestGain(customer) === PREFIX,
];

function widestGain({ gains }: CustomerPlan): number {
  return Math.min(NO_WILDCARD, ...gains.map(gainRank));
}

const [ALL, PREFIX, NO_WILDCARD] = [0, 1, 2] as const;

/** Grants that include future repositories come first, and among them all repositories. */
function gainRank(gain: string): number {
  if (/(?<![^ ,])\*(?=,|$)/.test(gain)) return ALL;
  return gain.includes("*") ? PREFIX : NO_WILDCARD;
}

function loses({ losses, lockedOut }: CustomerPlan): boolean {
  return losses.length > 0 || lockedOut.length > 0;
}

function leftOut(customers: readonly CustomerPlan[]): string {
  const losing = customers.filter(loses).length;
  const widest = customers.map(widestGain);
  const [all, prefix] = [ALL, PREFIX].map((each) => widest.filter((one) => one === each).length);
  const are = customers.length === 1 ? "customer is" : "customers are";
  return `**${customers.length} more ${are} not in this table**, ${losing} of whom lose access, ${all} gain all repositories and ${prefix} gain a prefix: \`npm run plan\` shows all.`;
}

function row(customer: CustomerPlan, most: number): string {
  const { id, displayName, verdict, cause, gains, losses, passwords, notes } = customer;
  const name = displayName === null ? `\`${id}\`` : `\`${id}\` ${shown(displayName, most / 4)}`;
  const when = cause === null || cause === "this change" ? "" : `<br>${CAUSES[cause]}`;
  const start = `| ${name} | **${verdict}**${when} | `;
  const room = most - bytesOf(start);
  const each = (mark: string, texts: readonly string[]) =>
    texts.map((text) => `${mark}${shown(text, Math.max(room / 2, LEAST_OF_LINE))}`);
  const lines = [
    ...each("**correct first**: ", customer.toCorrect),
    ...each("**locked out**: ", customer.lockedOut),
    ...each("➖ ", losses),
    ...each(
      "➕ ",
      [...gains].sort((one, other) => gainRank(one) - gainRank(other)),
    ),
    ...each("", customer.absent.map(absentWords)),
    ...each("", customer.prefixes.map(prefixWords)),
    ...each("", [...passwords, ...notes]),
  ];
  return `${start}${fitLines(lines, room, moreLines).join("<br>")} |`;
}

const LEAST_OF_LINE = 150;

function moreLines(left: readonly string[]): string {
  const isWide = left.some((line) => line.startsWith("➕") && line.includes("*"));
  return `… and ${left.length} more lines${isWide ? ", **a wildcard is given** in them" : ""}`;
}

const CAUSES = {
  "an earlier change": "by an earlier change, not applied yet",
  "the next run": "with the next run, also without this change",
} as const;

/** Unchanged lines in a block that no line can end early. */
function block(texts: readonly string[], most: number): string[] {
  const lines = texts.flatMap((text) => text.split("\n"));
  const cut = lines.map((line) =>
    cutText(line, { bytes: MOST_OF_LINE, write: (text) => text.replaceAll("```", "'''") }),
  );
  return fitLines(cut, most, (left) => `… and ${left.length} more lines`);
}

const MOST_OF_LINE = 1_000;

function list(texts: readonly string[], most: number): string[] {
  const lines = texts.map((text) => `- ${shown(text)}`);
  return fitLines(lines, most, (left) => `- … and ${left.length} more`);
}

function alert(kind: string, title: string, lines: readonly string[]): string[] {
  if (title === "" || (lines.length === 0 && kind !== "IMPORTANT")) return [];
  const quoted = lines.map((line) => `> ${line}`);
  const within = quoted.length === 0 ? [] : ["> ```text", ...quoted, "> ```"];
  return [`> [!${kind}]`, `> ${title}`, ...within, ""];
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** Literal text of at most so many bytes. */
function shown(text: string, bytes: number = MOST_OF_LINE): string {
  return cutText(text, { bytes, write: plainMarkdown });
}
