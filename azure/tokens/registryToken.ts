// A registry token and its passwords as Azure returns them, checked and sorted.

import type { Token } from "@azure/arm-containerregistry";
import { AzureError } from "../azureError";

/** The two slots for passwords of each token. */
export type SlotName = "password1" | "password2";

/** A password as Azure lists it: without its value. */
export interface TokenPassword {
  name: SlotName;
  /** ISO 8601 instant; changes exactly when the password does. */
  createdAt: string;
  /** ISO 8601 instant; absent for a password that never expires. */
  expiresAt?: string;
}

/** A registry token as Azure knows it. */
export interface RegistryToken {
  id: string;
  name: string;
  /** ARM id of the scope map that says what the token may do; empty when Azure names none. */
  scopeMapId: string;
  enabled: boolean;
  /** Sorted by name. */
  passwords: readonly TokenPassword[];
}

/** Reads a token from Azure's answer. @throws AzureError when the answer lacks what makes a token */
export function asRegistryToken(operation: string, id: string, token: Token): RegistryToken {
  if (token.name === undefined) {
    throw new AzureError({ operation, reason: "the answer has no name", advice: "run again" });
  }
  const passwords = (token.credentials?.passwords ?? []).flatMap((password) =>
    isSlotName(password.name)
      ? [
          {
            name: password.name,
            // A password without a date still uses its slot.
            createdAt: (password.creationTime ?? new Date(0)).toISOString(),
            ...(password.expiry ? { expiresAt: password.expiry.toISOString() } : {}),
          },
        ]
      : [],
  );
  passwords.sort((one, other) => one.name.localeCompare(other.name));
  return {
    id,
    name: token.name,
    scopeMapId: token.scopeMapId ?? "",
    enabled: token.status !== "disabled",
    passwords,
  };
}

function isSlotName(name: string | undefined): name is SlotName {
  return name === "password1" || name === "password2";
}
