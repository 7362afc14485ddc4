// The customers' passwords as a table, then what is wrong and who must fetch a new password.
import Table from "cli-table3";
import type { Colors } from "picocolors/types";
import type { CommandContext } from "../command";
import { whereItFits } from "../whereItFits";
import { type CustomerReport, type PasswordReport, PROBLEM_KINDS } from "./customerReport";
import { countDays, fromToday } from "./days";

/** Draws one row for each customer, in the order given; on a terminal where that does not fit, a line. */
export function credentialTable(
  reports: readonly CustomerReport[],
  today: string,
  { colors, columns }: Pick<CommandContext, "colors" | "columns">,
): string {
  const table = new Table({
    head: ["customer", "state", "current password", "previous password"],
    style: { head: [], border: [] },
  });
  for (const report of reports) {
    table.push([
      [report.id, report.username ?? "-", report.secretName ?? "-"].join("\n"),
      stateOf(report, colors).flat().join("\n"),
      lines(report.current, colors, (current) => [
        until(current, today),
        `generation ${current.generation}`,
      ]),
      lines(report.previous, colors, (previous) => [
        until(previous, today),
        colors.yellow(inDays(report)),
      ]),
    ]);
  }
  const rows = reports.map((report) => oneLine(report, today, colors));
  return whereItFits(table.toString(), rows, columns);
}

function oneLine(report: CustomerReport, today: string, colors: Colors): string {
  const passwords = [report.current, report.previous]
    .filter((password) => password !== null)
    .map((password) => `${password.slot} ${until(password, today)}`);
  const held = passwords.length === 0 ? ["no password"] : passwords;
  const state = stateOf(report, colors).map((lines) => lines.join(" "));
  return `${report.id}: ${[...state, ...held].join(", ")}`;
}

/** Lists problems and waiting passwords: customers who are locked out first come first. */
export function needLines(
  reports: readonly CustomerReport[],
  today: string,
  colors: Colors,
): string[] {
  const wrong = PROBLEM_KINDS.flatMap((kind) =>
    reports.flatMap(({ id, problems }) =>
      problems
        .filter((problem) => problem.kind === kind)
        .map(({ message }) => colors.red(`  ${id}: ${message}`)),
    ),
  );
  const lost = reports.flatMap(({ id, losses }) => losses.map((loss) => `  ${id}: ${loss}`));
  const waiting = reports
    .filter(({ waitingSince }) => waitingSince !== null)
    .sort((one, other) => compare(one.lockedOutOn ?? "~", other.lockedOutOn ?? "~"))
    .map(({ id, waitingSince, lockedOutOn }) =>
      lockedOutOn === null
        ? `  no end announced: ${id}, waiting since ${waitingSince}`
        : colors.yellow(
            `  on ${lockedOutOn}, ${fromToday(lockedOutOn, today)}: ${id}, waiting since ${waitingSince}`,
          ),
    );
  return [
    ...under("Something is wrong:", wrong),
    ...under("Locked out already, if the customer has not fetched the new password:", lost),
    ...under(
      "New passwords are waiting. Customers who do not fetch theirs are locked out:",
      waiting,
    ),
  ];
}

function under(title: string, listed: readonly string[]): string[] {
  return listed.length === 0 ? [] : [title, ...listed];
}

/** The notes about the state, each with the lines that it takes in a table. */
function stateOf(report: CustomerReport, colors: Colors): string[][] {
  const { state, accessUntil, rotatesOn, rotation, problems } = report;
  const isOverdue = problems.some(({ kind }) => kind === "overdue" || kind === "ended");
  const access =
    accessUntil === null || state === "offboarded" ? [] : [["access until", accessUntil]];
  const name = state === "active" ? state : colors.yellow(state);
  if (state !== "active") return [[name], ...access];
  if (rotatesOn === null) {
    return [[name], ...access, ...(rotation === "manual" ? [["by hand"]] : [])];
  }
  const rotates = [isOverdue ? "due since" : "rotates on", rotatesOn];
  return [[name], ...access, isOverdue ? rotates.map(colors.red) : rotates];
}

function lines(
  password: PasswordReport | null,
  colors: Colors,
  more: (password: PasswordReport) => readonly string[],
): string {
  if (password === null) return "-";
  const all = [`${password.slot} of ${password.issuedOn}`, ...more(password)];
  return all
    .filter((line) => line !== "")
    .map(password.works ? (line) => line : colors.dim)
    .join("\n");
}

function until({ worksUntil, ageDays }: PasswordReport, today: string): string {
  if (worksUntil === null) return `no end, ${countDays(ageDays)} old`;
  return worksUntil > today ? `until ${worksUntil}` : `ended ${worksUntil}`;
}

function inDays({ lockedOutInDays }: CustomerReport): string {
  return lockedOutInDays === null ? "" : `in ${countDays(lockedOutInDays)}`;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
