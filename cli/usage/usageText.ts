// The usage of a registry as a table, then what somebody should look at.
import Table from "cli-table3";
import { quote } from "../../customers/problem";
import type { CommandContext } from "../command";
import { whereItFits } from "../whereItFits";
import type { Caller, CustomerUsage, UsageReport } from "./usage";

/** Says it in the order of urgency: who is refused, who is not there, what is not used, what is not explained. */
export function usageLines(
  report: UsageReport,
  { colors, columns }: Pick<CommandContext, "colors" | "columns">,
): string[] {
  const { customers, unknown, unreadable, events, from, to } = report;
  const open = customers.filter((each) => each.isOpen);
  const list = (
    title: string,
    found: readonly CustomerUsage[],
    say: (each: CustomerUsage) => string,
  ) => (found.length === 0 ? [] : [title, ...found.map((each) => `  ${each.id}${say(each)}`)]);
  return [
    tableOf(customers, columns),
    ...list(
      colors.red("Refused, and nothing has worked since:"),
      customers.filter(({ refusedSince }) => refusedSince !== null),
      ({ refusedSince, lastFrom, isOpen }) =>
        `: last on ${refusedSince}${callerWords(lastFrom)}${isOpen ? "" : ", as it should be: they have no access"}`,
    ),
    ...list(
      colors.yellow("Not seen since the newest password appeared, so they do not use it:"),
      open.filter(({ isSeenSince }) => isSeenSince === false),
      ({ newestPassword, lastSeen }) =>
        `: new on ${newestPassword}, last seen ${lastSeen === null ? "never" : `on ${lastSeen}`}`,
    ),
    ...list(
      colors.yellow("No login and no pull of theirs worked in these logs:"),
      open.filter(({ lastSeen }) => lastSeen === null),
      ({ tokenName }) => ` (${tokenName})`,
    ),
    ...list(
      "Repositories that their customer never pulled in these logs:",
      open.filter(({ lastSeen, neverPulled }) => lastSeen !== null && neverPulled.length > 0),
      ({ neverPulled }) => `: ${neverPulled.join(", ")}`,
    ),
    ...(unknown.length === 0
      ? []
      : [
          "Identities that are no token of the file (people, pipelines, other tokens):",
          ...cut(unknown).map((each) =>
            typeof each === "string"
              ? each
              : `  ${asSent(each.identity)}: ${each.events} ${plural(each.events, "event")}, last on ${each.lastSeen}${callerWords(each.lastFrom)}`,
          ),
        ]),
    ...(unreadable.count === 0
      ? []
      : [
          colors.red(`Not read: ${unreadable.count} ${plural(unreadable.count, "record")}`),
          ...unreadable.first.map((reason) => `  ${reason}`),
          ...(unreadable.count > unreadable.first.length
            ? [`  and ${unreadable.count - unreadable.first.length} more`]
            : []),
        ]),
    ...doubts(report),
    `${events} ${plural(events, "event")} from ${from} to ${to}, ${customers.length} ${plural(customers.length, "customer")}`,
  ];
}

/** The program alone, of a long user agent. */
function callerWords(caller: Caller | null): string {
  if (caller === null) return "";
  const address = caller.address === null ? "" : ` from ${asSent(caller.address)}`;
  const [program = ""] = caller.userAgent?.split(" ") ?? [];
  return `${address}${program === "" ? "" : ` by ${asSent(program)}`}`;
}

/** Whoever sends a request chooses these texts: none may move the cursor of a terminal or give a command to a pipeline. */
function asSent(text: string): string {
  return /^[\w@.:/+-]{1,80}$/.test(text) ? text : quote(text);
}

/** What the logs cannot tell. */
function doubts({ customers, unknown, events }: UsageReport): string[] {
  const isNobodyKnown = customers.every(
    ({ lastSeen, refusedSince }) => lastSeen === null && refusedSince === null,
  );
  return [
    ...(events > 0 && unknown.length > 0 && isNobodyKnown
      ? [
          "No identity is the name of a token of the file. What Identity holds for a token is not documented, and a name is assumed: compare the identities above.",
        ]
      : []),
    ...(customers.some(({ isSeenSince }) => isSeenSince === true)
      ? [
          "Who was seen since the newest password appeared may still use the one before: the logs name the token, not the slot.",
        ]
      : []),
  ];
}

function tableOf(customers: readonly CustomerUsage[], columns: number | undefined): string {
  const table = new Table({
    head: ["customer", "last login", "last pull", "pulls", "newest password"],
    style: { head: [], border: [], compact: true },
  });
  const cells = customers.map((each) => [
    each.isOpen ? each.id : `${each.id} (no access)`,
    each.lastLogin ?? "-",
    each.lastPull ?? "-",
    String(each.pulls),
    each.newestPassword ?? "-",
  ]);
  table.push(...cells);
  const lines = cells.map(
    ([id, login, pull, pulls]) =>
      `${id}: last login ${login}, last pull ${pull}, ${pulls} ${plural(Number(pulls), "pull")}`,
  );
  return whereItFits(table.toString(), lines, columns);
}

const MOST_NAMED = 20;

function cut<Item>(items: readonly Item[]): (Item | string)[] {
  if (items.length <= MOST_NAMED) return [...items];
  return [...items.slice(0, MOST_NAMED), `  and ${items.length - MOST_NAMED} more`];
}

function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`;
}
