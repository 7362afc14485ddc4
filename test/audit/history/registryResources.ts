// Scope maps, tokens and secrets of one registry as a checkpoint has them, below the customer contoso.
import { SCOPE_MAP, TOKEN, TOKEN_SECRET } from "./checkpoints";

const REGISTRY =
  "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/vendorimages";
/** The parent of what is below no customer. */
export const STACK = "urn:pulumi:dev::customer-access::pulumi:pulumi:Stack::customer-access-dev";

/** ARM id of a token. */
export const tokenId = (name: string) => `${REGISTRY}/tokens/${name}`;
/** ARM id of a scope map. */
export const scopeMapId = (name: string) => `${REGISTRY}/scopeMaps/${name}`;

/** A scope map with one repository. */
export function scopeMap(name: string, repository: string, more: object = {}) {
  const outputs = { name, actions: [`repositories/${repository}/content/read`] };
  return { ...SCOPE_MAP, urn: `${SCOPE_MAP.urn}-${name}`, id: scopeMapId(name), outputs, ...more };
}

/** An enabled token. */
export function token(name: string, boundTo: string, more: object = {}) {
  const outputs = { name, status: "enabled", scopeMapId: scopeMapId(boundTo) };
  return { ...TOKEN, urn: `${TOKEN.urn}-${name}`, id: tokenId(name), outputs, ...more };
}

/** The TokenSecret of a token that has the scope map of its name, with one password. */
export function secret(name: string, more: object = {}) {
  const slots = [{ name: "password1", createdAt: "2026-07-01T09:00:00.000Z", generation: 1 }];
  const outputs = {
    ...{ username: name, enabled: true, scopeMapId: scopeMapId(name), currentSlot: "password1" },
    slots,
  };
  const urn = `${TOKEN_SECRET.urn}-${name}`;
  return { ...TOKEN_SECRET, urn, id: tokenId(name), inputs: {}, outputs, ...more };
}
