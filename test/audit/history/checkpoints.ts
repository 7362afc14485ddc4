// Checkpoints of one customer, to be read.

import { readCheckpoint } from "../../../audit/history/readCheckpoint";
import type { Snapshot } from "../../../audit/snapshot";

/** URN of a customer. */
export const CUSTOMER =
  "urn:pulumi:dev::customer-access::customer-access:index:CustomerAccess$customer-access:index:Customer::contoso";
/** The type of the record. */
export const GUARD = "acr-credentials:index:AccessGuard";
/** How the engine marks a secret. */
export const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** A resource below the customer, or anywhere. */
export function resource(type: string, more: object = {}) {
  return {
    urn: `${CUSTOMER.replace("::contoso", "")}$${type}::x`,
    type,
    parent: CUSTOMER,
    ...more,
  };
}

/** A checkpoint with these resources. */
export function checkpoint(...resources: object[]): object {
  const manifest = { time: "2026-11-30T16:46:52.94642913Z" };
  return {
    version: 4,
    checkpoint: { stack: "organization/customer-access/dev", latest: { manifest, resources } },
  };
}

/** What is read from such a one. */
export function snapshotOf(...resources: object[]): Snapshot {
  const reading = readCheckpoint(JSON.stringify(checkpoint(...resources)));
  if ("problem" in reading) throw new Error(reading.problem);
  return reading.value.snapshot;
}

/** A customer's scope map. */
export const SCOPE_MAP = resource("azure-native:containerregistry:ScopeMap", {
  outputs: { actions: ["repositories/app/web/content/read", "repositories/app/api/content/read"] },
  modified: "2026-11-30T10:00:00.5Z",
});
/** Their token. */
export const TOKEN = resource("azure-native:containerregistry:Token", {
  outputs: { name: "contoso-pull", status: "enabled" },
  modified: "2026-11-30T09:00:00Z",
});
/** Their secret. */
export const TOKEN_SECRET = resource("acr-credentials:index:TokenSecret", {
  inputs: { notAfter: "2027-07-01" },
  outputs: {
    username: "contoso-pull",
    enabled: false,
    isPublished: true,
    secretName: "contoso-registry-x2lil4ni",
    secretVersion: "aef4941d9eeb13fd47d6e767cf39543e",
    currentSlot: "password2",
    slots: [
      { name: "password1", createdAt: "2026-07-01T09:00:02.740Z", generation: 1, isMissing: true },
      {
        name: "password2",
        createdAt: "2026-09-09T09:00:04.086Z",
        expiresOn: "2026-12-08",
        generation: 2,
      },
    ],
    rotateOn: "2026-11-08",
    revokedBefore: 2,
    drift: { password1: "password1 was deleted outside Pulumi" },
    events: 3,
    eventSha256: "aa",
    previousEventSha256: "bb",
  },
  modified: "2026-11-30T11:00:00Z",
});
