// Facts about a customer with a sync: webhooks, and the secrets with header and callback URL.

import type { Facts, Webhook } from "../../drift/facts";
import { cleanFacts, OWNER, SECRETS_USER, VAULT } from "./cleanFacts";

export const READER = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
export const SOMEBODY = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";
export const HASH = "0123456789abcdef01234567";

/** A webhook of nobody for pushes to `app/api`, in which some fields differ. */
export const webhook = (change: Partial<Webhook> = {}): Webhook => ({
  name: "ci",
  location: "westeurope",
  scope: "app/api:*",
  isEnabled: true,
  actions: ["push"],
  tags: {},
  ...change,
});

/** The webhook of contoso's sync, in which some fields differ. */
export const ours = (change: Partial<Webhook> = {}, customer = "contoso"): Webhook =>
  webhook({
    name: `sync${customer}${HASH}`,
    tags: { Customer: customer, Owner: OWNER, Stack: "customer-access/production" },
    ...change,
  });

const OPERATOR = {
  name: "Webhook operator",
  permissions: [
    {
      actions: ["Microsoft.ContainerRegistry/registries/webhooks/getCallbackConfig/action"],
      notActions: [],
      dataActions: [],
      notDataActions: [],
    },
  ],
};

export const HEADER = `contoso-sync-${OWNER}`;

/** contoso has a sync, with a reader, and fabrikam has none. */
export function synced({
  webhooks = [ours()],
  entry = "",
  roles = [[READER, HEADER]],
}: Synced = {}): Facts {
  const clean = cleanFacts(`customers:
  contoso:
    repositories: [app/api, base/*]
    actions: [content/read, metadata/read]
    readers: [${READER}]
    sync: { repositories: [app/api, base/*] }${entry}
  fabrikam: { repositories: [app/web] }
`);
  const secret = (name: string) => ({ name, enabled: true, tags: {} });
  const registry = `contoso-registry-${OWNER}`;
  return {
    ...clean,
    scopeMaps: (clean.scopeMaps ?? []).map((each, at) => ({
      ...each,
      actions:
        at > 0
          ? each.actions
          : ["app/api", "base/*"].flatMap((name) =>
              ["content", "metadata"].map((what) => `repositories/${name}/${what}/read`),
            ),
    })),
    repositories: ["app/api", "app/web", "base/node"],
    secrets: [...(clean.secrets ?? []), secret(HEADER), secret(`${HEADER}-url`)],
    webhooks,
    vaultRoles: {
      definitions: new Map([["user", SECRETS_USER]]),
      assignments: [[READER, registry], ...roles].map(([principalId = "", name = ""]) => ({
        id: `${principalId} ${name}`,
        principalId,
        principalType: "ServicePrincipal",
        scope: `${VAULT}/secrets/${name}`,
        roleId: "user",
      })),
    },
  };
}

interface Synced {
  readonly webhooks?: readonly Webhook[];
  /** Further lines of contoso's entry. */
  readonly entry?: string;
  /** Who may read which secret, besides the reader who reads the password. */
  readonly roles?: readonly (readonly [principal: string, secret: string])[];
}

/** Somebody has a role that shows where webhooks send. */
export function whoSees(): NonNullable<Facts["registryRoles"]> {
  const { registryId } = cleanFacts().place;
  return {
    definitions: new Map([["operator", OPERATOR]]),
    assignments: [
      {
        id: "1",
        principalId: SOMEBODY,
        principalType: "User",
        scope: registryId,
        roleId: "operator",
      },
    ],
  };
}
