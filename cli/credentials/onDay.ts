// Who is locked out on a later day if no run happens until then, and who must have fetched a new password by then. Pure.
import { earlier } from "../../passwords/days";
import type { CustomerReport, PasswordReport } from "./customerReport";
import type { DeployedCustomer } from "./deployedCustomers";
import { reportOf } from "./reportOf";

/** Somebody whose newest password does not work on the day. Days are UTC; what does not apply is null. */
export interface LockedOut {
  readonly id: string;
  /** The newest password; null where there is none. */
  readonly slot: string | null;
  /** The day at whose beginning it ends; null where it has no end, and the token is disabled. */
  readonly since: string | null;
  /** The day on which a run would issue the next one; null when none would. */
  readonly nextOn: string | null;
}

/** A password that ends by the day, of which nobody may be the last user. */
export interface MustFetch {
  readonly id: string;
  readonly slot: string;
  /** The day at whose beginning it ends. */
  readonly before: string;
  /** Since when the new one is in the vault; null where a run issues it later. */
  readonly waitingSince: string | null;
  /** The day on which a run issues the new one; null where it is there. */
  readonly issuedOn: string | null;
}

/** What is so on a day. */
export interface OnDay {
  /** By the day, and by id. */
  readonly lockedOut: readonly LockedOut[];
  readonly mustFetch: readonly MustFetch[];
}

/**
 * Counts the passwords that exist today: those that runs issue until then have ends that nobody knows yet.
 *
 * @param day from today on
 */
export function onDay(customers: readonly DeployedCustomer[], today: string, day: string): OnDay {
  const reports = customers.map((customer) => reportOf(customer, today));
  return {
    lockedOut: customers
      .flatMap((customer, index) => lockedOut(reportOf(customer, day), reports[index]))
      .sort(by(({ since }) => since)),
    mustFetch: reports.flatMap((report) => mustFetch(report, day)).sort(by(({ before }) => before)),
  };
}

/** Whose access has ended by then is not locked out: that was agreed. */
function lockedOut(
  { id, state, current }: CustomerReport,
  today: CustomerReport | undefined,
): LockedOut[] {
  if (state !== "active" || current?.works === true) return [];
  return [
    {
      id,
      slot: current?.slot ?? null,
      since: current?.worksUntil ?? null,
      nextOn: today?.rotatesOn ?? null,
    },
  ];
}

function mustFetch(report: CustomerReport, day: string): MustFetch[] {
  const { id, current, previous, accessUntil, waitingSince, rotatesOn } = report;
  const last = earlier(day, accessUntil ?? undefined) ?? day;
  const ends = (
    password: PasswordReport | null,
  ): password is PasswordReport & { worksUntil: string } =>
    password?.works === true && password.worksUntil !== null && password.worksUntil <= last;
  return [
    ...(ends(previous)
      ? [{ id, slot: previous.slot, before: previous.worksUntil, waitingSince, issuedOn: null }]
      : []),
    ...(ends(current) && rotatesOn !== null
      ? [
          {
            id,
            slot: current.slot,
            before: current.worksUntil,
            waitingSince: null,
            issuedOn: rotatesOn,
          },
        ]
      : []),
  ];
}

function by<Item extends { readonly id: string }>(dayOf: (item: Item) => string | null) {
  const key = (item: Item) => `${dayOf(item) ?? ""} ${item.id}`;
  return (one: Item, other: Item) => (key(one) < key(other) ? -1 : 1);
}
