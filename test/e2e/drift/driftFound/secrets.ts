// Secrets that somebody changed, deleted or made in the vault.

import { type ByHand, CUSTOMERS, type DriftCase } from "./driftCase";

/** Changes the current version of a customer's secret, as `az keyvault secret set-attributes` does. */
async function patch({ azure, secretName }: ByHand, customer: string, change: object) {
  await azure.vault("PATCH", `/secrets/${secretName(customer)}`, change);
}

async function tagsOf({ azure, secretName }: ByHand, customer: string) {
  const { body } = await azure.vault("GET", `/secrets/${secretName(customer)}`);
  return (body as { tags: Record<string, string> }).tags;
}

export const SECRETS: readonly DriftCase[] = [
  {
    name: "deletes a secret",
    make: ({ azure, secretName }) => azure.vault("DELETE", `/secrets/${secretName("contoso")}`),
    found: ["secretMissing | contoso | secret contoso-registry-********: does not exist"],
  },
  {
    name: "disables a secret",
    make: (by) => patch(by, "contoso", { attributes: { enabled: false } }),
    found: ["secretDisabled | contoso | secret contoso-registry-********: is disabled"],
  },
  {
    name: "suspends a customer in the file, which no run has carried out",
    make: ({ write }) =>
      write(
        CUSTOMERS.replace(
          "actions: [content/read, metadata/read]",
          "actions: [content/read, metadata/read], state: suspended",
        ),
      ),
    found: [
      "tokenEnabled | fabrikam | token fabrikam-pull: is enabled, and fabrikam is suspended",
      "secretReadable | fabrikam | secret fabrikam-registry-********: can be read, and fabrikam has no access",
    ],
  },
  {
    name: "writes a password of their own into a secret",
    make: ({ azure, secretName }) =>
      azure.vault("PUT", `/secrets/${secretName("contoso")}`, { value: "by hand" }),
    options: { login: true },
    found: [
      "loginRefused | contoso | secret contoso-registry-********: its value does not log in as contoso-pull",
      "secretForeign | contoso | secret contoso-registry-********: its current version was not published by this project",
    ],
  },
  {
    name: "changes the end of a secret",
    make: (by) => patch(by, "contoso", { attributes: { exp: Date.UTC(2030, 0, 1) / 1000 } }),
    found: [
      "tagsUntrue | contoso | secret contoso-registry-********: it ends 2030-01-01T00:00:00.000Z, and its password 2026-05-30T00:00:00.000Z",
    ],
  },
  {
    name: "changes the tags of a secret: another slot, another token, a later generation",
    async make(by) {
      const tags = await tagsOf(by, "contoso");
      await patch(by, "contoso", { tags: { ...tags, Generation: "7" } });
      const of = await tagsOf(by, "fabrikam");
      await patch(by, "fabrikam", { tags: { ...of, Token: "vendorimages/contoso-pull" } });
      const byHand = await tagsOf(by, "byhand");
      await patch(by, "byhand", { tags: { ...byHand, CredentialId: "password2" } });
    },
    found: [
      "secretForeign | fabrikam | secret fabrikam-registry-********: its tags name token vendorimages/contoso-pull",
      "tagsUntrue | byhand | secret byhand-registry-********: its tags name password2, and its password is in the other slot",
      "tagsUntrue | contoso | secret contoso-registry-********: its tags say generation 7, and the file 1",
    ],
  },
  {
    name: "copies a published secret under another name",
    async make(by) {
      const tags = await tagsOf(by, "contoso");
      await by.azure.vault("PUT", "/secrets/copy-of-contoso", { value: "a password", tags });
    },
    found: [
      "undeclaredSecret | - | secret copy-of-contoso: holds a password of token contoso-pull; enabled",
    ],
  },
];
