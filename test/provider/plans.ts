// Plans: what is in the state, what is asked for, and what an update would do and say.

import type { CredentialInputs } from "../../provider/credentialInputs";
import type { CredentialPlan } from "../../provider/credentialPlan";
import type { Properties } from "../../provider/protocol/resource";
import { adoptedSlot, SCOPE_MAP_ID, slot } from "../passwords/passwords";

/** How a changed output is told to the engine. */
export const OUTPUT = { kind: "update", isInput: false } as const;
/** How a new password is told to the engine. */
export const ISSUED = { password: OUTPUT, currentSlot: OUTPUT, expiresAt: OUTPUT };

/** What a plan is made from, and what it must be. */
export interface Case {
  name: string;
  outputs?: Properties;
  inputs?: Partial<CredentialInputs>;
  today: string;
  mayRotate?: boolean;
  plan: Pick<CredentialPlan, "change" | "isProofDue" | "changes" | "remarks"> & {
    /** All of them. */
    reasons: readonly string[];
    decision: CredentialPlan["decision"]["kind"];
  };
}

export const WORKS = "no new password: password1 works until 2026-03-02";
/** What is said of a password that stays. */
export const KEPT = `${WORKS}, the next one comes on 2026-01-31`;
/** The plan of a day on which nothing is due. */
export const UNCHANGED = { changes: {}, reasons: [KEPT], remarks: [], decision: "keep" } as const;

export const CASES: readonly Case[] = [
  {
    name: "changes nothing while nothing is asked for or due",
    today: "2026-01-30",
    plan: UNCHANGED,
  },
  {
    name: "minds no difference in the spelling of the scope map's id",
    outputs: { scopeMapId: SCOPE_MAP_ID.toLowerCase() },
    today: "2026-01-30",
    plan: UNCHANGED,
  },
  {
    name: "refuses without words of its own: the update says why",
    outputs: { slots: [slot("password1"), slot("password2")] },
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
      changes: { enabled: OUTPUT },
      reasons: ["the token is disabled; its passwords are kept"],
    },
  },
  {
    name: "enables and binds to another scope map in one change",
    outputs: { enabled: false, scopeMapId: "/elsewhere" },
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
    outputs: { slots: [slot("password1"), slot("password2", { expiresOn: "2026-01-15" })] },
    today: "2026-06-01",
    plan: {
      decision: "issue",
      changes: ISSUED,
      reasons: [
        "rotation due since 2026-01-31: a new password in password1, which works until 2026-07-31",
      ],
      remarks: [],
    },
  },
  {
    name: "names whoever is locked out",
    outputs: { slots: [slot("password1"), slot("password2", { expiresOn: "2026-12-01" })] },
    inputs: { generation: 2, revokeBefore: 2 },
    today: "2026-02-28",
    plan: {
      decision: "issue",
      changes: ISSUED,
      reasons: [
        "generation 1 to 2: a new password in password2, which works until 2026-04-29",
        "locked out: whoever still uses password2 of 2026-01-01",
        "locked out: whoever still uses password1 of 2026-01-01, which is revoked once the new one stands in the vault",
      ],
      remarks: [],
    },
  },
  {
    name: "announces the end of an adopted password",
    outputs: { currentSlot: undefined, password: undefined, slots: [adoptedSlot("password1")] },
    today: "2026-01-01",
    plan: {
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
    outputs: { slots: [slot("password1", { expiresOn: undefined })] },
    inputs: { rotation: "manual", generation: 2 },
    today: "2026-01-10",
    plan: {
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
    outputs: { slots: [slot("password1"), adoptedSlot("password2")] },
    today: "2026-01-01",
    plan: { ...UNCHANGED, reasons: ["password2 goes on working until 2026-01-31", KEPT] },
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
  {
    name: "names what was done outside to status and scope map",
    outputs: {
      enabled: false,
      scopeMapId: "/elsewhere",
      outside: {
        enabled: "the token was disabled outside",
        scopeMapId: "the token was bound to scope map elsewhere outside",
      },
    },
    today: "2026-01-10",
    plan: {
      ...UNCHANGED,
      change: { enabled: true, scopeMapId: SCOPE_MAP_ID },
      changes: { enabled: OUTPUT, scopeMapId: OUTPUT },
      reasons: [
        "the token was disabled outside; it is enabled again",
        "the token was bound to scope map elsewhere outside; it is bound to scope map contoso-pull",
        KEPT,
      ],
    },
  },
  {
    name: "names what was done outside to the current password",
    outputs: {
      slots: [],
      outside: { password1: "password1 was regenerated outside on 2026-01-09" },
    },
    today: "2026-01-10",
    plan: {
      decision: "issue",
      changes: ISSUED,
      reasons: [
        "password1 was regenerated outside on 2026-01-09: a new password in password1, which works until 2026-03-11",
      ],
      remarks: [],
    },
  },
  {
    name: "remarks what was done outside to the password before the current one",
    outputs: { outside: { password2: "password2 was removed outside" } },
    today: "2026-01-10",
    plan: {
      ...UNCHANGED,
      remarks: [
        "password2 was removed outside: whoever still used it cannot pull until they fetch the new one",
      ],
    },
  },
  {
    name: "remarks that a password outlives the access where there is no time for a notice",
    inputs: { notAfter: "2026-02-10" },
    today: "2026-01-20",
    outputs: { slots: [slot("password1")] },
    plan: {
      ...UNCHANGED,
      reasons: [WORKS],
      decision: "mention",
      remarks: [
        "password1 would outlive the access, which ends with 2026-02-09; the first run after that day disables the token",
      ],
    },
  },
];
