// Plans: what is in the state, what is asked for, and what an update would do and say.

import type { SecretInputs } from "../../../../provider/tokenSecret/inputs";
import type { SecretPlan } from "../../../../provider/tokenSecret/plan";
import type { SecretState } from "../../../../provider/tokenSecret/secretState";
import { adoptedSlot, SCOPE_MAP_ID, slot } from "../../../passwords/passwords";

/** How a changed output is reported to the engine. */
export const OUTPUT = { kind: "update", isInput: false } as const;
export const ISSUED = { currentSlot: OUTPUT, expiresAt: OUTPUT, secretVersion: OUTPUT };

/** What a plan is made from, and what it must be. */
export interface Case {
  name: string;
  /** What the state knows beside a published password. */
  state?: Partial<SecretState>;
  inputs?: Partial<SecretInputs>;
  today: string;
  mayRotate?: boolean;
  plan: Omit<SecretPlan, "reasons" | "decision"> & {
    /** All of them. */
    reasons: readonly string[];
    decision: SecretPlan["decision"]["kind"];
  };
}

export const WORKS = "no new password: password1 works until 2026-03-02";
/** The message about a password that stays. */
export const KEPT = `${WORKS}, the next one is issued on 2026-01-31`;
export const NOTHING_DUE = {
  isRecoveryDue: false,
  isStatusDue: false,
  isRevocationDue: false,
} as const;
/** The plan of a day on which nothing is due. */
export const UNCHANGED = {
  ...NOTHING_DUE,
  changes: {},
  reasons: [KEPT],
  remarks: [],
  decision: "keep",
} as const;

/** A token that was there before, of which nothing is published yet. */
const UNPUBLISHED = {
  secretId: undefined,
  secretVersion: undefined,
  secretEnabled: undefined,
  currentSlot: undefined,
  slots: [adoptedSlot("password1")],
};

export const CASES: readonly Case[] = [
  {
    name: "changes nothing while nothing is asked for or due",
    today: "2026-01-30",
    plan: UNCHANGED,
  },
  {
    name: "minds no difference in the spelling of the scope map's id",
    state: { scopeMapId: SCOPE_MAP_ID.toLowerCase() },
    today: "2026-01-30",
    plan: UNCHANGED,
  },
  {
    name: "refuses without words of its own: the update says why",
    state: { slots: [slot("password1"), slot("password2")] },
    inputs: { generation: 2 },
    today: "2026-01-10",
    plan: { ...UNCHANGED, reasons: [], decision: "refuse", changes: ISSUED },
  },
  {
    name: "disables and keeps the passwords",
    inputs: { enabled: false },
    today: "2026-01-10",
    plan: {
      ...UNCHANGED,
      change: { enabled: false },
      isStatusDue: true,
      changes: { enabled: OUTPUT, secretEnabled: OUTPUT },
      reasons: ["the token is disabled; its passwords are kept", "the secret is disabled"],
    },
  },
  {
    name: "enables and binds to another scope map in one change",
    state: { enabled: false, scopeMapId: "/elsewhere" },
    today: "2026-01-10",
    plan: {
      ...UNCHANGED,
      change: { enabled: true, scopeMapId: SCOPE_MAP_ID },
      changes: { enabled: OUTPUT, scopeMapId: OUTPUT },
      reasons: ["the token is enabled again", "the token is bound to scope map contoso-pull", KEPT],
    },
  },
  {
    name: "says what a rotation makes, and until when the older password works",
    today: "2026-02-01",
    plan: {
      ...NOTHING_DUE,
      decision: "issue",
      changes: ISSUED,
      reasons: [
        "rotation due since 2026-01-31: a new password in password2, which works until 2026-04-02",
        "password1 goes on working until 2026-03-02",
      ],
      remarks: [],
    },
  },
  {
    name: "says nothing of an older password that has ended",
    state: { slots: [slot("password1"), slot("password2", { expiresOn: "2026-01-15" })] },
    today: "2026-06-01",
    plan: {
      ...NOTHING_DUE,
      decision: "issue",
      changes: ISSUED,
      reasons: [
        "rotation due since 2026-01-31: a new password in password1, which works until 2026-07-31",
      ],
      remarks: [],
    },
  },
  {
    name: "waits for the current password where its successor would lock somebody out",
    state: { slots: [slot("password1"), slot("password2", { expiresOn: "2026-12-01" })] },
    today: "2026-02-28",
    plan: {
      ...UNCHANGED,
      decision: "wait",
      reasons: [WORKS],
      remarks: [
        "rotation due since 2026-01-31; password2 is promised until 2026-12-01: the next one is issued without an overlap on 2026-03-02, when password1 ends, or before, with `generation: 2` and `revokeBefore: 2`, which ends both; waiting until 2026-03-02",
      ],
    },
  },
  {
    name: "names whoever is locked out",
    state: { slots: [slot("password1"), slot("password2", { expiresOn: "2026-12-01" })] },
    inputs: { generation: 2, revokeBefore: 2 },
    today: "2026-02-28",
    plan: {
      ...NOTHING_DUE,
      isRevocationDue: true,
      decision: "issue",
      changes: { ...ISSUED, revokedBefore: OUTPUT },
      reasons: [
        "generation 1 to 2: a new password in password2, which works until 2026-04-29",
        "locked out: whoever still uses password2 of 2026-01-01",
        "locked out: whoever still uses password1 of 2026-01-01, which is revoked once the new one is in the vault",
      ],
      remarks: [],
    },
  },
  {
    name: "announces the end of an adopted password",
    state: UNPUBLISHED,
    today: "2026-01-01",
    plan: {
      ...NOTHING_DUE,
      decision: "issue",
      changes: ISSUED,
      reasons: [
        "first password: a new password in password2, which works until 2026-03-02",
        "password1 goes on working until 2026-01-31",
      ],
      remarks: [],
    },
  },
  {
    name: "says that passwords made by hand have no end",
    state: { slots: [slot("password1", { expiresOn: undefined })] },
    inputs: { rotation: "manual", generation: 2 },
    today: "2026-01-10",
    plan: {
      ...NOTHING_DUE,
      decision: "issue",
      changes: ISSUED,
      reasons: [
        "generation 1 to 2: a new password in password2, which works without an end",
        "password1 goes on working",
      ],
      remarks: [],
    },
  },
  {
    name: "announces an end when a change of settings brings one",
    state: { slots: [slot("password1"), adoptedSlot("password2")] },
    today: "2026-01-01",
    plan: { ...UNCHANGED, reasons: ["password2 goes on working until 2026-01-31", KEPT] },
  },
  {
    name: "remarks that it waits",
    state: { slots: [slot("password1"), slot("password2", { expiresOn: "2026-02-15" })] },
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
    name: "remarks what is due in a run that may not rotate",
    today: "2026-02-01",
    mayRotate: false,
    plan: {
      ...UNCHANGED,
      reasons: [WORKS],
      decision: "mention",
      remarks: ["rotation due since 2026-01-31; not rotated in this run"],
    },
  },
];
