// Customers as a run leaves them, for the tests of `npm run credentials`; each test says only what differs.

import type {
  DeployedCredentials,
  DeployedCustomer,
  DeployedSlot,
} from "../../../cli/credentials/deployedCustomers";

/** The day on which the tests look. */
export const TODAY = "2026-12-25";

/** A password that was issued on a day, by default for generation 1 and with 90 days. */
export function slot(
  name: "password1" | "password2",
  issuedOn: string,
  change: { expiresOn?: string; endsOn?: string; generation?: number } = {},
): DeployedSlot {
  return { name, createdAt: `${issuedOn}T09:00:00.123Z`, generation: 1, ...change };
}

/** Credentials in which password2 followed password1 a while ago; both work. */
export function credentials(change: Partial<DeployedCredentials> = {}): DeployedCredentials {
  return {
    username: "contoso-pull",
    enabled: true,
    currentSlot: "password2",
    hasPassword: true,
    expiresAt: "2027-03-08T00:00:00Z",
    rotateOn: "2027-02-04",
    slots: [
      slot("password1", "2026-09-09", { expiresOn: "2027-01-06" }),
      slot("password2", "2026-12-08", { expiresOn: "2027-03-08" }),
    ],
    rotation: "automatic",
    lifetimeDays: 90,
    rotateBeforeDays: 30,
    revokeBefore: 1,
    outside: {},
    ...change,
  };
}

/** An active customer with both passwords, of whom everything is as it should be. */
export function deployed(
  change: Partial<DeployedCustomer> = {},
  ofCredentials: Partial<DeployedCredentials> = {},
): DeployedCustomer {
  const made = credentials(ofCredentials);
  const expires = made.expiresAt === undefined ? undefined : Date.parse(made.expiresAt) / 1000;
  return {
    id: "contoso",
    state: "active",
    secretName: "contoso-registry-x7k2pd",
    credentials: made,
    published: {
      ...(made.currentSlot === undefined ? {} : { slot: made.currentSlot }),
      ...(expires === undefined ? {} : { expires }),
    },
    revokedBefore: 1,
    pending: [],
    ...change,
  };
}
