// What people do to a token and its secret outside Pulumi.

import { REGISTRY_ID } from "../engine/armRequests";
import { WRITTEN_OUTSIDE } from "../promise/promises";
import type { Customer } from "./customersFile";
import type { ModelStack } from "./stack";

/** One such deed; `current` is the slot whose password is in the vault. */
export type Deed =
  | { deed: "regenerate" | "remove"; slot: "current" | "other" }
  | { deed: "remove both" | "disable" | "enable" | "bind elsewhere" | "delete the token" }
  | { deed: SecretDeed };

type SecretDeed =
  | "delete the secret"
  | "purge the secret"
  | "disable the secret"
  | "enable the secret"
  | "write the secret"
  | "take the tags"
  | "add a tag";

const TOKENS_API = "2025-11-01";

/** Does it, if there is a token or a secret; what the customer loses by it is excused. */
export async function meddle(stack: ModelStack, customer: Customer, deed: Deed): Promise<void> {
  if (isOfSecret(deed)) {
    await meddleWithSecret(stack, customer, deed.deed);
    return;
  }
  const { token, readable } = stack.sight(customer);
  if (token === undefined) return;
  const azure = stack.outside;
  const tokenId = `${REGISTRY_ID}/tokens/${token.name}`;
  const patch = (properties: unknown) => azure.write("PATCH", tokenId, TOKENS_API, { properties });
  const keep = (names: readonly string[]) =>
    patch({ credentials: { passwords: names.map((name) => ({ name })) } });
  const current = token.passwords.find(({ value }) => value === readable)?.name ?? "password1";
  const other = current === "password1" ? "password2" : "password1";
  const slot = "slot" in deed && deed.slot === "other" ? other : current;

  const deeds: Record<typeof deed.deed, () => Promise<void>> = {
    regenerate: () =>
      azure.write("POST", `${REGISTRY_ID}/generateCredentials`, TOKENS_API, {
        tokenId,
        name: slot,
      }),
    remove: () => keep(token.passwords.map(({ name }) => name).filter((name) => name !== slot)),
    "remove both": () => keep([]),
    disable: async () => {
      await patch({ status: "disabled" });
      stack.promises[customer].isClosed = true;
    },
    enable: () => patch({ status: "enabled" }),
    "bind elsewhere": async () => {
      const scopeMapId = `${REGISTRY_ID}/scopeMaps/elsewhere`;
      await azure.write("PUT", scopeMapId, TOKENS_API, { properties: { actions: [] } });
      await patch({ scopeMapId });
    },
    "delete the token": () => azure.write("DELETE", tokenId, TOKENS_API),
  };
  await stack.meddle(customer, deeds[deed.deed]);
}

function isOfSecret(deed: Deed): deed is { deed: SecretDeed } {
  return /secret|tag/.test(deed.deed);
}

/** Changes to a secret do not end a promise: customers have fetched the password before. */
async function meddleWithSecret(
  stack: ModelStack,
  customer: Customer,
  deed: SecretDeed,
): Promise<void> {
  const secret = stack.secretOf(customer);
  if (secret === undefined) return;
  const { name } = secret;
  const azure = stack.outside;
  const deeds: Record<SecretDeed, () => Promise<void>> = {
    "delete the secret": () => azure.deleteSecret(name),
    "purge the secret": async () => {
      await azure.deleteSecret(name);
      await azure.purgeSecret(name);
    },
    "disable the secret": () => azure.changeSecret(name, { attributes: { enabled: false } }),
    "enable the secret": () => azure.changeSecret(name, { attributes: { enabled: true } }),
    "write the secret": () => azure.writeSecret(name, WRITTEN_OUTSIDE),
    "take the tags": () => azure.changeSecret(name, { tags: {} }),
    "add a tag": () => azure.changeSecret(name, { tags: { ...secret.tags, costs: "4711" } }),
  };
  await deeds[deed]();
  stack.bench.tally.count("a secret was changed outside Pulumi");
}
