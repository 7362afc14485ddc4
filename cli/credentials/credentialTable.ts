// The customers' passwords for people: a table of all, then what is wrong and who has to fetch a new password.
import Table from "cli-table3";
import type { Colors } from "picocolors/types";
import { type CustomerReport, type PasswordReport, PROBLEM_KINDS } from "./customerReport";
import { countDays, fromToday } from "./days";

/** Draws one row for each customer, in the order given. */
export function credentialTable(
  reports: readonly CustomerReport[],
  today: string,
  colors: Colors,
): string {
  const table = new Table({
    head: ["customer", "state", "current password", "previous password"],
    style: { head: [], border: [] },
  });
  for (const report of reports) {
    table.push([
      [report.id, report.username ?? "-", report.secretName ?? "-"].join("\n"),
      stateLines(report, colors).join("\n"),
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
  return table.toString();
}

/** Says what is wrong and which new passwords are waiting: who is locked out first stands first. */
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
    ...under(
      "Locked out already, whoever still used this password and has not fetched the new one:",
      lost,
    ),
    ...under(
      "New passwords are waiting; whoever has not fetched theirs by then is locked out:",
      waiting,
    ),
  ];
}

function under(title: string, listed: readonly string[]): string[] {
  return listed.length === 0 ? [] : [title, ...listed];
}

function stateLines(report: CustomerReport, colors: Colors): string[] {
  const { state, accessUntil, rotatesOn, rotation, problems } = report;
  const isOverdue = problems.some(({ kind }) => kind === "overdue" || kind === "ended");
  const access =
    accessUntil === null || state === "offboarded" ? [] : ["access until", accessUntil];
  const name = state === "active" ? state : colors.yellow(state);
  if (state !== "active") return [name, ...access];
  if (rotatesOn === null) return [name, ...access, ...(rotation === "manual" ? ["by hand"] : [])];
  const rotates = [isOverdue ? "due since" : "rotates on", rotatesOn];
  return [name, ...access, ...(isOverdue ? rotates.map(colors.red) : rotates)];
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
