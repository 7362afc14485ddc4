// What a raised generation issues, and what it refuses.

import { adoptedSlot, slot } from "../passwords";
import { ALONE, because, beside, type Case, holding, issues, refuses } from "./case";

/** Thirty days longer than the one beside it, which ends on 2026-03-02. */
const BESIDE_THE_FIRST = ["2026-04-01", because("password1 is promised until 2026-03-02")] as const;

export const RAISED: readonly Case[] = [
  {
    name: "refuses while the other password is promised",
    held: beside("2026-02-15"),
    wanted: { generation: 2 },
    today: "2026-01-10",
    decision: refuses(
      "generation 1 to 2: password2 is still promised until 2026-02-15, and password1 is in use; wait until 2026-02-15, or end the older one too with `revokeBefore: 2`",
    ),
  },
  {
    name: "refuses while the other password is promised without an end",
    held: holding(
      slot("password1", { expiresOn: undefined, generation: 2 }),
      slot("password2", { expiresOn: undefined }),
    ),
    wanted: { generation: 3, rotation: "manual" },
    today: "2026-01-10",
    decision: refuses(
      "generation 2 to 3: password2 is still promised without an end, and password1 is in use; end the older one too with `revokeBefore: 2`",
    ),
  },
  {
    name: "refuses while an adopted password is promised: the default of revokeBefore revokes nothing",
    held: holding(slot("password1"), adoptedSlot("password2", { endsOn: "2026-01-31" })),
    wanted: { generation: 2 },
    today: "2026-01-10",
    decision: refuses(
      "generation 1 to 2: password2 is still promised until 2026-01-31, and password1 is in use; wait until 2026-01-31, or end the older one too with `revokeBefore: 2`",
    ),
  },
  {
    name: "refuses when revokeBefore covers the current password's generation only in part",
    held: holding(
      slot("password1", { generation: 3 }),
      slot("password2", { generation: 2, expiresOn: "2026-02-15" }),
    ),
    wanted: { generation: 4, revokeBefore: 2 },
    today: "2026-01-10",
    decision: refuses(
      "generation 3 to 4: password2 is still promised until 2026-02-15, and password1 is in use; wait until 2026-02-15, or end the older one too with `revokeBefore: 3`",
    ),
  },
  {
    name: "refuses a generation that goes down",
    held: holding(slot("password1", { generation: 3 })),
    wanted: { generation: 2 },
    today: "2026-01-10",
    decision: refuses("generation 3 to 2: a generation only goes up; raise it to issue a password"),
  },
  {
    name: "outlives a password of a year that was issued the day before, and not only by the new lifetime",
    held: holding(slot("password1", { expiresOn: "2027-01-01" })),
    wanted: { generation: 2, lifetimeDays: 30, rotateBeforeDays: 10 },
    today: "2026-01-02",
    decision: issues(
      "password2",
      "generation 1 to 2",
      "2027-01-11",
      because("password1 is promised until 2027-01-01"),
    ),
  },
  {
    name: "issues into the free slot now, not when it is due",
    held: ALONE,
    wanted: { generation: 2 },
    today: "2026-01-10",
    decision: issues("password2", "generation 1 to 2", ...BESIDE_THE_FIRST),
  },
  {
    name: "issues into the other slot when its password expired",
    held: beside("2026-01-10"),
    wanted: { generation: 2 },
    today: "2026-01-10",
    decision: issues("password2", "generation 1 to 2", ...BESIDE_THE_FIRST),
  },
  {
    name: "refuses on the day before the other password expires",
    held: beside("2026-01-10"),
    wanted: { generation: 2 },
    today: "2026-01-09",
    decision: refuses(
      "generation 1 to 2: password2 is still promised until 2026-01-10, and password1 is in use; wait until 2026-01-10, or end the older one too with `revokeBefore: 2`",
    ),
  },
  {
    name: "ends a promised password whose generation is revoked, and says who is locked out",
    held: beside("2026-02-15"),
    wanted: { generation: 2, revokeBefore: 2 },
    today: "2026-01-10",
    decision: issues("password2", "generation 1 to 2", "2026-03-11", {
      lockedOut: "whoever still uses password2 of 2026-01-01",
    }),
  },
  {
    name: "ends an adopted password when a generation above the first is revoked",
    held: holding(slot("password1"), adoptedSlot("password2")),
    wanted: { generation: 2, revokeBefore: 2 },
    today: "2026-01-10",
    decision: issues("password2", "generation 1 to 2", "2026-03-11", {
      lockedOut: "whoever still uses password2 of 2025-06-15",
    }),
  },
  {
    name: "issues into the current slot when its password has expired",
    held: beside("2026-12-01"),
    wanted: { generation: 2 },
    today: "2026-03-02",
    decision: issues(
      "password1",
      "generation 1 to 2",
      "2026-12-31",
      because("password2 is promised until 2026-12-01"),
    ),
  },
  {
    name: "issues also in a run that may not rotate: it was asked for",
    held: ALONE,
    wanted: { generation: 2 },
    today: "2026-01-10",
    mayRotate: false,
    decision: issues("password2", "generation 1 to 2", ...BESIDE_THE_FIRST),
  },
];
