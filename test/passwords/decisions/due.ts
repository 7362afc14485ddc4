// What is done about a password that is due, while the other slot is free and while it is promised.

import { adoptedSlot, slot } from "../passwords";
import {
  ALONE,
  because,
  beside,
  type Case,
  DUE_SINCE_JANUARY,
  holding,
  issues,
  KEEP,
  mentions,
  rotates,
  waits,
} from "./case";

export const DUE: readonly Case[] = [
  {
    name: "keeps the password on the day before it is due",
    held: ALONE,
    today: "2026-01-30",
    decision: KEEP,
  },
  {
    name: "issues into the free slot on the day it is due",
    held: ALONE,
    today: "2026-01-31",
    decision: rotates("2026-04-01"),
  },
  {
    name: "issues into the free slot on the day after",
    held: ALONE,
    today: "2026-02-01",
    decision: rotates("2026-04-02"),
  },
  {
    name: "issues into the free slot when the run is weeks late",
    held: ALONE,
    today: "2026-03-01",
    decision: rotates("2026-04-30"),
  },
  {
    name: "issues into the other slot when its password expired",
    held: beside("2026-01-31"),
    today: "2026-01-31",
    decision: rotates("2026-04-01"),
  },
  {
    name: "issues into the other slot when its announced end is past",
    held: holding(slot("password1"), adoptedSlot("password2", { endsOn: "2026-01-31" })),
    today: "2026-01-31",
    decision: rotates("2026-04-01"),
  },
  {
    name: "only mentions what is due in a run that may not rotate",
    held: ALONE,
    today: "2026-02-10",
    mayRotate: false,
    decision: mentions("rotation due since 2026-01-31; not rotated in this run"),
  },
  {
    name: "mentions nothing before it is due",
    held: ALONE,
    today: "2026-01-30",
    mayRotate: false,
    decision: KEEP,
  },
  {
    name: "replaces a password that has expired also in a run that may not rotate: nobody can pull with it",
    held: ALONE,
    today: "2026-04-10",
    mayRotate: false,
    decision: rotates("2026-06-09", "password1"),
  },
];

const WITHOUT_OVERLAP =
  "the next one is issued without an overlap on 2026-03-02, when password1 ends";
const DUE_BESIDE_DECEMBER = `${DUE_SINCE_JANUARY}; password2 is promised until 2026-12-01: ${WITHOUT_OVERLAP}`;
const ENDS_BOTH = "with `generation: 2` and `revokeBefore: 2`, which ends both";

const WAITS_FOR_FEBRUARY = waits(
  "2026-02-15",
  `${DUE_SINCE_JANUARY}; password2 is promised until 2026-02-15`,
);

export const PROMISED: readonly Case[] = [
  {
    name: "waits until the promise ends when the current password outlives it",
    held: beside("2026-02-15"),
    today: "2026-01-31",
    decision: WAITS_FOR_FEBRUARY,
  },
  {
    name: "waits on the day before the promise ends",
    held: beside("2026-02-15"),
    today: "2026-02-14",
    decision: WAITS_FOR_FEBRUARY,
  },
  {
    name: "issues into the other slot on the day the promise ends",
    held: beside("2026-02-15"),
    today: "2026-02-15",
    decision: rotates("2026-04-16"),
  },
  {
    name: "waits for an announced end as for an expiry, whichever is earlier",
    held: holding(
      slot("password1"),
      slot("password2", { expiresOn: "2027-01-01", endsOn: "2026-02-15" }),
    ),
    today: "2026-01-31",
    decision: WAITS_FOR_FEBRUARY,
  },
  {
    name: "waits until the current password ends when the other is promised for longer, and says how to end that one",
    held: beside("2026-12-01"),
    today: "2026-01-31",
    decision: waits("2026-03-02", `${DUE_BESIDE_DECEMBER}, or before, ${ENDS_BOTH}`),
  },
  {
    name: "still waits on the last day of the current password",
    held: beside("2026-12-01"),
    today: "2026-03-01",
    decision: waits("2026-03-02", `${DUE_BESIDE_DECEMBER}, or before, ${ENDS_BOTH}`),
  },
  {
    name: "waits also when promise and current password end together",
    held: holding(slot("password1"), slot("password2")),
    today: "2026-03-01",
    decision: waits(
      "2026-03-02",
      `${DUE_SINCE_JANUARY}; password2 is promised until 2026-03-02: ${WITHOUT_OVERLAP}, or before, ${ENDS_BOTH}`,
    ),
  },
  {
    name: "says where revoking the older password leaves the current one alone",
    held: beside("2026-12-01", { generation: 2 }),
    wanted: { generation: 2 },
    today: "2026-01-31",
    decision: waits(
      "2026-03-02",
      `${DUE_BESIDE_DECEMBER}, or before, with \`revokeBefore: 2\`, which ends password2`,
    ),
  },
  {
    name: "leaves a revoked password alone that a killed run left: the vault may not have the one after it",
    held: beside("2026-12-01", { generation: 2 }),
    wanted: { generation: 2, revokeBefore: 2 },
    today: "2026-01-31",
    decision: waits(
      "2026-03-02",
      `${DUE_BESIDE_DECEMBER}, or before, as soon as password2, which is revoked, is removed`,
    ),
  },
  {
    name: "replaces the current password when it has expired, with one that outlives the other's promise",
    held: beside("2026-12-01"),
    today: "2026-03-02",
    decision: issues(
      "password1",
      DUE_SINCE_JANUARY,
      "2026-12-31",
      because("password2 is promised until 2026-12-01"),
    ),
  },
  {
    name: "outlives the other's promise only up to the end of the access",
    held: beside("2026-12-01"),
    wanted: { notAfter: "2026-12-15" },
    today: "2026-03-02",
    decision: issues(
      "password1",
      DUE_SINCE_JANUARY,
      "2026-12-15",
      because("password2 is promised until 2026-12-01"),
    ),
  },
  {
    name: "does not outlive a promise that is revoked",
    held: beside("2026-12-01", { generation: 2 }),
    wanted: { generation: 2, revokeBefore: 2 },
    today: "2026-03-02",
    decision: rotates("2026-05-01", "password1"),
  },
];
