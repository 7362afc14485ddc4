// Serves TokenCredentials: the passwords of one registry token, and its status and scope map, kept as the program wants them.

import { AzureError } from "../azure/azureError";
import type { RegistryToken, SlotName, TokenPassword } from "../azure/registryToken";
import { isSameToken, parseTokenId } from "../azure/tokenId";
import { startOf } from "../passwords/days";
import type { Run } from "../passwords/decision";
import { adoption, spelling } from "./adoption";
import type { AzureAccess } from "./azureAccess";
import { credentialInputs } from "./credentialInputs";
import { type CredentialPlan, credentialPlan } from "./credentialPlan";
import {
  afterIssue,
  afterReading,
  afterSettings,
  asOutputs,
  heldFrom,
  outputsAfterReading,
} from "./credentialState";
import { foresight } from "./foresight";
import { allUnknown, foretellCreation, foretellUpdate, refusals } from "./foretelling";
import { changedInputs } from "./protocol/inputDiff";
import {
  type Old,
  type Properties,
  type ResourceKind,
  UNKNOWN,
  Unfinished,
} from "./protocol/resource";
import { type Proof, provenPassword, proveOlder } from "./provenPassword";
import { type ToBeMade, toBeMade } from "./toBeMade";

/** What TokenCredentials needs from outside. */
export interface TokenCredentialsContext {
  azure: AzureAccess;
  /** The day it is and whether due passwords are rotated now. */
  run(): Run;
  /** The name of the secret that hands out this password; undefined when none does. */
  publishedIn(password: { tokenId: string; slot: SlotName }): Promise<string | undefined>;
  /** Is a customer with this id declared in this run? */
  isListed(customerId: string): boolean;
}

/**
 * Makes the kind of resource that owns a token's passwords.
 *
 * Its id is the token's ARM id, which is also its import id. Another token replaces it; everything else is an
 * update in place. It never creates a token and never PUTs one.
 */
export function tokenCredentials(context: TokenCredentialsContext): ResourceKind {
  const { azure, run } = context;
  const foresee = foresight(azure);
  const declared = new Map<string, ToBeMade>();
  return {
    refreshBeforeUpdate: true,

    check(_olds, news, { urn }) {
      const { inputs, toBeMade: made } = toBeMade(news);
      declared.set(urn, made);
      return { inputs, problems: [] };
    },

    diff(old, news, call) {
      const changes = changedInputs(old.inputs, news);
      if (hasUnknown(news)) return changes;
      const inputs = credentialInputs(news);
      if (!isSameToken(old.id, inputs.tokenId)) {
        return { ...changes, tokenId: { kind: "update-replace", isInput: true } };
      }
      const plan = credentialPlan(old.outputs, inputs, run());
      for (const remark of plan.remarks) call.log("info", remark);
      return { ...plan.changes, ...changes };
    },

    async create(news, call) {
      if (hasUnknown(news)) return { id: "", inputs: news, outputs: allUnknown() };
      const inputs = credentialInputs(news);
      const now = run();
      if (call.isPreview) {
        const made = declared.get(call.urn) ?? { token: false, scopeMap: false };
        const outputs = await foretellCreation({ inputs, run: now, call }, foresee, made);
        return { id: "", inputs: news, outputs };
      }
      const token = await requireToken(azure, inputs.tokenId);
      const spelled = spelling(token, inputs);
      if (spelled !== undefined) call.log("warning", spelled);
      const { olds, plan, isNew } = adoption(token, inputs, now);
      const id = inputs.tokenId;
      try {
        const work = { azure, token, olds, inputs, run: now, call, isSilent: isNew };
        return { id, inputs: news, outputs: await carryOut(plan, work) };
      } catch (thrown) {
        if (plan.decision.kind !== "issue" || isRefusal(thrown)) throw thrown;
        // The password may have been made. Naming its slot lets the next run make it again in the same place.
        const made = { ...olds, currentSlot: plan.decision.slot };
        throw new Unfinished({ id, inputs: news, outputs: made }, thrown as Error);
      }
    },

    async read(known) {
      try {
        const token = await (await azure.tokens()).get(known.id);
        return token === undefined ? undefined : afterReading(known, token, run().today);
      } catch (thrown) {
        const isImport = known.outputs.username === undefined;
        if (isImport || !isOneTokensTrouble(thrown)) throw thrown;
        // A plain failure of one read would end the run for every customer.
        throw new Unfinished({ ...known, outputs: asOutputs(known.outputs) }, thrown as Error);
      }
    },

    async update(old, news, call) {
      if (hasUnknown(news)) return allUnknown();
      const inputs = credentialInputs(news);
      const now = run();
      if (call.isPreview) return foretellUpdate(old.outputs, { inputs, run: now, call });
      // Read again: what the state knows is from before, or from long ago where the last reading failed.
      const token = await requireToken(azure, inputs.tokenId);
      const olds = outputsAfterReading(old, token, now.today);
      const plan = credentialPlan(olds, inputs, now);
      return carryOut(plan, { azure, token, olds, inputs, run: now, call });
    },

    async delete(old, { urn }) {
      const tokens = await azure.tokens();
      const token = await tokens.get(old.id);
      if (token === undefined) return;
      // Where the scope map fails, an engine may not check the credentials at all (CLI 3.276.0; 3.259.0 did).
      const isDeclared = declared.has(urn) || context.isListed(customerIn(urn));
      if (isDeclared) await requireSuccessor(context, old);
      const isOurs = (password: TokenPassword) =>
        heldFrom(old.outputs).slots.some(
          (slot) =>
            slot.generation > 0 &&
            slot.name === password.name &&
            slot.createdAt === password.createdAt,
        );
      if (!token.passwords.some(isOurs)) return;
      const stay = token.passwords.filter((password) => !isOurs(password));
      await tokens.keepPasswords(
        old.id,
        stay.map((password) => password.name),
      );
    },
  };
}

