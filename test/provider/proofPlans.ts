// Plans for a password that was made while its token was disabled, as plans.ts has them for all others.

import { type Case, KEPT, OUTPUT, UNCHANGED } from "./plans";

export const PROOF_CASES: readonly Case[] = [
  {
    name: "proves a password that was made while the token was disabled, once it is enabled",
    outputs: { enabled: false, unproven: true },
    today: "2026-01-10",
    plan: {
      ...UNCHANGED,
      change: { enabled: true },
      isProofDue: true,
      changes: { enabled: OUTPUT, unproven: OUTPUT },
      reasons: ["the token is enabled again", KEPT],
    },
  },
  {
    name: "still proves it when a run has enabled the token and failed",
    outputs: { unproven: true },
    today: "2026-01-10",
    plan: { ...UNCHANGED, isProofDue: true, changes: { unproven: OUTPUT } },
  },
  {
    name: "proves nothing while the token stays disabled",
    outputs: { enabled: false, unproven: true, switches: 1 },
    inputs: { enabled: false },
    today: "2026-01-10",
    plan: { ...UNCHANGED, reasons: ["no new password while the token is disabled"] },
  },
  {
    name: "counts that the token was disabled by a run that was killed before it could",
    outputs: { enabled: false, switches: 0 },
    inputs: { enabled: false },
    today: "2026-01-10",
    plan: {
      ...UNCHANGED,
      changes: { switches: OUTPUT },
      reasons: ["the token is disabled already", "no new password while the token is disabled"],
    },
  },
];
