// Says who is locked out on a later day, and who must have fetched a new password by then.
import type { Colors } from "picocolors/types";
import { fromToday } from "./days";
import type { LockedOut, MustFetch, OnDay } from "./onDay";

/** One line for each. */
export function onDayLines(
  { lockedOut, mustFetch }: OnDay,
  { today, day, colors }: { today: string; day: string; colors: Colors },
): string[] {
  return [
    ...(lockedOut.length === 0
      ? []
      : [
          `If no run happens until then, these are locked out on ${day}:`,
          ...lockedOut.map((each) => colors.red(`  ${each.id}: ${lockedWords(each)}`)),
        ]),
    ...(mustFetch.length === 0
      ? []
      : [
          "These must have fetched a new password by then:",
          ...mustFetch.map((each) => colors.yellow(`  ${fetchWords(each, today)}`)),
        ]),
  ];
}

function lockedWords({ slot, since, nextOn }: LockedOut): string {
  if (slot === null) return "no password was published; run `pulumi up`";
  const end = since === null ? "the token is disabled" : `${slot} ends on ${since}`;
  const next = nextOn === null ? "no run issues another" : `the next one is due on ${nextOn}`;
  return `${end}; ${next}`;
}

function fetchWords({ id, before, waitingSince, issuedOn }: MustFetch, today: string): string {
  const next =
    issuedOn === null
      ? `the new one waits since ${waitingSince}`
      : `the next one comes on ${issuedOn}`;
  return `before ${before}, ${fromToday(before, today)}: ${id}, ${next}`;
}
