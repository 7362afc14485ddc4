// Carries out a plan step by step, in the order in which a killed run does least harm.

import type { TokenPassword } from "../../azure/tokens/registryToken";
import { isSameId } from "../../azure/tokens/tokenId";
import type { ManagedSecret } from "../../azure/vault/managedSecrets";
import { putSecret } from "../../azure/vault/putSecret";
import { asHeld } from "../../passwords/adoptedSlot";
import { startOf } from "../../passwords/days";
import { isRevoked, type Run } from "../../passwords/decision";
import { isOwnTag, markIn, tagsOf, tokenInMark } from "../../passwords/marks";
import { handsOut } from "./deletion";
import { revokedWords } from "./messages";
import { type SecretPlan, secretPlan } from "./plan";
import { refusals } from "./preview";
import type { SecretState } from "./secretState";
import { afterReading } from "./seen";
import { afterIssue, afterSettings, currentIn, heldIn } from "./state";
import { type Verification, verifiedPassword } from "./verifiedPassword";

/** What a plan is applied to. */
export interface Work extends Verification {
  /** What is known, read again just before the change. */
  state: SecretState;
  secret: ManagedSecret | undefined;
  run: Run;
  /** Are messages about finished steps left out? @default false */
  isSilent?: boolean;
}

/**
 * Carries out the plan for a state and inputs.
 *
 * First status and scope map. Then a new password, its login, its publication. Then token and secret are read again.
 * Then revoked passwords are ended. A password in the vault is never ended before its successor is there.
 */
export async function carryOut(work: Work): Promise<SecretState> {
  const { inputs, run } = work;
  const plan = secretPlan(work.state, inputs, run);
  const [refusal] = refusals(inputs, plan);
  if (refusal !== undefined) throw new Error(refusal);
  if (plan.isRecoveryDue) {
    const next = await recovered(work);
    say(work, plan.reasons.secret);
    return carryOut(next);
  }
  // Printed first: if the run is killed here, nobody must be locked out without a message.
  say(work, plan.reasons.lockedOut);
  if (plan.change !== undefined) {
    await (await work.azure.tokens()).update(inputs.tokenId, plan.change);
  }
  say(work, plan.reasons.settings);
  const next =
    plan.decision.kind === "issue" ? await published(work, plan) : await kept(work, plan);
  say(work, plan.reasons.promises);
  return plan.isRevocationDue ? revoked(work, next) : next;
}

/** Recovers the secret; if that is not possible, plans it as purged. */
async function recovered(work: Work): Promise<Work> {
  const { azure, inputs, state, token, run } = work;
  const secrets = await azure.secrets();
  if (!(await secrets.recover(idOf(work)))) {
    return { ...work, state: { ...state, secretIs: "purged" } };
  }
  const secret = await secrets.get(idOf(work));
  return { ...work, secret, state: afterReading(state, inputs, { token, secret }, run) };
}

/** No new password: the secret follows the token. */
async function kept(work: Work, { isStatusDue, reasons }: SecretPlan): Promise<SecretState> {
  const { azure, inputs, run, state, secret } = work;
  const next = afterSettings(state, inputs, run);
  if (!isStatusDue || secret === undefined) return next;
  const current = state.secretIs === "unconfirmed" ? undefined : currentIn(state);
  // A revoked password is gone from the state, but its secret still has an end, which no PATCH can remove.
  const expiresAt = (current && endOf(current)) ?? secret.expiresAt;
  await (await azure.secrets()).patch(idOf(work), secret.version, {
    enabled: inputs.enabled,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    tags: { ...secret.tags, ...(current === undefined ? {} : ownTags(work, current)) },
  });
  say(work, reasons.secret);
  return next;
}

function endOf({ expiresOn }: { expiresOn?: string | undefined }): string | undefined {
  return expiresOn === undefined ? undefined : startOf(expiresOn);
}

