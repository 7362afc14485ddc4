// The scenario of the rotation demo: its customers, their settings and habits, and the edits of each day. Pure.
import { addDays } from "../../../access/days";

/** The first day of the scenario: always the same, so that the output is, too. */
export const FIRST_DAY = "2027-01-01";

/**
 * When a customer takes the new password from the vault: at once, or after the last login on the old one's last day.
 */
export type Habit = "at once" | "on the last day";

/** Somebody in the scenario. */
export interface TaleCustomer {
  id: string;
  /** What is special about them, in words. */
  about: string;
  changesOver: Habit;
  /** Their entry in customers.yaml on the first day. */
  entry: string;
}

/** A change of one customer's entry, as a reviewed pull request would bring it. */
export interface Edit {
  day: number;
  customerId: string;
  entry: string;
  /** What was changed and why, as text. */
  says: string;
}

/** Everybody in the scenario, in the order of the file. */
export const CUSTOMERS: readonly TaleCustomer[] = [
  {
    id: "contoso",
    about: "lifetimeDays 30; changes over on the day the new password appears",
    changesOver: "at once",
    entry: "{ repositories: [app/api], credential: { lifetimeDays: 30 } }",
  },
  {
    id: "fabrikam",
    about: "lifetimeDays 30; changes over on the last day of the old password",
    changesOver: "on the last day",
    entry: "{ repositories: [base/*], credential: { lifetimeDays: 30 } }",
  },
  {
    id: "northwind",
    about: "rotation manual: a password without an end, whose age is reported",
    changesOver: "at once",
    entry: "{ repositories: [app/worker], credential: { rotation: manual, lifetimeDays: 60 } }",
  },
  {
    id: "adventure-works",
    about: "lifetimeDays 90; the password leaks and is revoked on day 12",
    changesOver: "at once",
    entry: "{ repositories: [app/web] }",
  },
  {
    id: "tailspin",
    about: "lifetimeDays 90; suspended from day 15 to 21",
    changesOver: "at once",
    entry: "{ repositories: [ml/training] }",
  },
  {
    id: "wingtip",
    about: "accessUntil 2027-01-31, the last day of access",
    changesOver: "at once",
    entry: "{ repositories: [docs/site], accessUntil: 2027-01-31 }",
  },
];

/** What is edited, by day. */
export const EDITS: readonly Edit[] = [
  {
    day: 12,
    customerId: "adventure-works",
    entry: "{ repositories: [app/web], credential: { generation: 2, revokeBefore: 2 } }",
    says: "customers.yaml: generation 2, revokeBefore 2, because the password leaked",
  },
  {
    day: 15,
    customerId: "tailspin",
    entry: "{ repositories: [ml/training], state: suspended }",
    says: "customers.yaml: state suspended",
  },
  {
    day: 22,
    customerId: "tailspin",
    entry: "{ repositories: [ml/training] }",
    says: "customers.yaml: state active again",
  },
];

/** customers.yaml as it stands on a day of the scenario. */
export function customersFile(day: number): string {
  const entries = CUSTOMERS.map(({ id, entry }) => {
    const edited = EDITS.findLast((edit) => edit.customerId === id && edit.day <= day);
    return `  ${id}: ${edited?.entry ?? entry}\n`;
  });
  return `customers:\n${entries.join("")}`;
}

/** The date of a day of the scenario; the first is day 1. */
export function dateOf(day: number): string {
  return addDays(FIRST_DAY, day - 1);
}
