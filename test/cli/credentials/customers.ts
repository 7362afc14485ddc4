// Customers as a run leaves them, for the tests of `npm run credentials`; each test says only what differs.

import type {
  DeployedCredentials,
  DeployedCustomer,
} from "../../../cli/credentials/deployedCustomers";
import type { HeldSlot } from "../../../passwords/validity";

/** The day on which the tests look. */
export const TODAY = "2026-12-25";

/** A password that was issued on a day, by default for generation 1 and with 90 days. */
export function slot(
  name: "password1" | "password2",
  issuedOn: string,
  change: { expiresOn?: string; endsOn?: string; generation?: number } = {},
): HeldSlot {
  return { name, createdAt: `${issuedOn}T09:00:00.123Z`, generation: 1, ...change };
}

/** Its share of the days over which rotations are spread is two days. */
const TOKEN_ID =
  "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/registry-access/providers/Microsoft.ContainerRegistry/registries/containers/tokens/contoso-pull";

/** Settings by which a password that ends on 2027-03-08 is due on 2026-12-20. */
export const DUE_IN_DECEMBER = { lifetimeDays: 156, rotateBeforeDays: 78 };

/** Credentials in which password2 followed password1 a while ago; both work. The next one is due on 2027-02-04. */
export function credentials(change: Partial<DeployedCredentials> = {}): DeployedCredentials {
  const {
    slots = [
      slot("password1", "2026-09-09", { expiresOn: "2027-01-06" }),
      slot("password2", "2026-12-08", { expiresOn: "2027-03-08" }),
    ],
  } = change;
  return {
    tokenId: TOKEN_ID,
    username: "contoso-pull",
    enabled: true,
    currentSlot: "password2",
    hasPassword: true,
    expiresAt: "2027-03-08T00:00:00Z",
    slots,
    generation: slots.find(({ name }) => name === "password2")?.generation ?? 1,
    rotation: "automatic",
    lifetimeDays: 90,
    rotateBeforeDays: 30,
    revokeBefore: 1,
    drift: {},
    ...change,
  };
}

/** An active customer with both passwords, of whom everything is as it should be. */
export function deployed(
  change: Partial<DeployedCustomer> = {},
  ofCredentials: Partial<DeployedCredentials> = {},
): DeployedCustomer {
  return {
    id: "contoso",
    state: "active",
    secretName: "contoso-registry-x7k2pd4q",
    credentials: credentials(ofCredentials),
    revokedBefore: 1,
    pending: [],
    ...change,
  };
}
