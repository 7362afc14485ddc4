// What is done about a password that is due, while the other slot is free and while it is promised.

import { adoptedSlot, slot } from "../passwords";
import { type Case, holding, issues, KEEP, mentions, waits } from "./case";

export const DUE: readonly Case[] = [
  {
    name: "keeps the password on the day before it is due",
    held: holding(slot("password1")),
    today: "2026-01-30",
    decision: KEEP,
  },
  {
    name: "issues into the free slot on the day it is due",
    held: holding(slot("password1")),
    today: "2026-01-31",
    decision: issues("password2", "rotation due since 2026-01-31", "2026-04-01"),
  },
  {
    name: "issues into the free slot on the day after",
    held: holding(slot("password1")),
    today: "2026-02-01",
    decision: issues("password2", "rotation due since 2026-01-31", "2026-04-02"),
  },
  {
    name: "issues into the free slot when the run is weeks late",
    held: holding(slot("password1")),
    today: "2026-03-01",
    decision: issues("password2", "rotation due since 2026-01-31", "2026-04-30"),
  },
  {
    name: "issues into the other slot when its password expired",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-01-31" })),
    today: "2026-01-31",
    decision: issues("password2", "rotation due since 2026-01-31", "2026-04-01"),
  },
  {
    name: "issues into the other slot when its announced end is past",
    held: holding(slot("password1"), adoptedSlot("password2", { endsOn: "2026-01-31" })),
    today: "2026-01-31",
    decision: issues("password2", "rotation due since 2026-01-31", "2026-04-01"),
  },
  {
    name: "only mentions what is due in a run that may not rotate",
    held: holding(slot("password1")),
    today: "2026-02-10",
    mayRotate: false,
    decision: mentions("rotation due since 2026-01-31; not rotated in this run"),
  },
  {
    name: "mentions nothing before it is due",
    held: holding(slot("password1")),
    today: "2026-01-30",
    mayRotate: false,
    decision: KEEP,
  },
  {
    name: "only mentions even a password that has expired in a run that may not rotate",
    held: holding(slot("password1")),
    today: "2026-04-10",
    mayRotate: false,
    decision: mentions("rotation due since 2026-01-31; not rotated in this run"),
  },
];

export const PROMISED: readonly Case[] = [
  {
    name: "waits until the promise ends when the current password outlives it",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-02-15" })),
    today: "2026-01-31",
    decision: waits(
      "2026-02-15",
      "rotation due since 2026-01-31; password2 is promised until 2026-02-15",
    ),
  },
  {
    name: "waits on the day before the promise ends",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-02-15" })),
    today: "2026-02-14",
    decision: waits(
      "2026-02-15",
      "rotation due since 2026-01-31; password2 is promised until 2026-02-15",
    ),
  },
  {
    name: "issues into the other slot on the day the promise ends",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-02-15" })),
    today: "2026-02-15",
    decision: issues("password2", "rotation due since 2026-01-31", "2026-04-16"),
  },
  {
    name: "waits for an announced end as for an expiry, whichever is earlier",
    held: holding(
      slot("password1"),
      slot("password2", { expiresOn: "2027-01-01", endsOn: "2026-02-15" }),
    ),
    today: "2026-01-31",
    decision: waits(
      "2026-02-15",
      "rotation due since 2026-01-31; password2 is promised until 2026-02-15",
    ),
  },
  {
    name: "waits until the last safe day when the promise outlives the current password",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-12-01" })),
    today: "2026-01-31",
    decision: waits(
      "2026-02-27",
      "rotation due since 2026-01-31; password2 is promised until 2026-12-01",
    ),
  },
  {
    name: "waits until the last safe day when promise and current password end together",
    held: holding(slot("password1"), slot("password2")),
    today: "2026-02-26",
    decision: waits(
      "2026-02-27",
      "rotation due since 2026-01-31; password2 is promised until 2026-03-02",
    ),
  },
  {
    name: "locks the holder of the other password out on the last safe day, and says so",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-12-01" })),
    today: "2026-02-27",
    decision: issues(
      "password2",
      "rotation due since 2026-01-31",
      "2026-04-28",
      "whoever still uses password2 of 2026-01-01",
    ),
  },
  {
    name: "locks out on the day after the last safe day too",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-12-01" })),
    today: "2026-02-28",
    decision: issues(
      "password2",
      "rotation due since 2026-01-31",
      "2026-04-29",
      "whoever still uses password2 of 2026-01-01",
    ),
  },
  {
    name: "leaves a revoked password alone that a killed run left: the vault may not have the one after it",
    held: holding(
      slot("password1", { generation: 2 }),
      slot("password2", { expiresOn: "2026-12-01" }),
    ),
    wanted: { generation: 2, revokeBefore: 2 },
    today: "2026-01-31",
    decision: waits(
      "2026-02-27",
      "rotation due since 2026-01-31; password2 is promised until 2026-12-01",
    ),
  },
  {
    name: "replaces the current password when it has expired while the other is promised",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-12-01" })),
    today: "2026-03-02",
    decision: issues("password1", "rotation due since 2026-01-31", "2026-05-01"),
  },
];
