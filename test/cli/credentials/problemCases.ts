// Everything that can be wrong with a customer's passwords, with the days around each boundary.

import type { Problem } from "../../../cli/credentials/customerReport";
import type {
  DeployedCredentials,
  DeployedCustomer,
} from "../../../cli/credentials/deployedCustomers";
import { DUE_IN_DECEMBER, slot } from "./customers";

/** A customer, and what is wrong with the passwords. */
export interface Case {
  name: string;
  customer?: Partial<DeployedCustomer>;
  credentials?: Partial<DeployedCredentials>;
  /** @default TODAY */
  today?: string;
  problems: Problem[];
}

/** Only the current password, as after the end of the one before. */
export const ALONE = [slot("password2", "2026-12-08", { expiresOn: "2027-03-08" })];
const BY_HAND = {
  rotation: "manual",
  slots: [slot("password2", "2026-12-08")],
  expiresAt: undefined,
} as unknown as Partial<DeployedCredentials>;
const TO_2027 = { expiresOn: "2027-01-01", endsOn: "2026-12-25" };

/** By the calendar, and by what the file says. */
export const BY_DAY: readonly Case[] = [
  { name: "nothing on an ordinary day", problems: [] },
  { name: "nothing on the last day of a password", today: "2027-02-04", problems: [] },
  {
    name: "a rotation that no run has done by the day after it was due",
    today: "2027-02-05",
    problems: [
      {
        kind: "overdue",
        message:
          "the next password is due since 2027-02-04 (1 day): run `pulumi up`, and look at the nightly run",
      },
    ],
  },
  {
    name: "only that the password has ended, once it has",
    today: "2027-03-08",
    problems: [
      {
        kind: "ended",
        message:
          "password2 ended on 2027-03-08, today: run `pulumi up` now, which issues the next one",
      },
    ],
  },
  {
    name: "a password that has ended days ago",
    today: "2027-03-10",
    problems: [
      {
        kind: "ended",
        message:
          "password2 ended on 2027-03-08, 2 days ago: run `pulumi up` now, which issues the next one",
      },
    ],
  },
  {
    name: "nothing while a rotation that is due waits for the end of the password before",
    credentials: DUE_IN_DECEMBER,
    today: "2027-01-06",
    problems: [],
  },
  {
    name: "a rotation that has not come the day after the password before has ended",
    credentials: DUE_IN_DECEMBER,
    today: "2027-01-07",
    problems: [
      {
        kind: "overdue",
        message:
          "the next password is due since 2027-01-06 (1 day): run `pulumi up`, and look at the nightly run",
      },
    ],
  },
  {
    name: "no rotation and no end of a suspended customer",
    customer: { state: "suspended" },
    credentials: { enabled: false },
    today: "2027-03-10",
    problems: [],
  },
  {
    name: "no end of the last password on the day after the access",
    customer: { accessUntil: "2027-03-07" },
    credentials: { notAfter: "2027-03-08", enabled: true },
    today: "2027-03-08",
    problems: [],
  },
  {
    name: "a token that no run has disabled two days after the access",
    customer: { accessUntil: "2027-03-07" },
    credentials: { notAfter: "2027-03-08", enabled: true },
    today: "2027-03-09",
    problems: [
      {
        kind: "wrong-status",
        message: "the token is enabled, although access ended with 2027-03-07: run `pulumi up`",
      },
    ],
  },
  {
    name: "a token whose passwords still work on the day after the access",
    customer: { accessUntil: "2026-12-24" },
    problems: [
      {
        kind: "wrong-status",
        message: "the token is enabled, although access ended with 2026-12-24: run `pulumi up`",
      },
    ],
  },
  {
    name: "a token that is enabled although its customer is offboarded",
    customer: { state: "offboarded" },
    problems: [
      {
        kind: "wrong-status",
        message: "the token is enabled, although the customer is offboarded: run `pulumi up`",
      },
    ],
  },
  {
    name: "a token that is disabled although its customer is active",
    credentials: { enabled: false },
    problems: [
      {
        kind: "wrong-status",
        message: "the token is disabled, although the customer is active: run `pulumi up`",
      },
    ],
  },
  {
    name: "a token that others disabled",
    credentials: { enabled: false, drift: { enabled: "the token was disabled outside Pulumi" } },
    problems: [
      {
        kind: "drift",
        message: "the token was disabled outside Pulumi: run `pulumi up`, which corrects it",
      },
    ],
  },
  {
    name: "nothing of a young password that is served by hand",
    credentials: BY_HAND,
    today: "2027-03-07",
    problems: [],
  },
  {
    name: "a password served by hand that has reached its lifetime",
    credentials: BY_HAND,
    today: "2027-03-08",
    problems: [
      {
        kind: "old",
        message:
          "password2 is older than 90 days and rotation is manual: raise `generation` for a new one",
      },
    ],
  },
  {
    name: "nothing of a password before that has ended on its announced day",
    credentials: { slots: [slot("password1", "2026-09-09", TO_2027), ...ALONE] },
    problems: [],
  },
];
