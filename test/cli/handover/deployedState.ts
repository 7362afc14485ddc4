// A stack's state with one customer or more, as the engine exports it, for the emulator that a test runs.

import { writeAccessLine } from "../../../access/accessLine";
import { addDays } from "../../../access/days";
import type { State } from "../../../cli/recover/state";
import { accessOf } from "../../../customers/accessOf";
import { loadCustomers } from "../../../customers/load";
import { earlier } from "../../../passwords/days";
import type { EmulatedAzure } from "../../emulator/useEmulator";

const ROOT = "urn:pulumi:dev::customer-access::customer-access:index:CustomerAccess";
const CUSTOMER = "customer-access:index:Customer";
const SECRET = "acr-credentials:index:TokenSecret";

/** The day on which the passwords of the tests were issued. */
export const ISSUED_ON = "2026-03-01";

/** What a run left of customers who have a password each, from the text of their file. */
export function stateOf(
  azure: Pick<EmulatedAzure, "registryId" | "vaultId">,
  yaml: string,
  more: Readonly<Record<string, { outputs?: object; inputs?: object }>> = {},
): State {
  const loaded = loadCustomers(Buffer.from(yaml), { file: "customers.yaml" });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join("\n"));
  const { registryId, vaultId } = azure;
  const { customers } = loaded.file;
  return {
    resources: [
      {
        urn: `${ROOT}$acr-credentials:index:AccessGuard::guard`,
        type: "acr-credentials:index:AccessGuard",
        inputs: {
          registryId,
          vaultId,
          access: Object.fromEntries(
            customers.map((each) => [each.id, writeAccessLine(accessOf(each))]),
          ),
        },
      },
      ...customers.flatMap(({ id, tokenName, state, accessUntil, credential }) => [
        {
          urn: `${ROOT}$${CUSTOMER}::${id}`,
          type: CUSTOMER,
          outputs: { state, ...(accessUntil === undefined ? {} : { accessUntil }) },
        },
        {
          urn: `${ROOT}$${CUSTOMER}$${SECRET}::${id}-secret`,
          type: SECRET,
          parent: `${ROOT}$${CUSTOMER}::${id}`,
          inputs: {
            tokenId: `${registryId}/tokens/${tokenName}`,
            lifetimeDays: credential.lifetimeDays,
            rotateBeforeDays: credential.rotateBeforeDays,
            rotation: credential.rotation,
            ...(accessUntil === undefined ? {} : { notAfter: addDays(accessUntil, 1) }),
            ...more[id]?.inputs,
          },
          outputs: {
            username: tokenName,
            enabled: state === "active",
            secretName: `${id}-registry-x7k2pd4q`,
            isPublished: true,
            currentSlot: "password1",
            slots: [
              {
                name: "password1",
                createdAt: `${ISSUED_ON}T12:00:00Z`,
                generation: 1,
                ...(credential.rotation === "manual"
                  ? {}
                  : { expiresOn: earlier("2026-05-30", accessUntil && addDays(accessUntil, 1)) }),
              },
            ],
            ...more[id]?.outputs,
          },
        },
      ]),
    ],
  };
}
