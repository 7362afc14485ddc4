// Changes of facts about a customer with a sync, and all that is found in them.

import type { Facts } from "../../drift/facts";
import { cleanFacts, OWNER } from "./cleanFacts";
import { HASH, HEADER, ours, READER, SOMEBODY, synced, webhook, whoSees } from "./syncedFacts";

/** What is found in changed facts, by what happened. */
export const SYNC_CASES: Readonly<
  Record<string, readonly [facts: Facts, found: readonly string[]]>
> = {
  "a customer has a sync": [
    synced({
      webhooks: [
        ours(),
        ours({ name: `synccontoso${HASH.replace("0", "f")}`, scope: "base/node:*" }),
      ],
    }),
    [],
  ],
  "a sync has a webhook in each of two locations": [
    synced({
      webhooks: [
        ours(),
        ours({ name: `synccontoso${HASH.replace("0", "f")}`, location: "East US" }),
      ],
    }),
    [],
  ],
  "a webhook has the tags of a sync that the file does not have": [
    synced({ webhooks: [ours({}, "fabrikam"), ours({ isEnabled: false }, "tailspin")] }),
    [
      `undeclaredWebhook | fabrikam | webhook syncfabrikam${HASH}: announces push in app/api:* to fabrikam: the file has no sync with them`,
      `undeclaredWebhook | - | webhook synctailspin${HASH}: is disabled, and would announce push in app/api:* to tailspin: the file has no sync with them`,
    ],
  ],
  "a webhook has the tags of a sync, and announces more": [
    synced({
      webhooks: [
        ours({ scope: "app/web:*" }),
        ours({ scope: "", name: `synccontoso${HASH.replace("0", "f")}` }),
      ],
    }),
    [
      `undeclaredWebhook | contoso | webhook synccontoso${HASH}: announces push in app/web:* to contoso: the file does not sync this with them`,
      `undeclaredWebhook | contoso | webhook synccontoso${HASH.replace("0", "f")}: announces push in every repository to contoso: the file does not sync this with them`,
    ],
  ],
  "a webhook has the tags of a sync, beside the sync's own": [
    synced({ webhooks: [ours(), ours({ name: "forged", actions: ["push", "delete"] })] }),
    [
      "undeclaredWebhook | contoso | webhook forged: announces push, delete in app/api:* to contoso: it has the tags of the sync, and another name",
    ],
  ],
  "a webhook has a name like the sync's own, too": [
    synced({
      webhooks: [
        ours(),
        ours({ name: `synccontoso${HASH.replace("0", "f")}`, location: "West Europe" }),
      ],
    }),
    [
      `undeclaredWebhook | contoso | webhook synccontoso${HASH}: announces push in app/api:* to contoso: one of 2 for the same, where the sync has one`,
      `undeclaredWebhook | contoso | webhook synccontoso${HASH.replace("0", "f")}: announces push in app/api:* to contoso: one of 2 for the same, where the sync has one`,
    ],
  ],
  "a webhook sends to a customer whose access has ended": [
    { ...synced({ entry: "\n    accessUntil: 2026-03-11" }), today: "2026-03-12" },
    [
      "tokenEnabled | contoso | token contoso-pull: is enabled, and contoso had access until 2026-03-11",
      `secretReadable | contoso | secret contoso-registry-${OWNER}: can be read, and contoso has no access`,
      `undeclaredWebhook | contoso | webhook synccontoso${HASH}: announces push in app/api:* to contoso: it sends, and they have no access`,
      "unusedRepository | - | app/api: no customer can pull it",
      "unusedRepository | - | base/node: no customer can pull it",
    ],
  ],
  "somebody's webhooks announce what customers pull, and what none pulls": [
    synced({
      webhooks: [
        ours(),
        webhook(),
        webhook({ name: "registryWide", scope: "" }),
        webhook({ name: "oneTag", scope: "base/node:latest", tags: { Owner: "other123" } }),
        webhook({ name: "internal", scope: "tools/ci:*" }),
      ],
    }),
    [
      "foreignWebhook | - | webhook ci: announces push in app/api:*, which contoso may pull",
      "foreignWebhook | - | webhook oneTag: announces push in base/node:latest, which contoso may pull, says that stack other123 made it",
      "foreignWebhook | - | webhook registryWide: announces push in every repository, which contoso, fabrikam may pull",
    ],
  ],
  "webhooks are known, or of another stack that is known": [
    {
      ...synced({
        webhooks: [webhook({ name: "CI" }), webhook({ name: "x", tags: { Owner: "other123" } })],
      }),
      knownWebhooks: ["ci"],
      otherStacks: ["other123"],
    },
    [],
  ],
  "the secrets of a sync are left over": [
    {
      ...synced(),
      customers: cleanFacts().customers,
      webhooks: [],
      scopeMaps: cleanFacts().scopeMaps ?? [],
      repositories: ["app/api", "app/web"],
    },
    [
      `vaultRole | contoso | service principal ${READER}: reads passwords: Key Vault Secrets User on secret contoso-registry-${OWNER}`,
      `vaultRole | contoso | service principal ${READER}: reads the header of a sync: Key Vault Secrets User on secret ${HEADER}`,
      `undeclaredSecret | - | secret ${HEADER}: holds the header of a sync with contoso, which the file does not have; enabled`,
      `undeclaredSecret | - | secret ${HEADER}-url: holds the callback URL of a sync with contoso, which the file does not have; enabled`,
    ],
  ],
  "somebody may read header and URL, and a reader the URL": [
    synced({
      roles: [
        [READER, HEADER],
        [SOMEBODY, HEADER],
        [SOMEBODY, `${HEADER}-url`],
        [READER, `${HEADER}-url`],
        [SOMEBODY, "of-another-program"],
      ],
    }),
    [
      `vaultRole | contoso | service principal ${READER}: reads the callback URL of a sync: Key Vault Secrets User on secret ${HEADER}-url`,
      `vaultRole | contoso | service principal ${SOMEBODY}: reads the callback URL of a sync: Key Vault Secrets User on secret ${HEADER}-url`,
      `vaultRole | contoso | service principal ${SOMEBODY}: reads the header of a sync: Key Vault Secrets User on secret ${HEADER}`,
    ],
  ],
  "an operator may read both": [
    {
      ...synced({
        roles: [
          [READER, HEADER],
          [SOMEBODY, HEADER],
          [SOMEBODY, `${HEADER}-url`],
        ],
      }),
      operators: [SOMEBODY],
    },
    [],
  ],
  "a reader has no role on the header": [
    synced({ roles: [] }),
    [
      `readerMissing | contoso | secret ${HEADER}: reader ${READER} has no role that lets them read it`,
    ],
  ],
  "somebody sees where webhooks send, where there is a sync": [
    { ...synced(), registryRoles: whoSees() },
    [
      `registryRole | - | user ${SOMEBODY}: sees or changes where webhooks send: Webhook operator on registry vendorimages`,
    ],
  ],
  "somebody sees where webhooks send, where there is no sync": [
    { ...cleanFacts(), registryRoles: whoSees() },
    [],
  ],
};
