// Plans after what others did, and for an access that ends, as plans.ts has them for all else.

import { SCOPE_MAP_ID, slot } from "../../../passwords/passwords";
import { type Case, ISSUED, KEPT, NOTHING_DUE, OUTPUT, UNCHANGED, WORKS } from "./plans";

export const DRIFT_CASES: readonly Case[] = [
  {
    name: "names what was done outside Pulumi to status and scope map",
    state: {
      enabled: false,
      scopeMapId: "/elsewhere",
      drift: {
        enabled: "the token was disabled outside Pulumi",
        scopeMapId: "the token was bound to scope map elsewhere outside Pulumi",
      },
    },
    today: "2026-01-10",
    plan: {
      ...UNCHANGED,
      change: { enabled: true, scopeMapId: SCOPE_MAP_ID },
      changes: { enabled: OUTPUT, scopeMapId: OUTPUT },
      reasons: [
        "the token was disabled outside Pulumi; it is enabled again",
        "the token was bound to scope map elsewhere outside Pulumi; it is bound to scope map contoso-pull",
        KEPT,
      ],
    },
  },
  {
    name: "names what was done outside Pulumi to the current password",
    state: {
      slots: [],
      drift: { password1: "password1 was regenerated outside Pulumi on 2026-01-09" },
    },
    today: "2026-01-10",
    plan: {
      ...NOTHING_DUE,
      decision: "issue",
      changes: ISSUED,
      reasons: [
        "password1 was regenerated outside Pulumi on 2026-01-09: a new password in password1, which works until 2026-03-11",
      ],
      remarks: [],
    },
  },
  {
    name: "remarks what was done outside Pulumi to the password before the current one",
    state: { drift: { password2: "password2 was removed outside Pulumi" } },
    today: "2026-01-10",
    plan: {
      ...UNCHANGED,
      remarks: [
        "password2 was removed outside Pulumi: whoever still used it cannot pull until they fetch the new one",
      ],
    },
  },
  {
    name: "remarks that a password outlives the access where there is no time for a notice",
    inputs: { notAfter: "2026-02-10" },
    today: "2026-01-20",
    state: { slots: [slot("password1")] },
    plan: {
      ...UNCHANGED,
      reasons: [WORKS],
      decision: "mention",
      remarks: [
        "password1 would outlive the access, which ends with 2026-02-09; the first run after that day disables the token",
      ],
    },
  },
  {
    name: "announces the end of a password that would outlive the access",
    inputs: { notAfter: "2026-02-20" },
    today: "2026-01-10",
    plan: {
      ...NOTHING_DUE,
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
