// Checks that a text is a calendar day.
import { LAST_DAY } from "../access/days";
import { quote } from "./problem";

/**
 * Says what was found and what to do; undefined for a day of the calendar written as `YYYY-MM-DD`.
 *
 * The last day that can be written is refused, because access ends where the next day begins.
 *
 * @param endless what to do where no end is meant
 */
export function dateComplaint(
  text: string,
  { endless = "give an earlier one" }: { endless?: string } = {},
): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) {
    return `${quote(text)} is not a date; write it as YYYY-MM-DD`;
  }
  if (month < 1 || month > 12 || day < 1 || year < 2000) {
    return `${quote(text)} is not a day of the calendar; correct it`;
  }
  if (text === LAST_DAY)
    return `${quote(text)} has no day after it, with which it could end; ${endless}`;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day <= last) return undefined;
  return `${quote(text)} does not exist; the last day of that month is ${text.slice(0, 8)}${last}`;
}
