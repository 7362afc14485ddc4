// Plans in which one password is promised beside another: what is waited for, announced and outlived.

import { slot } from "../passwords/passwords";
import { type Case, ISSUED, UNCHANGED, WORKS } from "./plans";

/** What is said beside a password that is promised until 2026-02-25: the next one waits for that. */
const LATER = `${WORKS}, the next one comes on 2026-02-25`;

export const PROMISE_CASES: readonly Case[] = [
  {
    name: "says why a password works longer than its lifetime",
    inputs: { generation: 2 },
    today: "2026-01-10",
    plan: {
      decision: "issue",
      changes: ISSUED,
      reasons: [
        "generation 1 to 2: a new password in password2, which works until 2026-04-01, longer than lifetimeDays, because password1 is promised until 2026-03-02",
        "password1 goes on working until 2026-03-02",
      ],
      remarks: [],
    },
  },
  {
    name: "says that a promise stands again, when the end of the access is taken back",
    outputs: {
      slots: [
        slot("password1"),
        slot("password2", {
          expiresOn: "2026-02-25",
          endsWithAccess: { on: "2026-01-31", notAfter: "2026-02-10" },
        }),
      ],
    },
    today: "2026-01-10",
    plan: { ...UNCHANGED, reasons: ["password2 goes on working until 2026-02-25", LATER] },
  },
  {
    name: "remarks that the next password comes without an overlap, where the older one is promised for longer",
    outputs: { slots: [slot("password1"), slot("password2", { expiresOn: "2026-12-01" })] },
    today: "2026-02-28",
    plan: {
      ...UNCHANGED,
      reasons: [WORKS],
      decision: "wait",
      remarks: [
        "rotation due since 2026-01-31; password2 is promised until 2026-12-01: the next one comes without an overlap on 2026-03-02, when password1 ends, or before, with `generation: 2` and `revokeBefore: 2`, which ends both; waiting until 2026-03-02",
      ],
    },
  },
  {
    name: "remarks that it waits",
    outputs: { slots: [slot("password1"), slot("password2", { expiresOn: "2026-02-15" })] },
    today: "2026-02-01",
    plan: {
      ...UNCHANGED,
      reasons: [WORKS],
      decision: "wait",
      remarks: [
        "rotation due since 2026-01-31; password2 is promised until 2026-02-15; waiting until 2026-02-15",
      ],
    },
  },
  {
    name: "announces the end of a password that would outlive the access",
    inputs: { notAfter: "2026-02-20" },
    today: "2026-01-10",
    plan: {
      decision: "issue",
      changes: ISSUED,
      reasons: [
        "password1 would outlive the access, which ends with 2026-02-19: a new password in password2, which works until 2026-02-20",
        "password1 goes on working until 2026-02-09",
      ],
      remarks: [],
    },
  },
];
