// Verifies that a customer who is suspended, offboarded, or whose access has ended can no longer log in.
import type { Customer } from "../../customers/schema/schema";
import type { CheckLog, Tried } from "./checkLog";
import { type ReadSecret, readSecret } from "./readSecret";
import { tryPassword } from "./tryPassword";
import type { Seen, VerifyWorld } from "./verifyWorld";
import { whyUnreachable } from "./whyRefused";

/** Looks at token and secret, and tries a password if anybody can read one. */
export async function verifyShutOut(
  customer: Customer,
  world: VerifyWorld,
  log: CheckLog,
): Promise<Seen> {
  const { azure, deployed, passwords } = world;
  const { id, tokenName: username } = customer;
  log.note("token", username, tokenSeen(customer, world));
  const { secretName } = deployed.get(id) ?? {};
  let read: ReadSecret = "missing";
  if (secretName === undefined) {
    log.note("secret", null, { verdict: "as declared", answer: "no password was published yet" });
  } else {
    await log.try("secret", secretName, async (): Promise<Tried> => {
      read = await readSecret(azure.vault, secretName);
      if (typeof read === "string") return { verdict: "as declared", answer: read };
      const answer = `version ${read.version}`;
      // The next run disables it; what counts until then is that the password has ended.
      if (customer.state === "active") return { verdict: "as declared", answer };
      const reason = `secret ${secretName} can be read, although the customer is ${why(customer)}: run \`pulumi up\`, which disables it`;
      return { verdict: "found", answer, reason };
    });
  }
  const current = read as ReadSecret;
  const password = typeof current === "string" ? passwords.get(id) : current.value;
  if (password === undefined) {
    log.note("login", null, {
      verdict: "not tried",
      answer: "nobody can read the password",
    });
  } else {
    await log.try("login", null, async (): Promise<Tried> => {
      const { login } = await tryPassword(world, { username, password });
      if (login.outcome === "refused") return { verdict: "as declared", answer: "refused" };
      if (login.outcome === "unreachable") {
        return { verdict: "undecided", answer: "not answered", reason: whyUnreachable(login) };
      }
      const reason = `a password logs in, although the customer is ${why(customer)}: run \`pulumi up\`, which disables the token`;
      return { verdict: "found", answer: "accepted", reason };
    });
  }
  return secretName === undefined ? {} : { secretName };
}

function tokenSeen(customer: Customer, { azure, now }: VerifyWorld): Tried {
  const { tokenName, state } = customer;
  const token = azure.token(tokenName);
  if (token === undefined) return { verdict: "as declared", answer: "gone" };
  if (!token.enabled) return { verdict: "as declared", answer: "disabled" };
  // Passwords end with the access by themselves; the next run disables the token.
  const nowMs = now().getTime();
  const isOver = token.passwords.every(
    ({ expiresAt }) => expiresAt !== undefined && Date.parse(expiresAt) <= nowMs,
  );
  if (state === "active" && isOver) {
    return { verdict: "as declared", answer: "enabled, and every password has ended" };
  }
  const reason = `token ${tokenName} is enabled, although the customer is ${why(customer)}: run \`pulumi up\`, which disables it`;
  return { verdict: "found", answer: "enabled", reason };
}

function why({ state, accessUntil }: Customer): string {
  return state === "active" ? `out since ${accessUntil}, their last day` : state;
}
