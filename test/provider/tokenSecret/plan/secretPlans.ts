// Plans that concern the published secret, as plans.ts has them for the token and its passwords.

import { slot } from "../../../passwords/passwords";
import { SECRET_ID, VAULT_ID } from "../builders";
import { type Case, ISSUED, KEPT, OUTPUT, UNCHANGED } from "./plans";

const TODAY = "2026-01-10";
const FOREIGN = {
  ...UNCHANGED,
  decision: "refuse",
  changes: ISSUED,
  reasons: [],
} as const;

export const SECRET_CASES: readonly Case[] = [
  {
    name: "lets in with the token and the secret",
    state: { enabled: false, secretEnabled: false },
    today: TODAY,
    plan: {
      ...UNCHANGED,
      change: { enabled: true },
      isStatusDue: true,
      changes: { enabled: OUTPUT, secretEnabled: OUTPUT },
      reasons: ["the token is enabled again", "the secret is enabled again", KEPT],
    },
  },
  {
    name: "enables a secret that was disabled outside Pulumi",
    state: {
      secretEnabled: false,
      drift: { secret: "secret contoso-registry-x7k2pd was disabled outside Pulumi" },
    },
    today: TODAY,
    plan: {
      ...UNCHANGED,
      isStatusDue: true,
      changes: { secretEnabled: OUTPUT },
      reasons: [
        "secret contoso-registry-x7k2pd was disabled outside Pulumi; it is enabled again",
        KEPT,
      ],
    },
  },
  {
    name: "puts end and tags right",
    state: {
      secretIs: "altered",
      drift: {
        secret: "end or tags of secret contoso-registry-x7k2pd were changed outside Pulumi",
      },
    },
    today: TODAY,
    plan: {
      ...UNCHANGED,
      isStatusDue: true,
      changes: { secretEnabled: OUTPUT },
      reasons: [
        "end or tags of secret contoso-registry-x7k2pd were changed outside Pulumi; it is corrected",
        KEPT,
      ],
    },
  },
  {
    name: "recovers a secret that was deleted",
    state: {
      secretIs: "missing",
      drift: { secret: "secret contoso-registry-x7k2pd was deleted outside Pulumi" },
    },
    today: TODAY,
    plan: {
      ...UNCHANGED,
      isRecoveryDue: true,
      changes: { secretIs: OUTPUT },
      reasons: [
        "secret contoso-registry-x7k2pd was deleted outside Pulumi; it is recovered, or if it was purged, a new password is issued",
        KEPT,
      ],
    },
  },
  {
    name: "ends what is revoked also where nothing is issued for it",
    inputs: { revokeBefore: 2, enabled: false },
    state: { enabled: false, secretEnabled: false },
    today: TODAY,
    plan: {
      ...UNCHANGED,
      isRevocationDue: true,
      changes: { revokedBefore: OUTPUT },
      reasons: ["no new password while the token is disabled"],
    },
  },
  {
    name: "ends nothing that was ended",
    inputs: { generation: 2, revokeBefore: 2, enabled: false },
    state: {
      enabled: false,
      secretEnabled: false,
      revokedBefore: 2,
      slots: [slot("password1", { generation: 2 })],
    },
    today: TODAY,
    plan: { ...UNCHANGED, reasons: ["no new password while the token is disabled"] },
  },
  {
    name: "refuses where another stack's mark stands",
    state: { secretIs: "owned by stack other (o1)" },
    today: TODAY,
    plan: FOREIGN,
  },
  {
    name: "minds no difference in the spelling of the secret's id",
    state: { secretId: SECRET_ID.toUpperCase() },
    today: TODAY,
    plan: UNCHANGED,
  },
  {
    name: "closes a version with our tags whose value nobody knows",
    state: { enabled: false, secretIs: "unconfirmed" },
    inputs: { enabled: false },
    today: TODAY,
    plan: {
      ...UNCHANGED,
      isStatusDue: true,
      changes: { secretEnabled: OUTPUT },
      reasons: ["the secret is disabled", "no new password while the token is disabled"],
    },
  },
  {
    name: "leaves a version of somebody else's open, since it is theirs",
    state: { enabled: false, secretIs: "foreign" },
    inputs: { enabled: false },
    today: TODAY,
    plan: { ...UNCHANGED, reasons: ["no new password while the token is disabled"] },
  },
  {
    name: "changes no status in another vault, and waits there for the customer to be let in",
    state: { enabled: false },
    inputs: { enabled: false, secretId: `${VAULT_ID}-2/secrets/contoso-registry-x7k2pd` },
    today: TODAY,
    plan: { ...UNCHANGED, reasons: ["no new password while the token is disabled"] },
  },
];
