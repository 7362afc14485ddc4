// Says when a customer's password ends, when the next one is there, and what the customer has to do in between.
import { addDays } from "../../access/days";
import type { PasswordReport } from "../credentials/customerReport";
import { type Line, line } from "./document";
import type { Handover } from "./handover";
import { SHARED_WORDS } from "./sharedWords";

type Dates = Pick<
  Handover,
  "today" | "current" | "previous" | "rotation" | "rotatesOn" | "accessUntil" | "hasReaders"
>;

/** One line for each thing to know, the most urgent first; all days are UTC. */
export function passwordDates(dates: Dates): Line[] {
  return [
    ...waiting(dates),
    line(`The newest password is ${described(dates.current)}.`),
    ...next(dates),
    ...(dates.accessUntil === null
      ? []
      : [line(`Your access ends with the day ${dates.accessUntil}.`)]),
    line(SHARED_WORDS.leak),
  ];
}

/** Two passwords work: a customer with the old one has to change to the other. */
function waiting({ previous, ...dates }: Dates): Line[] {
  if (previous?.works !== true) return [];
  const { slot, issuedOn, worksUntil } = previous;
  const by = worksUntil === null ? "" : ` by ${addDays(worksUntil, -1)}`;
  const until = worksUntil === null ? "" : `, which works until ${addDays(worksUntil, -1)}`;
  return [
    [
      { strong: `${sentence(action(dates))}${by}, if you still use the one before.` },
      ...line(` Two work now: the newest, and \`${slot}\` of ${issuedOn}${until}.`),
    ],
  ];
}

function next(dates: Dates): Line[] {
  const { today, current, rotatesOn, rotation, hasReaders } = dates;
  if (rotation === "manual") return [line("It changes when both sides agree, and not by itself.")];
  if (rotatesOn === null || current.worksUntil === null) return [];
  const last = addDays(current.worksUntil, -1);
  const isDue = rotatesOn <= today;
  return [
    [
      `The next password will be there ${isDue ? "with your vendor's next run" : `on ${rotatesOn}`}, and both work then. `,
      {
        strong: `What you must do: ${action(dates)} ${isDue ? `by ${last}` : `between ${rotatesOn} and ${last}`}.`,
      },
      hasReaders ? ` ${SHARED_WORDS.easiest}` : " Your vendor sends it to you.",
    ],
  ];
}

function action({ hasReaders }: Pick<Dates, "hasReaders">): string {
  return hasReaders ? "fetch the new password" : "change to the new password";
}

function described({ slot, issuedOn, worksUntil }: PasswordReport): string {
  const issued = `\`${slot}\` of ${issuedOn}`;
  if (worksUntil === null) return `${issued}, and has no end`;
  return `${issued}. It works until ${addDays(worksUntil, -1)}: the registry refuses it from ${worksUntil} on`;
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