/** Generates a new password, only in the chosen slot. */
async function published(work: Work, plan: SecretPlan): Promise<SecretState> {
  const { azure, inputs, run, state, secret } = work;
  if (plan.decision.kind !== "issue") return state;
  const { slot } = plan.decision;
  const expiresAt = endOf(plan.decision);
  const tokens = await azure.tokens();
  const generated = await tokens.generatePassword(inputs.tokenId, slot, expiresAt);
  say(work, plan.reasons.issue);
  try {
    const listed = await verifiedPassword(work, slot, generated);
    const issued = { ...asHeld(listed), generation: inputs.generation };
    const written = await putSecret(await work.azure.secrets(), idOf(work), {
      value: generated.value,
      enabled: true,
      ...(expiresAt === undefined ? {} : { expiresAt }),
      tags: { ...foreignTags(secret), ...ownTags(work, issued) },
    });
    await requireAsPublished(work, listed, written);
    return afterIssue(state, inputs, run, { issued, secretVersion: written.version });
  } catch (thrown) {
    const { message } = thrown as Error;
    throw new Error(
      `token ${work.token.name}: ${slot} was generated but is not published: ${message}; run again to generate it again`,
      { cause: thrown },
    );
  }
}

/** Two runs without a lock overwrite each other: the vault must hold the password that the token accepts. */
async function requireAsPublished(
  { azure, inputs }: Work,
  { name, createdAt }: TokenPassword,
  written: ManagedSecret,
): Promise<void> {
  const [token, secret] = await Promise.all([
    (await azure.tokens()).get(inputs.tokenId),
    (await azure.secrets()).get(inputs.secretId ?? ""),
  ]);
  const mark = secret && markIn(secret.tags);
  const isListed = token?.passwords.some(
    (each) => each.name === name && each.createdAt === createdAt,
  );
  if (isListed && secret?.version === written.version && mark?.createdAt === createdAt) return;
  throw new Error("another run has issued a password at the same time");
}

/**
 * After a move to another vault nothing is fetched from the old one any more.
 *
 * @param known the previous state, which names the old one
 */
export async function retirePredecessor(
  { azure, inputs, call }: Pick<Work, "azure" | "inputs" | "call">,
  known: SecretState,
  next: SecretState,
): Promise<void> {
  const { secretId } = known;
  if (secretId === undefined || isSameId(secretId, next.secretId ?? secretId)) return;
  try {
    const secrets = await azure.secrets();
    const before = await secrets.get(secretId);
    if (before !== undefined && handsOut(before, { state: known, inputs }))
      await secrets.remove(secretId);
  } catch (thrown) {
    call.log("warning", `${secretId} is still there: ${(thrown as Error).message}`);
  }
}

/** Ends the passwords of revoked generations, and those that nobody here has issued. */
async function revoked(work: Work, state: SecretState): Promise<SecretState> {
  const { azure, inputs, call } = work;
  const tokens = await azure.tokens();
  const token = await tokens.get(inputs.tokenId);
  const { slots } = heldIn(state);
  const valid = slots.filter((slot) => !isRevoked(slot, inputs));
  const isValid = ({ name, createdAt }: TokenPassword) =>
    valid.some((slot) => slot.name === name && slot.createdAt === createdAt);
  const gone = (token?.passwords ?? []).filter((password) => !isValid(password));
  // Printed first, as above.
  for (const password of gone) call.log("info", revokedWords(password));
  // A known password that is not listed may still exist: one answer may be stale.
  if (gone.length > 0 || valid.length < slots.length) {
    await tokens.keepPasswords(
      inputs.tokenId,
      valid.map(({ name }) => name),
    );
  }
  return { ...state, slots: valid, revokedBefore: inputs.revokeBefore };
}

function ownTags({ inputs, state }: Work, issued: NamedSlot): Record<string, string> {
  const { tokenId, owner = "", stack } = inputs;
  const beside = heldIn(state).slots.find(({ name }) => name !== issued.name);
  return tagsOf(
    {
      slot: issued.name,
      createdAt: issued.createdAt,
      generation: issued.generation,
      token: tokenInMark(tokenId),
      owner,
      ...(beside === undefined
        ? {}
        : {
            beside: {
              slot: beside.name,
              createdAt: beside.createdAt,
              generation: beside.generation,
            },
          }),
    },
    stack,
  );
}

type NamedSlot = Pick<SecretState["slots"][number], "name" | "createdAt" | "generation">;

/** Tags that others have put on the secret: they are kept. */
function foreignTags(secret: ManagedSecret | undefined): Record<string, string> {
  const tags = Object.entries(secret?.tags ?? {});
  return Object.fromEntries(tags.filter(([name]) => !isOwnTag(name)));
}

function idOf({ inputs }: Work): string {
  if (inputs.secretId !== undefined) return inputs.secretId;
  throw new Error("TokenSecret.secretName is missing; run `pulumi up` again");
}

function say({ call, isSilent = false }: Work, lines: readonly string[]): void {
  if (!isSilent) for (const line of lines) call.log("info", line);
}
