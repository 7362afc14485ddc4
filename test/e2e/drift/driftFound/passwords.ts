// Passwords that somebody generated or removed, and those that should have ended.

import { type ByHand, CUSTOMERS, type DriftCase } from "./driftCase";

const generate = ({ azure }: ByHand, token: string, slot: string, expiry?: string) =>
  azure.givenPassword(token, slot, expiry);

export const PASSWORDS: readonly DriftCase[] = [
  {
    name: "generates the current password again",
    async make(by) {
      by.advanceDays(1);
      await generate(by, "contoso-pull", "password1", "2027-01-01T00:00:00Z");
    },
    options: { login: true },
    found: [
      "passwordOutside | contoso | token contoso-pull: password1 of 2026-03-02, until 2027-01-01, was generated outside of this project, or by a run that did not finish: it is not the one in the vault",
      "passwordLost | contoso | token contoso-pull: password1 of 2026-03-01, which is in the vault, was generated again on 2026-03-02",
      "loginRefused | contoso | secret contoso-registry-********: its value does not log in as contoso-pull",
    ],
  },
  {
    name: "generates a password in the free slot",
    make: (by) => generate(by, "contoso-pull", "password2"),
    found: [
      "passwordOutside | contoso | token contoso-pull: password2 of 2026-03-01, without an end, was generated outside of this project, or by a run that did not finish: it is not the one in the vault",
    ],
  },
  {
    name: "removes the current password",
    make: ({ azure }) =>
      azure.arm("PATCH", "tokens/contoso-pull", { properties: { credentials: { passwords: [] } } }),
    found: [
      "passwordLost | contoso | token contoso-pull: password1 of 2026-03-01, which is in the vault, was removed",
    ],
  },
  {
    name: "puts another value under the tags of the published one",
    async make({ azure, secretName }) {
      const path = `${azure.vaultId}/secrets/${secretName("contoso")}`;
      const { body } = await azure.arm("GET", path, undefined, "2024-11-01");
      const { tags, properties } = body as {
        tags: object;
        properties: { attributes: { enabled: boolean; exp: number } };
      };
      const { enabled, exp } = properties.attributes;
      await azure.arm(
        "PUT",
        path,
        { tags, properties: { value: "another one", attributes: { enabled, exp } } },
        "2024-11-01",
      );
    },
    options: { login: true },
    found: [
      "loginRefused | contoso | secret contoso-registry-********: its value does not log in as contoso-pull",
    ],
  },
  {
    name: "revokes a password in the file, which no run has carried out",
    make: ({ write }) =>
      write(
        CUSTOMERS.replace("rotation: manual", "rotation: manual, generation: 2, revokeBefore: 2"),
      ),
    found: [
      "endedPassword | byhand | token byhand-pull: password1 of 2026-03-01 is revoked in the file, and still works",
    ],
  },
];
