// Times as the language knows them: ISO 8601 with seven fractional digits, counted in ticks of 100 nanoseconds.
import { ExpressionError } from "./expressionError";

const TICKS_PER_MS = 10_000n;
/** From the year 1 of .NET's calendar to 1970. */
const EPOCH_TICKS = 621_355_968_000_000_000n;
const FORM = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,7}))?)?(Z|[+-]\d\d:\d\d)?$/;

/** The ticks of a time; one without a zone counts as UTC. @throws ExpressionError */
export function toTicks(text: string): bigint {
  const [, day, time = "00:00", fraction = "", zone = "Z"] = FORM.exec(text) ?? [];
  const ms = Date.parse(`${day}T${time}${zone}`);
  if (Number.isNaN(ms)) {
    throw new ExpressionError(`The datetime string must match ISO 8601 format; it is '${text}'.`);
  }
  return EPOCH_TICKS + BigInt(ms) * TICKS_PER_MS + BigInt(fraction.padEnd(7, "0"));
}

/** A time some hours later, as .NET's round-trip form `o`; a time without a zone stays without one. */
export function addHours(text: string, hours: number): string {
  const ticks = toTicks(text) + BigInt(Math.round(hours * 3_600_000)) * TICKS_PER_MS;
  return fromTicks(ticks).replace(/Z$/, /(Z|[+-]\d\d:\d\d)$/.test(text) ? "Z" : "");
}

/** `2018-03-15T10:00:00.0000000Z`. */
export function fromTicks(ticks: bigint): string {
  const sinceEpoch = ticks - EPOCH_TICKS;
  const ms = sinceEpoch / TICKS_PER_MS;
  const below = sinceEpoch % TICKS_PER_MS;
  const iso = new Date(Number(ms)).toISOString();
  return iso.replace("Z", `${String(below).padStart(4, "0")}Z`);
}
