// Rules about acknowledgements: customers who may lose access beyond the limit of one change.

import { addDays } from "../../access/days";
import { dateComplaint } from "../calendar";
import { lineComplaint, type Path, quote } from "../problem";
import { isId, MOST_DAYS_ACKNOWLEDGED } from "../schema/limits";
import type { LooseAcknowledgement } from "./draft";
import type { Rule } from "./rule";

/** An acknowledgement, and the day on which it is checked. */
interface JudgedAcknowledgement extends LooseAcknowledgement {
  /** Undefined means that its date may be any number of days ahead. */
  readonly today: string | undefined;
}

/** A rule about one acknowledgement; the path is relative to it. */
type AcknowledgementRule = Rule<JudgedAcknowledgement, Path>;

/** An acknowledgement names customers by their ids, whether they are still listed or not. */
export const acknowledgedIdsAreValid: AcknowledgementRule = ({ customers = [] }, report) => {
  customers.forEach((id, index) => {
    const complaint = id === undefined ? undefined : acknowledgedIdComplaint(id);
    if (complaint !== undefined) report(["customers", index], complaint);
  });
};

/** Why a text is not the id of a present or former customer; undefined if it is. */
export function acknowledgedIdComplaint(text: string): string | undefined {
  if (isId(text)) return undefined;
  return `${quote(text)} is not a customer's id; use an id that is or was listed below customers, such as contoso`;
}

/** The reason of an acknowledgement is one plain line. */
export const reasonIsOneLine: AcknowledgementRule = ({ reason }, report) => {
  if (reason === undefined || reason === "") return;
  const complaint = lineComplaint(reason);
  if (complaint !== undefined) {
    report(["reason"], complaint);
  } else if (reason.trim() === "") {
    report(["reason"], "is blank; say why, such as a ticket");
  }
};

/** The last day on which an acknowledgement counts is a day of the calendar, written as YYYY-MM-DD. */
export const untilIsADate: AcknowledgementRule = ({ until }, report) => {
  const complaint = until === undefined ? undefined : dateComplaint(until);
  if (complaint !== undefined) report(["until"], complaint);
};

/** An acknowledgement counts for at most 31 days from today. */
export const untilIsSoon: AcknowledgementRule = ({ until, today }, report) => {
  if (until === undefined || today === undefined || dateComplaint(until) !== undefined) return;
  const latest = addDays(today, MOST_DAYS_ACKNOWLEDGED);
  if (until <= latest) return;
  report(
    ["until"],
    `${quote(until)} is more than ${MOST_DAYS_ACKNOWLEDGED} days ahead, and until then nothing stops these customers from losing access by mistake; use ${latest} or earlier`,
  );
};

/** Every rule about acknowledgements. */
export const ACKNOWLEDGEMENT_RULES = [
  acknowledgedIdsAreValid,
  reasonIsOneLine,
  untilIsADate,
  untilIsSoon,
] as const;
