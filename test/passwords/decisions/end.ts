// The last password before all access ends, and passwords without an end.

import { adoptedSlot, slot } from "../passwords";
import {
  ALONE,
  BY_HAND,
  beside,
  type Case,
  holding,
  issues,
  KEEP,
  mentions,
  rotates,
  waits,
} from "./case";

export const LAST: readonly Case[] = [
  {
    name: "keeps the last password, which ends with the access",
    held: holding(slot("password1", { expiresOn: "2026-02-10" })),
    wanted: { notAfter: "2026-02-10" },
    today: "2026-02-09",
    decision: KEEP,
  },
  {
    name: "keeps the former last password until it is due when the access was extended",
    held: holding(slot("password1", { expiresOn: "2026-02-10" })),
    wanted: { notAfter: "2027-01-01" },
    today: "2026-01-10",
    decision: KEEP,
  },
  {
    name: "rotates the former last password at once when it is due under the extended access",
    held: holding(slot("password1", { expiresOn: "2026-02-10" })),
    wanted: { notAfter: "2027-01-01" },
    today: "2026-01-11",
    decision: issues("password2", "rotation due since 2026-01-11", "2026-03-12"),
  },
  {
    name: "issues a next password that ends with the extended access",
    held: holding(slot("password1", { expiresOn: "2026-02-10" })),
    wanted: { notAfter: "2026-02-20" },
    today: "2026-01-11",
    decision: issues("password2", "rotation due since 2026-01-11", "2026-02-20"),
  },
  {
    name: "issues nothing once the access has ended, though the program still counts its last day",
    held: holding(slot("password1", { expiresOn: "2026-02-10" })),
    wanted: { notAfter: "2026-02-10", generation: 2 },
    today: "2026-02-10",
    decision: KEEP,
  },
];

const OUTLIVES = "password1 would outlive the access, which ends with 2026-02-19";
const NO_TIME = "; the first run after that day disables the token";