/** What a plan is carried out on. */
interface Work extends Proof {
  olds: Properties;
  run: Run;
  /** Is nothing said of what is done? @default false */
  isSilent?: boolean;
}

/**
 * Does what a plan says, and says what was done when it was; the steps are in the order in which a killed run does
 * least harm.
 */
async function carryOut(plan: CredentialPlan, work: Work): Promise<Properties> {
  const { decision, change, isProofDue, reasons } = plan;
  const { azure, olds, inputs, run, call, isSilent = false } = work;
  const say = (lines: readonly string[]) => {
    if (!isSilent) for (const line of lines) call.log("info", line);
  };
  const [refusal] = refusals(inputs, plan);
  if (refusal !== undefined) throw new Error(refusal);
  const tokens = await azure.tokens();
  // Step 1: status and scope map, by PATCH. A token must be enabled before a new password can be proven.
  if (change !== undefined) await tokens.update(inputs.tokenId, change);
  say(reasons.settings);
  if (decision.kind !== "issue") {
    if (isProofDue) await proveOlder(work, heldFrom(olds).currentSlot, String(olds.password));
    say(reasons.promises);
    return afterSettings(olds, inputs, run);
  }
  // Step 2: the new password, in the one slot that was decided on.
  const expiresAt = decision.expiresOn === undefined ? undefined : startOf(decision.expiresOn);
  // Before it is done: a run that is killed in it must not lock anybody out in silence.
  say(reasons.lockedOut);
  const generated = await tokens.generatePassword(inputs.tokenId, decision.slot, expiresAt);
  say(reasons.issue);
  const listed = await provenPassword(work, decision.slot, generated);
  say(reasons.promises);
  return afterIssue(olds, inputs, run, { listed, generated });
}

async function requireToken(azure: AzureAccess, tokenId: string): Promise<RegistryToken> {
  const token = await (await azure.tokens()).get(tokenId);
  if (token !== undefined) return token;
  const { tokenName } = parseTokenId(tokenId);
  throw new Error(
    `token ${tokenName} is not there, although its registry is; run \`pulumi up --refresh\`, which creates it again with a new password`,
  );
}

/**
 * Makes sure that a password which is replaced, with its token or alone, is handed out no more.
 *
 * The engine deletes what an earlier run replaced also when this run could not write the secret, or came to nothing
 * before it (CLI 3.259.0 and 3.276.0, with --continue-on-error). When this deletion fails, it keeps the token and its scope map, too.
 */
async function requireSuccessor(
  { publishedIn }: TokenCredentialsContext,
  { id, outputs }: Old,
): Promise<void> {
  const { currentSlot } = heldFrom(outputs);
  if (currentSlot === undefined) return;
  const secret = await publishedIn({ tokenId: id, slot: currentSlot });
  if (secret === undefined) return;
  throw new Error(
    `token ${parseTokenId(id).tokenName}: kept, because secret ${secret} still hands out its ${currentSlot}; put right why the secret was not written, and run again`,
  );
}

/** The id of the customer in the URN of their credentials. */
function customerIn(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2).replace(/-credentials$/, "");
}

/** Did Azure refuse before anything was made? What fails after that is not an AzureError any more. */
function isRefusal(thrown: unknown): boolean {
  if (!(thrown instanceof AzureError)) return false;
  return thrown.status !== undefined && thrown.status >= 400 && thrown.status < 500;
}

/** Is it a failure that says nothing about other tokens? A missing registry or a refused identity concerns all. */
function isOneTokensTrouble(thrown: unknown): boolean {
  const status = thrown instanceof AzureError ? thrown.status : undefined;
  return status !== undefined && status !== 401 && status !== 404;
}

function hasUnknown(news: Properties): boolean {
  return Object.values(news).includes(UNKNOWN);
}
