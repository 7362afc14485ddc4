// Rules about those who may lose access although more customers do than may in one change.

import { dateComplaint } from "./calendar";
import type { LooseAcknowledgement } from "./draft";
import { isId } from "./limits";
import { lineComplaint, type Path, quote } from "./problem";
import type { Rule } from "./rule";

/** A rule about one acknowledgement; the path is relative to it. */
type AcknowledgementRule = Rule<LooseAcknowledgement, Path>;

/** An acknowledgement names customers by their ids, whether they are still listed or not. */
export const acknowledgedIdsAreValid: AcknowledgementRule = ({ customers = [] }, report) => {
  customers.forEach((id, index) => {
    if (id === undefined || isId(id)) return;
    report(
      ["customers", index],
      `${quote(id)} is not a customer's id; write it as it stands or stood below customers, such as contoso`,
    );
  });
};

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

/** Every rule about acknowledgements. */
export const ACKNOWLEDGEMENT_RULES = [
  acknowledgedIdsAreValid,
  reasonIsOneLine,
  untilIsADate,
] as const;
