// Webhooks that somebody made, and roles on the secrets of a sync that nobody has.

import type { ByHand, DriftCase } from "./driftCase";
import { give, ROLES } from "./roles";

const put = ({ azure }: ByHand, name: string, scope: string, tags: object = {}) =>
  azure.arm("PUT", `webhooks/${name}`, {
    location: "westeurope",
    tags,
    properties: { serviceUri: "https://example.com/hook", scope, actions: ["push"] },
  });

const ownerIn = ({ secretName }: ByHand) => secretName("contoso").split("-").at(-1) ?? "";

export const WEBHOOKS: readonly DriftCase[] = [
  {
    name: "makes webhooks, one of them with the tags of this stack",
    async make(by) {
      await put(by, "ci12345", "app/api:*");
      await put(by, "internal1", "docs/site:*");
      await put(by, "forged1", "app/web:*", { Customer: "contoso", Owner: ownerIn(by) });
    },
    found: [
      "undeclaredWebhook | contoso | webhook forged1: announces push in app/web:* to contoso: the file has no sync with them",
      "foreignWebhook | - | webhook ci12345: announces push in app/api:*, which contoso may pull",
    ],
  },
  {
    name: "makes a secret like that of a sync, and lets somebody read it",
    async make(by) {
      const name = `contoso-sync-${ownerIn(by)}`;
      await by.azure.vault("PUT", `/secrets/${name}`, { value: "1" });
      await give(by, `${by.azure.vaultId}/secrets/${name}`, ROLES.secretsUser);
    },
    found: [
      "vaultRole | contoso | user aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa: reads the header of a sync: Key Vault Secrets User on secret contoso-sync-********",
      "undeclaredSecret | - | secret contoso-sync-********: holds the header of a sync with contoso, which the file does not have; enabled",
    ],
  },
];
