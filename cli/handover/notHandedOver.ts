// Why there is nothing to hand over: the customer has no password that works.
import type { CustomerReport, Problem } from "../credentials/customerReport";

/** A message for the vendor, with what to do; undefined if there is something to hand over. */
export function notHandedOver(report: CustomerReport | undefined): string | undefined {
  if (report === undefined || report.state === "unfinished") {
    return "not deployed yet: run `pulumi up` first, which makes the token and its password";
  }
  if (report.state !== "active") return BY_STATE[report.state];
  return report.problems.find(({ kind }) => LOCKS_OUT.has(kind))?.message;
}

const BY_STATE = {
  suspended:
    "suspended: no password works and the secret cannot be read, until the file says `state: active` again and `pulumi up` was run",
  offboarded: "offboarded: no password works any more",
  ended: "the last day of access is over: no password works any more",
} as const;

/** With any of these, the page would not match what the customer finds. */
const LOCKS_OUT: ReadonlySet<Problem["kind"]> = new Set([
  "ended",
  "drift",
  "wrong-status",
  "not-revoked",
  "not-published",
  "no-password",
]);
