// What people do to a token outside, past the program.

import { REGISTRY_ID } from "./armRequests";
import type { Customer } from "./customersFile";
import type { ModelStack } from "./stack";

/** One such deed; `current` is the slot whose password stands in the vault. */
export type Deed =
  | { deed: "regenerate" | "remove"; slot: "current" | "other" }
  | { deed: "remove both" | "disable" | "enable" | "bind elsewhere" | "delete the token" };

const TOKENS_API = "2025-11-01";

/** Does it, if there is a token; what it takes from the customer is excused. */
export async function meddle(stack: ModelStack, customer: Customer, deed: Deed): Promise<void> {
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

  const deeds: Record<Deed["deed"], () => Promise<void>> = {
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
