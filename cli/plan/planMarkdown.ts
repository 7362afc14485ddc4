// A plan as the comment on a pull request: what stops it first, then a table, and no more than a comment holds.
import type { CustomerPlan, Plan } from "./planSchema";
import { acknowledgeWords, headline, lossWords, prefixWords, verdictCounts } from "./planWords";

/** A comment of GitHub holds 65,536 characters: https://docs.github.com/rest/issues/comments */
const MOST_CHARACTERS = 60_000;

/** Writes the plan as GitHub's and Azure DevOps' Markdown; text of the file can form no markup of its own. */
export function planMarkdown(plan: Plan): string {
  const lockedOut = plan.customers.filter((each) => each.lockedOut.length > 0).length;
  const are = plan.refusals.length > 0 ? "would be" : lockedOut === 1 ? "is" : "are";
  const start = [
    `### Access plan: ${verdictCounts(plan)}`,
    "",
    ...alert("CAUTION", "This change is refused.", plan.refusals),
    ...alert("WARNING", "The preview did not come to its end.", plan.failures),
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
    ...plan.acknowledge.map((each) => `- ${plain(acknowledgeWords(each, plan.today))}`),
    ...plan.warnings.map((warning) => `- warning: ${plain(warning)}`),
    "",
    `<sub>${plain(headline(plan))}</sub>`,
  ];
  const rows = fitting(plan.customers.map(row), MOST_CHARACTERS - size([...start, ...end]));
  const left = plan.customers.length - rows.length;
  const table =
    plan.customers.length === 0
      ? []
      : ["| customer | verdict | what changes |", "|---|---|---|", ...rows];
  const cut = left === 0 ? [] : ["", `… and ${left} more: \`npm run plan\` shows all.`];
  return [...start, ...table, ...cut, ...end].join("\n").replace(/\n{3,}/g, "\n\n");
}

function row(customer: CustomerPlan): string {
  const { id, displayName, verdict, cause, gains, losses, lockedOut, passwords, notes } = customer;
  const name = displayName === null ? `\`${id}\`` : `\`${id}\` ${plain(displayName)}`;
  const when = cause === null || cause === "this change" ? "" : `<br>${CAUSES[cause]}`;
  const lines = [
    ...lockedOut.map((each) => `**locked out**: ${plain(each)}`),
    ...losses.map((each) => `➖ ${plain(each)}`),
    ...gains.map((each) => `➕ ${plain(each)}`),
    ...customer.prefixes.map((each) => plain(prefixWords(each))),
    ...[...passwords, ...notes].map(plain),
  ];
  return `| ${name} | **${verdict}**${when} | ${lines.join("<br>")} |`;
}

const CAUSES = {
  "an earlier change": "by an earlier change, not applied yet",
  "the next run": "with the next run, also without this change",
} as const;

function alert(kind: string, title: string, lines: readonly string[]): string[] {
  if (title === "" || (lines.length === 0 && kind !== "IMPORTANT")) return [];
  // Nothing within ends the block early.
  const quoted = lines
    .flatMap((line) => line.split("\n"))
    .map((line) => `> ${line.replaceAll("```", "'''")}`);
  const block = quoted.length === 0 ? [] : ["> ```text", ...quoted, "> ```"];
  return [`> [!${kind}]`, `> ${title}`, ...block, ""];
}

function fitting(rows: readonly string[], most: number): string[] {
  const taken: string[] = [];
  let left = most;
  for (const each of rows) {
    left -= each.length + 1;
    if (left < 0) break;
    taken.push(each);
  }
  return taken;
}

function size(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** Text as it is: no markup, no HTML, no mention of anybody, no link. */
function plain(text: string): string {
  return text
    .replace(/[\r\n]+/g, " ")
    .replace(
      /:(?=\/\/)|(?<=\bwww)\.|[\\`*_{}[\]#!|&<>~$@]/g,
      (sign) => AS_TEXT[sign] ?? `\\${sign}`,
    );
}

/** Where a backslash does not keep the reader from seeing a tag, a mention or a link. */
const AS_TEXT: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "|": "&#124;",
  ":": "&#58;",
  ".": "&#46;",
  // Mentions are found after the markup was read; what nobody sees keeps the name apart from its sign.
  "@": "@\u200b",
};
