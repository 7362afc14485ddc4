// Compares the passwords in a token's slots with the tags of the published secret.
import type { RegistryToken, TokenPassword } from "../azure/tokens/registryToken";
import { dayOf } from "../passwords/days";
import { isRevoked } from "../passwords/decision";
import type { Mark } from "../passwords/marks";
import { announcedEnd, nextRotation, type Wanted } from "../passwords/validity";
import type { Comparison, Declared } from "./declared";
import type { Finding } from "./finding";

/** A password that is or was in the vault. */
type Named = Pick<Mark, "slot" | "createdAt" | "generation">;

/** Changes by others to the passwords of the file's customers. */
export function passwordDrift({ declared }: Comparison, today: string): Finding[] {
  return declared.flatMap((each) => {
    const { token, mark } = each;
    if (token === undefined || mark === undefined || isMisnamed(token, mark)) return [];
    return [
      ...lost(each, token, mark),
      ...unknown(each, token, mark, today),
      ...ended(each, token, mark, today),
    ];
  });
}

/** Do the tags name another slot than that of the published password? Then they are not used. */
export function isMisnamed({ passwords }: RegistryToken, mark: Mark): boolean {
  return (
    !passwords.some((password) => isNamed(password, mark)) &&
    passwords.some(({ createdAt }) => createdAt === mark.createdAt)
  );
}

/** Passwords in the tags that the token no longer has. */
function lost({ customer }: Declared, token: RegistryToken, mark: Mark): Finding[] {
  return namedIn(mark)
    .filter((named) => !token.passwords.some((password) => isNamed(password, named)))
    .filter((named) => !isRevoked(named, customer.credential))
    .map((named) => {
      const now = token.passwords.find(({ name }) => name === named.slot);
      const handedOut = named === mark ? "which is in the vault" : "which was handed out before";
      const became =
        now === undefined ? "was removed" : `was generated again on ${dayOf(now.createdAt)}`;
      return {
        kind: "passwordLost",
        customer: customer.id,
        subject: `token ${token.name}`,
        message: `${named.slot} of ${dayOf(named.createdAt)}, ${handedOut}, ${became}`,
      };
    });
}

/** Working passwords that the tags do not name: somebody else may have them. */
function unknown(
  { customer }: Declared,
  token: RegistryToken,
  mark: Mark,
  today: string,
): Finding[] {
  return token.passwords
    .filter((password) => !namedIn(mark).some((named) => isNamed(password, named)))
    .filter((password) => works(password, today))
    .map(({ name, createdAt, expiresAt }) => {
      const until = expiresAt === undefined ? "without an end" : `until ${dayOf(expiresAt)}`;
      const by = createdAt > mark.createdAt ? ", or by a run that did not finish" : "";
      return {
        kind: "passwordOutside",
        customer: customer.id,
        subject: `token ${token.name}`,
        message: `${name} of ${dayOf(createdAt)}, ${until}, was generated outside of this project${by}: it is not the one in the vault`,
      };
    });
}

/** Passwords that still work although they were revoked, or should have been replaced. */
function ended(
  { customer, isOpen }: Declared,
  token: RegistryToken,
  mark: Mark,
  today: string,
): Finding[] {
  const { credential } = customer;
  const about = {
    kind: "endedPassword" as const,
    customer: customer.id,
    subject: `token ${token.name}`,
  };
  const working = namedIn(mark).flatMap((named) => {
    const password = token.passwords.find((each) => isNamed(each, named));
    return password !== undefined && works(password, today) ? [{ named, password }] : [];
  });
  return working.flatMap(({ named, password }): Finding[] => {
    const which = `${named.slot} of ${dayOf(named.createdAt)}`;
    if (isRevoked(named, credential)) {
      return [{ ...about, message: `${which} is revoked in the file, and still works` }];
    }
    if (named === mark || password.expiresAt !== undefined || !isOpen) return [];
    const end = endBeside(token, mark, { tokenId: token.id, enabled: isOpen, ...credential });
    return end === undefined || end >= today
      ? []
      : [{ ...about, message: `${which} was to be replaced on ${end}, and still works` }];
  });
}

/** The announced end of a password without its own, from the publication of its successor. */
function endBeside(token: RegistryToken, mark: Mark, wanted: Wanted): string | undefined {
  const current = token.passwords.find((password) => isNamed(password, mark));
  if (current === undefined || wanted.rotation === "manual") return undefined;
  const { createdAt, expiresAt } = current;
  const expiresOn = expiresAt === undefined ? undefined : dayOf(expiresAt);
  const dueOn = nextRotation({ createdAt, expiresOn }, wanted);
  return dueOn && announcedEnd(dueOn, wanted, dayOf(createdAt));
}

function namedIn(mark: Mark): Named[] {
  return mark.beside === undefined ? [mark] : [mark, mark.beside];
}

function isNamed({ name, createdAt }: TokenPassword, named: Named): boolean {
  return name === named.slot && createdAt === named.createdAt;
}

/** Does it work beyond the given day? */
export function works({ expiresAt }: TokenPassword, today: string): boolean {
  return expiresAt === undefined || dayOf(expiresAt) > today;
}
