// Draws the verification as a table: every customer with their access, and below it all differences from the file.
import Table from "cli-table3";
import type { CommandContext } from "../command";
import { whereItFits } from "../whereItFits";
import type { Check, CustomerEvidence } from "./evidenceSchema";

/** Draws the table, of 80 columns with usual names; on a terminal where it does not fit, a line for each customer. */
export function verifyTable(
  customers: readonly CustomerEvidence[],
  { colors, columns }: Pick<CommandContext, "colors" | "columns">,
): string {
  const table = new Table({
    head: ["customer", "repositories", "expires", "verified"],
    // Only the last column wraps; the others are as wide as what they hold.
    colWidths: [null, null, null, 20],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  const color = { found: colors.red, undecided: colors.yellow, "as declared": colors.green };
  for (const customer of customers) {
    const { id, username, secretName, repositories, expiresAt, verdict } = customer;
    table.push([
      [id, username, secretName ?? "-"].join("\n"),
      repositories.join("\n"),
      expiresAt?.slice(0, 10) ?? "-",
      color[verdict](verified(customer)),
    ]);
  }
  const lines = customers.map(
    (customer) => `${customer.id}: ${color[customer.verdict](verified(customer))}`,
  );
  return whereItFits(table.toString(), lines, columns);
}

/** Lists differences from the file by customer, then what could not be decided, and what there was no way to try. */
export function findingLines(
  customers: readonly CustomerEvidence[],
  { colors }: Pick<CommandContext, "colors">,
): string[] {
  const under = (title: string, verdict: Check["verdict"], color: (text: string) => string) => {
    const lines = customers.flatMap(({ id, checks }) =>
      checks
        .filter((check) => check.verdict === verdict && check.reason !== null)
        .map(({ reason }) => color(`  ${id}: ${reason}`)),
    );
    return lines.length === 0 ? [] : [title, ...lines];
  };
  const untried = customers.flatMap(({ id, checks }) =>
    checks
      .filter(({ verdict }) => verdict === "not tried")
      .map(({ what, of, answer }) => `  ${id}: ${what}${of === null ? "" : ` ${of}`}: ${answer}`),
  );
  return [
    ...under("Not as the file says:", "found", colors.red),
    ...under("Not known:", "undecided", colors.yellow),
    ...(untried.length === 0 ? [] : ["Not tried:", ...untried]),
  ];
}

/** A short result for one customer. */
function verified({ state, checks, refused, verdict }: CustomerEvidence): string {
  const words = state === "active" ? usedPassword(checks, refused) : shutOut(checks);
  const wrong = checks.filter((check) => check.verdict === "found" && check.reason !== null).length;
  const parts = [
    ...words,
    ...(wrong === 0 ? [] : [`${wrong} not as declared`]),
    ...(verdict === "undecided" ? ["not all is known"] : []),
  ];
  return `${parts.join(", ")}${state === "active" ? "" : ` (${state})`}`;
}

function usedPassword(checks: readonly Check[], refused: number): string[] {
  const of = (what: Check["what"], answer?: string) =>
    checks.filter(
      (check) =>
        check.what === what &&
        check.verdict === "as declared" &&
        (answer === undefined || check.answer === answer),
    ).length;
  const login = checks.find(({ what }) => what === "login");
  if (login === undefined) return ["no password"];
  if (login.answer !== "accepted") {
    return [login.verdict === "undecided" ? "login not answered" : "login refused"];
  }
  return [
    `pulled ${of("pull")}`,
    ...(of("tag list", "listed") > 0 ? ["listed tags"] : []),
    ...(of("outside") > 0 ? [`refused ${refused} others`] : []),
    ...(of("push") > 0 ? ["refused push"] : []),
    ...(of("older password") > 0 ? ["older password works"] : []),
  ];
}

function shutOut(checks: readonly Check[]): string[] {
  const login = checks.find(({ what }) => what === "login");
  if (login !== undefined && login.verdict !== "not tried") return [`login ${login.answer}`];
  const token = checks.find(({ what }) => what === "token");
  return token === undefined ? [] : [`token ${token.answer}`];
}
