// Tries the passwords before the newest one, which must work until their announced end.
import type { Customer } from "../../customers/schema/schema";
import { isRevoked } from "../../passwords/decision";
import { markIn } from "../../passwords/marks";
import { type HeldSlot, hasEnded, promisedUntil } from "../../passwords/validity";
import type { DeployedCustomer } from "../credentials/deployedCustomers";
import type { CheckLog, Tried } from "./checkLog";
import { readSecret } from "./readSecret";
import { tryPassword } from "./tryPassword";
import type { VerifyWorld } from "./verifyWorld";
import { whyRefused, whyUnreachable } from "./whyRefused";

/** Logs in with each that has time left and stands in an earlier version of the secret. */
export async function tryOlderPasswords(
  customer: Customer,
  deployed: DeployedCustomer & Required<Pick<DeployedCustomer, "secretName" | "credentials">>,
  world: VerifyWorld,
  log: CheckLog,
): Promise<void> {
  const { credentials, revokedBefore } = deployed;
  const older = credentials.slots.filter(
    (slot) =>
      slot.name !== credentials.currentSlot &&
      !hasEnded(slot, world.today) &&
      !isRevoked(slot, { revokeBefore: revokedBefore }),
  );
  for (const slot of older) {
    await log.try("older password", slot.name, () => tryOlder(customer, deployed, slot, world));
  }
}

async function tryOlder(
  { tokenName: username }: Customer,
  {
    secretName,
    credentials,
  }: DeployedCustomer & Required<Pick<DeployedCustomer, "secretName" | "credentials">>,
  { name, createdAt, ...held }: HeldSlot,
  world: VerifyWorld,
): Promise<Tried> {
  const { vault } = world.azure;
  const version = (await vault.versions(secretName)).find(({ tags }) => {
    const mark = markIn(tags);
    return mark?.slot === name && mark.createdAt === createdAt;
  })?.version;
  const read = version === undefined ? "missing" : await readSecret(vault, secretName, version);
  if (read === "missing" || read === "disabled") {
    const answer = `${read === "missing" ? "no version holds it" : "its version is disabled"}: nobody can read the password`;
    return { verdict: "not tried", answer };
  }
  const named = { slot: name, createdAt };
  const { login } = await tryPassword(world, { username, password: read.value, named });
  const until = promisedUntil({ name, createdAt, ...held }) ?? "its end is announced";
  if (login.outcome === "accepted") {
    return { verdict: "as declared", answer: `accepted, until ${until}` };
  }
  if (login.outcome === "unreachable") {
    return { verdict: "undecided", answer: "not answered", reason: whyUnreachable(login) };
  }
  const why = await whyRefused(world, {
    tokenId: credentials.tokenId,
    username,
    named,
    secretName,
  });
  return {
    verdict: "found",
    answer: "refused",
    reason: `${name} is promised until ${until}, but ${why}`,
  };
}
