// What was changed or removed outside Pulumi, suspended, and resumed.

import type { Held } from "../../../passwords/decision";
import { adoptedSlot, slot } from "../passwords";
import { ALONE, because, beside, type Case, holding, issues, KEEP, refuses, rotates } from "./case";

export const LOST: readonly Case[] = [
  {
    name: "issues into the lost slot itself, whatever the other slot is",
    held: {
      ...holding(slot("password2", { expiresOn: "2026-12-01" })),
      drift: { password1: "password1 was regenerated outside Pulumi on 2026-01-09" },
    },
    today: "2026-01-10",
    decision: issues(
      "password1",
      "password1 was regenerated outside Pulumi on 2026-01-09",
      "2026-12-31",
      because("password2 is promised until 2026-12-01"),
    ),
  },
  {
    name: "issues into the lost slot also in a run that may not rotate",
    held: holding(),
    today: "2026-01-10",
    mayRotate: false,
    decision: issues("password1", "password1 is gone", "2026-03-11"),
  },
  {
    name: "issues again into the slot whose value was never stored",
    held: { currentSlot: "password2", hasValue: false, slots: [adoptedSlot("password1")] },
    today: "2026-01-10",
    decision: issues("password2", "password2 was never stored", "2026-03-11"),
  },
  {
    name: "issues what was never published only when a suspended customer is let in",
    held: { currentSlot: "password1", hasValue: false, slots: [] },
    wanted: { enabled: false },
    today: "2026-01-10",
    decision: { kind: "keep" },
  },
  {
    name: "keeps everything when the other slot was changed outside Pulumi",
    held: ALONE,
    today: "2026-01-10",
    decision: KEEP,
  },
];

/** The token accepts the current password, and the vault does not hand it out. */
function lost(held: Held): Held {
  return { ...held, hasValue: false };
}

const NOT_HANDED_OUT = "the vault does not hand out password1 of 2026-01-01";
const OUTLIVES_THE_LOST = [
  "2026-04-01",
  because("password1 is promised until 2026-03-02"),
] as const;

export const LOST_IN_VAULT: readonly Case[] = [
  {
    name: "issues into the free slot, since somebody may have fetched what the vault handed out",
    held: lost(ALONE),
    today: "2026-01-10",
    decision: issues("password2", NOT_HANDED_OUT, ...OUTLIVES_THE_LOST),
  },
  {
    name: "issues also in a run that may not rotate",
    held: lost(ALONE),
    today: "2026-01-10",
    mayRotate: false,
    decision: issues("password2", NOT_HANDED_OUT, ...OUTLIVES_THE_LOST),
  },
  {
    name: "issues into the other slot on the day its password ends",
    held: lost(beside("2026-01-10")),
    today: "2026-01-10",
    decision: issues("password2", NOT_HANDED_OUT, ...OUTLIVES_THE_LOST),
  },
  {
    name: "issues into the other slot when its password is revoked, and says who is locked out",
    held: lost(holding(slot("password1", { generation: 2 }), slot("password2"))),
    wanted: { generation: 2, revokeBefore: 2 },
    today: "2026-01-10",
    decision: issues("password2", NOT_HANDED_OUT, "2026-04-01", {
      ...because("password1 is promised until 2026-03-02"),
      lockedOut: "whoever still uses password2 of 2026-01-01",
    }),
  },
  {
    name: "refuses while the other is promised too, and names both ends and the way out",
    held: lost(beside("2026-01-11", { generation: 2 })),
    wanted: { generation: 2 },
    today: "2026-01-10",
    decision: refuses(
      `${NOT_HANDED_OUT}, and a new one would end one that works: password1 until 2026-03-02, password2 until 2026-01-11; wait until 2026-01-11, or write \`revokeBefore: 2\`, which ends password2`,
    ),
  },
  {
    name: "refuses between two passwords without an end, of which revoking ends both",
    held: lost(
      holding(
        slot("password1", { expiresOn: undefined }),
        slot("password2", { expiresOn: undefined }),
      ),
    ),
    wanted: { rotation: "manual" },
    today: "2026-01-10",
    decision: refuses(
      `${NOT_HANDED_OUT}, and a new one would end one that works: password1 without an end, password2 without an end; write \`generation: 2\` and \`revokeBefore: 2\`, which ends both`,
    ),
  },
  {
    name: "issues into its own slot when it has ended",
    held: lost(beside("2026-12-01")),
    today: "2026-03-02",
    decision: issues(
      "password1",
      NOT_HANDED_OUT,
      "2026-12-31",
      because("password2 is promised until 2026-12-01"),
    ),
  },
];

export const SUSPENDED: readonly Case[] = [
  {
    name: "does not rotate what is due",
    held: ALONE,
    wanted: { enabled: false },
    today: "2026-02-10",
    decision: KEEP,
  },
  {
    name: "does not replace what was lost",
    held: holding(),
    wanted: { enabled: false },
    today: "2026-02-10",
    decision: KEEP,
  },
  {
    name: "does not issue for a raised generation",
    held: ALONE,
    wanted: { enabled: false, generation: 2 },
    today: "2026-02-10",
    decision: KEEP,
  },
  {
    name: "keeps the password on resuming before it is due",
    held: ALONE,
    today: "2026-01-20",
    decision: KEEP,
  },
  {
    name: "issues into the current slot on resuming after both passwords ended",
    held: beside("2026-01-15"),
    today: "2026-06-01",
    decision: rotates("2026-07-31", "password1"),
  },
  {
    name: "issues into the current slot on the very day it ends",
    held: ALONE,
    today: "2026-03-02",
    decision: rotates("2026-05-01", "password1"),
  },
];
