// Reads the moments that somebody gives: a day means its end in UTC, an instant itself, a quarter its days.

import { dateComplaint } from "../../customers/calendar";
import { UserError } from "../userError";

/** From when to when, both ISO 8601; what is at `to` is included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** The end of a day, or an instant. @throws UserError for anything else */
export function momentOf(text: string, option: string): string {
  return isDay(text) ? endOf(checkedDay(text, option)) : instantOf(text, option);
}

/** The beginning of a day, or an instant. @throws UserError for anything else */
export function beginningOf(text: string, option: string): string {
  return isDay(text) ? beforeDay(checkedDay(text, option)) : instantOf(text, option);
}

/** The days of a quarter such as `2026Q3`, of a year or of a month. @throws UserError for anything else */
export function quarterOf(
  text: string,
): Period & { readonly first: string; readonly last: string } {
  const [, year = "", quarter] = /^(\d{4})-?Q([1-4])$/i.exec(text) ?? [];
  if (quarter === undefined) {
    throw new UserError(`--attest: "${text}" is no quarter`, {
      remedy: "write the year and the quarter, such as 2026Q3",
    });
  }
  const month = Number(quarter) * 3;
  const first = `${year}-${String(month - 2).padStart(2, "0")}-01`;
  const days = new Date(Date.UTC(Number(year), month, 0)).getUTCDate();
  const last = `${year}-${String(month).padStart(2, "0")}-${days}`;
  return { first, last, from: beforeDay(first), to: endOf(last) };
}

/** Nothing is known of the future; the present day may end in it. @throws UserError */
export function refuseFuture(
  { at, from, to }: { readonly at?: string; readonly from?: string; readonly to?: string },
  present: string,
): void {
  for (const [option, text] of Object.entries({ "--at": at, "--from": from, "--to": to })) {
    if (text === undefined) continue;
    const isLater = isDay(text) ? text > present.slice(0, 10) : instantOf(text, option) > present;
    if (isLater) {
      throw new UserError(`${option}: "${text}" is in the future`, {
        remedy: "leave it out for the present",
      });
    }
  }
}

/** The last millisecond of a day (UTC). */
export function endOf(day: string): string {
  return `${day}T23:59:59.999Z`;
}

/** The last millisecond before a day (UTC), after which it begins. */
function beforeDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) - 1).toISOString();
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

function checkedDay(text: string, option: string): string {
  const complaint = dateComplaint(text);
  if (complaint === undefined) return text;
  throw new UserError(`${option}: ${complaint}`, { remedy: FORMS });
}

function instantOf(text: string, option: string): string {
  const ms = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) {
    throw new UserError(`${option}: "${text}" is neither a day nor an instant`, { remedy: FORMS });
  }
  // 2026-02-30T10:00Z would be taken for the second of March.
  checkedDay(text.slice(0, 10), option);
  return new Date(ms).toISOString();
}

const FORMS = "write a day (UTC) as 2026-09-30, or an instant as 2026-09-30T14:00:00Z";
