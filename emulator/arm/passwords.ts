// The two password slots of a token: how they are shown, kept, and what a new value looks like.
import { randomBytes, randomInt } from "node:crypto";
import { Refusal } from "../http/reply";
import { isObject } from "../http/request";
import type { Password, PasswordName } from "../world/world";
import { badRequest } from "./errors";

/** A token's two slots, in the order in which they are shown. */
export const PASSWORD_NAMES: readonly PasswordName[] = ["password1", "password2"];

/** A password as Resource Manager shows it; only the answer that made it has its value. */
export function showPassword({ creationTime, expiry, name, value }: Password, withValue = false) {
  return {
    creationTime,
    ...(expiry === undefined ? {} : { expiry }),
    name,
    ...(withValue ? { value } : {}),
  };
}

/** The passwords that `credentials.passwords` names; undefined when it says nothing about passwords. */
export function readKeptPasswords(
  credentials: unknown,
  present: readonly Password[],
): readonly Password[] | undefined {
  if (credentials === undefined || credentials === null) {
    return undefined;
  }
  if (!isObject(credentials)) {
    throw new Refusal(badRequest("The property 'credentials' must be an object."));
  }
  if (Array.isArray(credentials.certificates) && credentials.certificates.length > 0) {
    throw new Refusal(badRequest("The emulator does not know certificates of tokens."));
  }
  if (credentials.passwords === undefined) {
    return undefined;
  }
  return keep(credentials.passwords, present);
}

/** Whether a text names a slot. */
export function isPasswordName(name: unknown): name is PasswordName {
  return name === "password1" || name === "password2";
}

/**
 * A new value in the form of Microsoft's identifiable keys: 52 characters with `+ACR` after the 42nd.
 *
 * Reported by the rules of secret scanners; older recordings show 32 characters.
 */
export function newPasswordValue(): string {
  const random = randomBytes(48).toString("base64");
  return `${random.slice(0, 42)}+ACR${"ABCD".charAt(randomInt(4))}${random.slice(42, 47)}`;
}

// Adding a password this way is refused: https://github.com/Azure/azure-powershell/issues/22104
function keep(passwords: unknown, present: readonly Password[]): readonly Password[] {
  if (!Array.isArray(passwords)) {
    throw new Refusal(badRequest("The property 'credentials.passwords' must be a list."));
  }
  const names = new Set(
    passwords.map((password) => (isObject(password) ? password.name : undefined)),
  );
  const kept = present.filter(({ name }) => names.has(name));
  if (kept.length !== passwords.length) {
    throw new Refusal(
      badRequest(
        "Passwords can only be kept or removed here, each named once; use generateCredentials to add one.",
      ),
    );
  }
  return kept;
}
