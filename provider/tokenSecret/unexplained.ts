// Passwords of a token that may have been published although the vault's answer does not show it: it may be stale.

import type { TokenPassword } from "../../azure/tokens/registryToken";
import { markIn } from "../../passwords/marks";
import type { SecretState } from "./secretState";
import { isNamed, type Seen } from "./seen";

/**
 * Passwords that neither the state nor the secret's tags contain: a killed run may have published them.
 *
 * They are younger than the known passwords of their slots; an older one is a stale answer.
 */
export function unexplained({ token, secret }: Seen, known: SecretState): TokenPassword[] {
  const mark = secret && markIn(secret.tags);
  const named = [mark, mark?.beside].filter((by) => by !== undefined);
  return token.passwords.filter(
    (password) =>
      !named.some((by) => isNamed(password, by)) &&
      !known.slots.some(
        ({ name, createdAt }) => name === password.name && password.createdAt <= createdAt,
      ),
  );
}
