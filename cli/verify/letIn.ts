// Verifies a customer who may log in: the secret's latest version, what it lets them do, and the passwords before it.
import { allows } from "../../azure/registry/claims";
import type { StoredSecret } from "../../azure/vault/vaultSecrets";
import type { Customer } from "../../customers/schema/schema";
import { markIn } from "../../passwords/marks";
import type { DeployedCredentials } from "../credentials/deployedCustomers";
import type { CheckLog, Tried } from "./checkLog";
import { tryOlderPasswords } from "./olderPasswords";
import { readSecret } from "./readSecret";
import { type Allowed, tryRights } from "./rights";
import { isForeign, type KnownSecret, untruthsOf } from "./secretTags";
import { type NamedSlot, tryPassword } from "./tryPassword";
import type { Seen, VerifyWorld } from "./verifyWorld";
import { whyRefused, whyUnreachable } from "./whyRefused";
import { wishFor } from "./wish";

/** Makes all checks; those that depend on a failed one are skipped. */
export async function verifyLetIn(
  customer: Customer,
  world: VerifyWorld,
  log: CheckLog,
): Promise<Seen> {
  const deployed = world.deployed.get(customer.id);
  const { secretName, credentials } = deployed ?? {};
  if (deployed === undefined || credentials === undefined || secretName === undefined) {
    log.note("deployed", null, {
      verdict: "found",
      answer: "no password",
      reason: "no password was published yet: run `pulumi up`, which issues one",
    });
    return {};
  }
  const secret = await secretOf(secretName, world, log);
  if (secret === undefined) return { secretName };
  world.passwords.set(customer.id, secret.value);
  const mark = markIn(secret.tags);
  const known = { secret, secretName, credentials, mark };
  const wish = await wishFor(customer, world.azure, log);
  const allowed = await logIn(customer, known, wish.scopes, world, log);
  if (allowed !== undefined) {
    noteTags(customer, known, world, log);
    await tryRights(customer, { azure: world.azure, log, wish, ...allowed });
  }
  await tryOlderPasswords(customer, { ...deployed, secretName, credentials }, world, log);
  const { version, expiresAt } = secret;
  return {
    secretName,
    secretVersion: version,
    slot: slotOf(known)?.slot ?? null,
    expiresAt: expiresAt ?? null,
    refused: wish.outside.filter((repository) => isRefused(repository, allowed)).length,
  };
}

/** Does the access token leave it out? Nothing is known of that without one. */
function isRefused(repository: string, allowed: Allowed | undefined): boolean {
  return allowed !== undefined && !allows(allowed.access, { repository, action: "pull" });
}

async function secretOf(
  secretName: string,
  { azure }: VerifyWorld,
  log: CheckLog,
): Promise<StoredSecret | undefined> {
  let secret: StoredSecret | undefined;
  await log.try("secret", secretName, async (): Promise<Tried> => {
    const read = await readSecret(azure.vault, secretName);
    if (read === "disabled") {
      const reason = `secret ${secretName} is disabled: run \`pulumi up\`, which enables it`;
      return { verdict: "found", answer: "disabled", reason };
    }
    if (read === "missing") {
      const reason = `secret ${secretName} was deleted: run \`pulumi up\`, which recovers it, or issues a new password if it was purged`;
      return { verdict: "found", answer: "missing", reason };
    }
    secret = read;
    return { verdict: "as declared", answer: `version ${read.version}` };
  });
  return secret;
}

/** @returns undefined where the password does not log in */
async function logIn(
  { tokenName: username }: Customer,
  known: KnownSecret,
  scopes: readonly string[],
  world: VerifyWorld,
  log: CheckLog,
): Promise<Allowed | undefined> {
  const { secret, secretName, credentials } = known;
  const named = slotOf(known);
  let allowed: Allowed | undefined;
  await log.try("login", named?.slot ?? null, async (): Promise<Tried> => {
    const password = secret.value;
    const own = isForeign(known) ? undefined : named;
    const trial = { username, password, named: own, scopes };
    const { session, login } = await tryPassword(world, trial);
    if (login.outcome === "unreachable") {
      return { verdict: "undecided", answer: "not answered", reason: whyUnreachable(login) };
    }
    if (login.outcome === "refused") {
      const reason = await whyRefused(world, {
        tokenId: credentials.tokenId,
        username,
        named,
        secretName,
        ...(isForeign(known) ? { foreignVersion: secret.version } : {}),
      });
      return { verdict: "found", answer: "refused", reason };
    }
    allowed = { session, access: login.access };
    return { verdict: "as declared", answer: "accepted" };
  });
  return allowed;
}

/** Which password is in the secret, by its tags, or otherwise by the last update. */
function slotOf({ mark, credentials }: KnownSecret): NamedSlot | undefined {
  if (mark !== undefined) return mark;
  const current = currentOf(credentials);
  return current === undefined ? undefined : { slot: current.name, createdAt: current.createdAt };
}

function currentOf({ slots, currentSlot }: DeployedCredentials) {
  return slots.find(({ name }) => name === currentSlot);
}

function noteTags(
  { tokenName }: Customer,
  known: KnownSecret,
  { azure }: VerifyWorld,
  log: CheckLog,
): void {
  const { secretName, mark } = known;
  const untruths = untruthsOf(known, azure.token(tokenName));
  const told = untruths.length === 0;
  log.note("tags of the secret", secretName, {
    verdict: told ? "as declared" : "found",
    answer: mark === undefined ? "incomplete" : `${mark.slot} of ${mark.createdAt}`,
    ...(told
      ? {}
      : {
          reason: `secret ${secretName}: ${untruths.join("; ")}; run \`pulumi up\`, which corrects it`,
        }),
  });
}