/** The access ends with 2026-02-19, earlier than the password of January. */
export const SHORTENED: readonly Case[] = [
  {
    name: "issues a password that ends with the access beside the one that outlives it",
    held: ALONE,
    wanted: { notAfter: "2026-02-20" },
    today: "2026-01-10",
    decision: issues("password2", OUTLIVES, "2026-02-20"),
  },
  {
    name: "still does on the last day that leaves the usual notice",
    held: ALONE,
    wanted: { notAfter: "2026-02-20" },
    today: "2026-01-20",
    decision: issues("password2", OUTLIVES, "2026-02-20"),
  },
  {
    name: "only mentions it when the usual notice is longer than the access",
    held: ALONE,
    wanted: { notAfter: "2026-02-20" },
    today: "2026-01-21",
    decision: mentions(`${OUTLIVES}${NO_TIME}`),
  },
  {
    name: "only mentions it in a run that may not rotate",
    held: ALONE,
    wanted: { notAfter: "2026-02-20" },
    today: "2026-01-10",
    mayRotate: false,
    decision: mentions(`${OUTLIVES}; not replaced in this run`),
  },
  {
    name: "waits for the end that is promised to the older password, where there is time afterwards",
    held: beside("2026-01-15"),
    wanted: { notAfter: "2026-02-20" },
    today: "2026-01-10",
    decision: waits("2026-01-15", OUTLIVES),
  },
  {
    name: "only mentions it where the older password is promised for too long",
    held: beside("2026-01-21"),
    wanted: { notAfter: "2026-02-20" },
    today: "2026-01-10",
    decision: mentions(`${OUTLIVES}${NO_TIME}`),
  },
  {
    name: "only mentions it where passwords are issued by hand",
    held: BY_HAND,
    wanted: { notAfter: "2026-02-20", rotation: "manual" },
    today: "2026-01-10",
    decision: mentions(`${OUTLIVES}${NO_TIME}`),
  },
  {
    name: "issues over the older of two that have ended, where it would be accepted after the access",
    held: holding(
      slot("password1", { expiresOn: "2026-01-20" }),
      slot("password2", { endsOn: "2026-01-18" }),
    ),
    wanted: { notAfter: "2026-01-25" },
    today: "2026-01-22",
    decision: issues("password2", "rotation due since 2025-12-21", "2026-01-25"),
  },
  {
    name: "issues over the newer of two that have ended, where the older one ends with the access",
    held: holding(
      slot("password1", { expiresOn: "2026-01-20" }),
      slot("password2", { expiresOn: "2026-01-25", endsOn: "2026-01-18" }),
    ),
    wanted: { notAfter: "2026-01-25" },
    today: "2026-01-22",
    decision: issues("password1", "rotation due since 2025-12-21", "2026-01-25"),
  },
  {
    name: "keeps the older password until its announced end",
    held: holding(
      slot("password1", { expiresOn: "2026-02-20" }),
      slot("password2", { endsOn: "2026-02-09" }),
    ),
    wanted: { notAfter: "2026-02-20" },
    today: "2026-02-08",
    decision: KEEP,
  },
  {
    name: "ends the older password on the day that was announced, by a password that ends with the access",
    held: holding(
      slot("password1", { expiresOn: "2026-02-20" }),
      slot("password2", { endsOn: "2026-02-09" }),
    ),
    wanted: { notAfter: "2026-02-20" },
    today: "2026-02-09",
    decision: issues(
      "password2",
      "password2 would outlive the access, which ends with 2026-02-19",
      "2026-02-20",
    ),
  },
  {
    name: "keeps two passwords that end with the access",
    held: beside("2026-02-20", { expiresOn: "2026-02-20" }),
    wanted: { notAfter: "2026-02-20" },
    today: "2026-02-19",
    decision: KEEP,
  },
  {
    name: "leaves an adopted password to the next rotation, where one comes before the access ends",
    held: holding(slot("password1"), adoptedSlot("password2", { endsOn: "2026-01-31" })),
    wanted: { notAfter: "2026-12-01" },
    today: "2026-01-31",
    decision: rotates("2026-04-01"),
  },
];

export const MANUAL: readonly Case[] = [
  {
    name: "says nothing of a password younger than its lifetime",
    held: BY_HAND,
    wanted: { rotation: "manual" },
    today: "2026-03-01",
    decision: KEEP,
  },
  {
    name: "mentions a password that is as old as its lifetime",
    held: BY_HAND,
    wanted: { rotation: "manual" },
    today: "2026-03-02",
    decision: mentions(
      "password1 of 2026-01-01 is older than 60 days and rotation is manual; raise `generation` for a new one",
    ),
  },
  {
    name: "issues without an end when the generation is raised",
    held: BY_HAND,
    wanted: { rotation: "manual", generation: 2 },
    today: "2026-03-02",
    decision: issues("password2", "generation 1 to 2"),
  },
  {
    name: "still follows a password with an end, once, after a change from automatic",
    held: ALONE,
    wanted: { rotation: "manual" },
    today: "2026-01-31",
    decision: issues("password2", "rotation due since 2026-01-31"),
  },
  {
    name: "keeps a young password after a change to automatic",
    held: BY_HAND,
    today: "2026-01-30",
    decision: KEEP,
  },
  {
    name: "rotates by the age of the password after a change to automatic",
    held: BY_HAND,
    today: "2026-01-31",
    decision: rotates("2026-04-01"),
  },
  {
    name: "gives notice to the holder of an older password without an end after a change to automatic",
    held: holding(
      slot("password1", { expiresOn: undefined, generation: 2 }),
      slot("password2", { expiresOn: undefined }),
    ),
    wanted: { generation: 2 },
    today: "2026-02-10",
    decision: waits(
      "2026-03-12",
      "rotation due since 2026-01-31; password2 is promised until 2026-03-12",
    ),
  },
];
