// Draws one line per password: the days on which it was used, worked or was refused. Pure.
import type { Colors } from "picocolors/types";

/** The state of a password on one day. `wrong` means refused too early, or accepted too late. */
export type Mark = "used" | "works" | "suspended" | "ended" | "wrong";

/** The days of one password, without its value. */
export interface PasswordLine {
  /** `password1` or `password2`. */
  slot: string;
  generation: number;
  /** `YYYY-MM-DD`, UTC. */
  issuedOn: string;
  /** The day at whose beginning it ended or will end; absent for one without an end. */
  endsOn?: string;
  /** Did `revokeBefore` end it before its announced end? */
  isRevoked: boolean;
  /** One for each day of the story, the first day first; absent before it was issued. */
  marks: readonly (Mark | undefined)[];
}

/** A customer with all of their passwords, the oldest first. */
export interface CustomerLines {
  id: string;
  /** What is special about them, in words. */
  about: string;
  passwords: readonly PasswordLine[];
}

/**
 * Draws a scale of days, the lines of each customer, and a legend.
 *
 * A column shows as few days as `width` allows, with the first of {@link MARKS} that one of its days has.
 */
export function drawTimelines(
  customers: readonly CustomerLines[],
  { days, width, colors }: { days: number; width: number; colors: Colors },
): string[] {
  const passwords = customers.flatMap((customer) => customer.passwords);
  const uses = Math.max(0, ...passwords.map((password) => describeUse(password).length));
  const { daysPerColumn, showsUse } = layoutFor(days, width - LEFT - RIGHT, uses + GAP.length);
  const columns = Math.ceil(days / daysPerColumn);
  const line = (password: PasswordLine) =>
    [
      label(password),
      bar(password, { days, daysPerColumn, colors }),
      GAP,
      showsUse ? describeDates(password).padEnd(DATES) : describeDates(password),
      ...(showsUse ? [GAP, describeUse(password)] : []),
    ].join("");
  return [
    "day ".padStart(LEFT) + scale(columns, daysPerColumn),
    ...customers.flatMap(({ id, about, passwords }) => [`${id}: ${about}`, ...passwords.map(line)]),
    "",
    legend(daysPerColumn, colors),
    "A password works from its first date until its second one begins (UTC).",
  ];
}

/** How each mark is drawn and explained, in the order of precedence in a shared column. */
const MARKS: Readonly<
  Record<Mark, { sign: string; means: string; color: "red" | "green" | "cyan" | "yellow" | "dim" }>
> = {
  wrong: { sign: "!", means: "wrong", color: "red" },
  used: { sign: "█", means: "in use", color: "green" },
  works: { sign: "░", means: "works, not in use", color: "cyan" },
  suspended: { sign: "─", means: "suspended", color: "yellow" },
  ended: { sign: "·", means: "ended", color: "dim" },
};

const GAP = "  ";
const LEFT = "  password1 gen 1 ".length;
const DATES = "2027-01-01 to 2027-01-31".length;
const RIGHT = GAP.length + DATES;

/**
 * Two days in a column still show everything, so texts take precedence over a finer drawing; with more days the drawing
 * does.
 */
function layoutFor(
  days: number,
  room: number,
  roomForUse: number,
): { daysPerColumn: number; showsUse: boolean } {
  const fits = (daysPerColumn: number, available: number) =>
    Math.ceil(days / daysPerColumn) <= available;
  const withUse = [1, 2].find((each) => fits(each, room - roomForUse));
  if (withUse !== undefined) return { daysPerColumn: withUse, showsUse: true };
  let daysPerColumn = 1;
  while (daysPerColumn < days && !fits(daysPerColumn, room)) daysPerColumn++;
  return { daysPerColumn, showsUse: false };
}

function label({ slot, generation }: PasswordLine): string {
  return `  ${slot} gen ${generation}`.padEnd(LEFT);
}

function bar(
  { marks }: PasswordLine,
  { days, daysPerColumn, colors }: { days: number; daysPerColumn: number; colors: Colors },
): string {
  const cells: (Mark | undefined)[] = [];
  for (let day = 0; day < days; day += daysPerColumn) {
    const shared = marks.slice(day, day + daysPerColumn);
    cells.push((Object.keys(MARKS) as Mark[]).find((mark) => shared.includes(mark)));
  }
  return cells
    .map((mark) => (mark === undefined ? " " : colors[MARKS[mark].color](MARKS[mark].sign)))
    .join("");
}

/** The number of every tenth day, or of as many as leave room for each other. */
function scale(columns: number, daysPerColumn: number): string {
  const step = Math.max(10, 5 * daysPerColumn) / daysPerColumn;
  let text = "";
  for (let column = 0; column < columns; column += step) {
    text = text.padEnd(column) + String(column * daysPerColumn + 1);
  }
  return text;
}

function describeDates({ issuedOn, endsOn }: PasswordLine): string {
  return endsOn === undefined ? `${issuedOn}, no end` : `${issuedOn} to ${endsOn}`;
}

function describeUse({ marks, isRevoked }: PasswordLine): string {
  const used = ranges(marks, "used");
  const wrong = ranges(marks, "wrong");
  return [
    used === "" ? "not used" : `used day ${used}`,
    ...(isRevoked ? ["revoked"] : []),
    ...(wrong === "" ? [] : [`WRONG on day ${wrong}`]),
  ].join(", ");
}

/** The days with a mark: `1-14, 22-57`. */
function ranges(marks: readonly (Mark | undefined)[], wanted: Mark): string {
  const found: [first: number, last: number][] = [];
  for (const [index, mark] of marks.entries()) {
    const day = index + 1;
    const open = found.at(-1);
    if (mark !== wanted) continue;
    if (open?.[1] === day - 1) open[1] = day;
    else found.push([day, day]);
  }
  return found
    .map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
    .join(", ");
}

function legend(daysPerColumn: number, colors: Colors): string {
  const signs = Object.values(MARKS).map(
    ({ sign, means, color }) => `${colors[color](sign)} ${means}`,
  );
  const unit = `column: ${daysPerColumn} ${daysPerColumn === 1 ? "day" : "days"}`;
  return [...signs.slice(1), ...signs.slice(0, 1), unit].join(GAP);
}
