// Builders of what a plan is made from: a published password of January 2026, its token and its secret.

import type { RegistryToken } from "../../../azure/tokens/registryToken";
import type { ManagedSecret } from "../../../azure/vault/managedSecrets";
import type { SecretInputs } from "../../../provider/tokenSecret/inputs";
import type { SecretState } from "../../../provider/tokenSecret/secretState";
import { SCOPE_MAP_ID, slot, TOKEN_ID, wanted } from "../../passwords/passwords";

export const VAULT_ID =
  "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/registry-access/providers/Microsoft.KeyVault/vaults/vendor-access";

export const SECRET_ID = `${VAULT_ID}/secrets/contoso-registry-x7k2pd`;

export const OWNER = "q4mz81k0c7ys2vdn";

/** All inputs of TokenSecret. */
export function inputs(change: Partial<SecretInputs> = {}): SecretInputs {
  return {
    ...wanted(),
    scopeMapId: SCOPE_MAP_ID,
    secretId: SECRET_ID,
    owner: OWNER,
    stack: "registry-customer-access/dev",
    adoptsToken: false,
    adoptsSecret: false,
    verifyLogin: true,
    ...change,
  };
}

/** What the state knows while nothing is due. */
export function state(change: Partial<SecretState> = {}): SecretState {
  return {
    username: "contoso-pull",
    enabled: true,
    scopeMapId: SCOPE_MAP_ID,
    secretId: SECRET_ID,
    secretVersion: "0123456789abcdef0123456789abcdef",
    secretEnabled: true,
    currentSlot: "password1",
    slots: [slot("password1")],
    ...change,
  };
}

/** The token as Azure knows it, with one password of ours. */
export function token(change: Partial<RegistryToken> = {}): RegistryToken {
  return {
    id: TOKEN_ID,
    name: "contoso-pull",
    scopeMapId: SCOPE_MAP_ID,
    enabled: true,
    passwords: [
      {
        name: "password1",
        createdAt: "2026-01-01T09:30:00.000Z",
        expiresAt: "2026-03-02T00:00:00.000Z",
      },
    ],
    ...change,
  };
}

/** The tags of the published password. */
export const TAGS = {
  CredentialId: "password1",
  IssuedAt: "2026-01-01T09:30:00.000Z",
  Generation: "1",
  Token: "vendorimages/contoso-pull",
  Owner: OWNER,
  Stack: "registry-customer-access/dev",
};

/** The secret as Resource Manager shows it, which hands that password out. */
export function secret(change: Partial<ManagedSecret> = {}): ManagedSecret {
  return {
    name: "contoso-registry-x7k2pd",
    version: "0123456789abcdef0123456789abcdef",
    enabled: true,
    expiresAt: "2026-03-02T00:00:00.000Z",
    tags: TAGS,
    ...change,
  };
}
