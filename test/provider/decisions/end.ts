// The last password before all access ends, and passwords without an end.

import { slot } from "../passwords";
import { type Case, holding, issues, KEEP, mentions, waits } from "./case";

export const LAST: readonly Case[] = [
  {
    name: "keeps the last password, which ends with the access",
    held: holding(slot("password1", { expiresOn: "2026-02-10" })),
    wanted: { notAfter: "2026-02-10" },
    today: "2026-02-09",
    decision: KEEP,
  },
  {
    name: "keeps a password that outlives an access that was shortened",
    held: holding(slot("password1")),
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
];

export const MANUAL: readonly Case[] = [
  {
    name: "says nothing of a password younger than its lifetime",
    held: holding(slot("password1", { expiresOn: undefined })),
    wanted: { rotation: "manual" },
    today: "2026-03-01",
    decision: KEEP,
  },
  {
    name: "mentions a password that is as old as its lifetime",
    held: holding(slot("password1", { expiresOn: undefined })),
    wanted: { rotation: "manual" },
    today: "2026-03-02",
    decision: mentions(
      "password1 of 2026-01-01 is older than 60 days and rotation is manual; raise `generation` for a new one",
    ),
  },
  {
    name: "issues without an end when the generation is raised",
    held: holding(slot("password1", { expiresOn: undefined })),
    wanted: { rotation: "manual", generation: 2 },
    today: "2026-03-02",
    decision: issues("password2", "generation 1 to 2"),
  },
  {
    name: "still follows a password with an end, once, after a change from automatic",
    held: holding(slot("password1")),
    wanted: { rotation: "manual" },
    today: "2026-01-31",
    decision: issues("password2", "rotation due since 2026-01-31"),
  },
  {
    name: "keeps a young password after a change to automatic",
    held: holding(slot("password1", { expiresOn: undefined })),
    today: "2026-01-30",
    decision: KEEP,
  },
  {
    name: "rotates by the age of the password after a change to automatic",
    held: holding(slot("password1", { expiresOn: undefined })),
    today: "2026-01-31",
    decision: issues("password2", "rotation due since 2026-01-31", "2026-04-01"),
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
