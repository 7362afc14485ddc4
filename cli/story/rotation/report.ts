// The final report of the rotation demo: lines for people, data for programs. Pure.
import type { Colors } from "picocolors/types";
import { wrapped } from "../../wrapped";
import type { JournalEntry } from "../emulatorControl";
import { tokenWrites } from "../tokenWrites";
import { CUSTOMERS, dateOf } from "./scenario";
import { drawTimelines, type PasswordLine } from "./timeline";
import type { Happening, Life } from "./world";

/** Everything that is reported. */
export interface Seen {
  days: number;
  life: Life;
  /** What Azure was asked in the whole story. */
  journal: readonly JournalEntry[];
  /** How many passwords stand in what Pulumi keeps. */
  keptPasswords: number;
}

/** Were all logins as required, no password issued without need, and no password kept? */
export function isFine({ life, journal, keptPasswords }: Seen): boolean {
  const { generated, rewrittenTokens } = tokenWrites(journal);
  const { wronglyAccepted, wronglyRefused } = life.logins;
  return (
    wronglyAccepted + wronglyRefused === 0 &&
    generated === life.passwords.length &&
    rewrittenTokens === 0 &&
    keptPasswords === 0
  );
}

/** The timelines, the events by date, and the sums. `columns`: of the terminal; without it nothing is wrapped. */
export function reportLines(
  seen: Seen,
  { columns, colors }: { columns?: number; colors: Colors },
): string[] {
  const customers = CUSTOMERS.map(({ id, about }) => ({
    id,
    about,
    passwords: seen.life.passwords.filter((password) => password.customerId === id).map(lineOf),
  }));
  return [
    ...drawTimelines(customers, { days: seen.days, width: columns ?? PLAIN_WIDTH, colors }),
    "",
    ...drawHappenings(seen.life, columns),
    "",
    ...sums(seen),
  ];
}

/** The same for programs; a password's value is in neither. */
export function reportData(seen: Seen): object {
  const { life, days, journal } = seen;
  return {
    firstDay: dateOf(1),
    days,
    fine: isFine(seen),
    passwords: life.passwords.map(({ value: _, ...password }) => password),
    happenings: inOrder(life).map(({ day, ...rest }) => ({ day, date: dateOf(day), ...rest })),
    logins: { tried: tried(life), ...life.logins },
    runs: life.runs,
    keptPasswords: seen.keptPasswords,
    azure: { requests: requestsToResourceManager(journal), ...tokenWrites(journal) },
  };
}

/** Where there is no terminal. */
const PLAIN_WIDTH = 120;

function lineOf(password: Life["passwords"][number]): PasswordLine {
  const { slot, generation, issuedOn, announcedEnd, revokedOn, marks } = password;
  const endsOn = revokedOn ?? announcedEnd;
  return {
    slot,
    generation,
    issuedOn,
    ...(endsOn === undefined ? {} : { endsOn }),
    isRevoked: revokedOn !== undefined,
    marks,
  };
}

function drawHappenings(life: Life, columns: number | undefined): string[] {
  const rows = inOrder(life).map(({ day, customerId, text }) => [
    `day ${day}`,
    dateOf(day),
    customerId,
    text,
  ]);
  const widths = [0, 1, 2].map((column) =>
    Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.flatMap((row) => {
    const line = row.map((text, index) => text.padEnd(widths[index] ?? 0)).join("  ");
    return wrapped(line, columns, line.length - (row.at(-1)?.length ?? 0));
  });
}

/** By day, and within a day by customer; the events of one customer keep their order. */
function inOrder({ happenings }: Life): Happening[] {
  const place = new Map(CUSTOMERS.map(({ id }, index) => [id, index]));
  return happenings.toSorted(
    (one, other) =>
      one.day - other.day || (place.get(one.customerId) ?? 0) - (place.get(other.customerId) ?? 0),
  );
}

function sums({ life, journal, keptPasswords }: Seen): string[] {
  const { accepted, refused, wronglyAccepted, wronglyRefused } = life.logins;
  const { all, changing } = life.runs;
  const { generated, rewrittenTokens } = tokenWrites(journal);
  return [
    `Logins: ${tried(life)} tried, ${accepted} accepted, ${refused} refused as they must be.`,
    `Refused unexpectedly: ${wronglyRefused}. Accepted unexpectedly: ${wronglyAccepted}.`,
    `Passwords issued: ${generated}. Tokens written again by PUT: ${rewrittenTokens}.`,
    `Runs of pulumi up: ${all}, of which ${changing} changed something.`,
    `Requests to Azure Resource Manager: ${requestsToResourceManager(journal)}.`,
    `passwords in state and history: ${keptPasswords}`,
  ];
}

function tried({ logins }: Life): number {
  return Object.values(logins).reduce((sum, each) => sum + each, 0);
}

function requestsToResourceManager(journal: readonly JournalEntry[]): number {
  return journal.filter(({ host }) => host === "arm").length;
}
