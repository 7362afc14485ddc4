// Serves TokenSecret: the Key Vault secret that hands out a registry token's current password, through that password's whole life.

import { isDeepStrictEqual } from "node:util";
import { AzureError } from "../../azure/azureError";
import type { RegistryToken } from "../../azure/registryToken";
import { isSameToken, parseTokenId } from "../../azure/tokenId";
import type { Run } from "../../passwords/decision";
import type { AzureAccess } from "../azureAccess";
import { changedInputs } from "../protocol/inputDiff";
import { type Reality, type ResourceKind, Unfinished } from "../protocol/resource";
import { spelling } from "./adoption";
import { carryOut, retirePredecessor } from "./carryOut";
import { endAccess } from "./deletion";
import { elsewhere } from "./elsewhere";
import { foresight } from "./foresight";
import { allUnknown, foretellCreation, foretellUpdate, isNew } from "./foretelling";
import { hasUnknown, secretInputs, withFirstName } from "./inputs";
import { secretPlan } from "./plan";
import { readings } from "./readings";
import type { SecretState } from "./secretState";
import { adoptedSlot, afterReading, inputsAsRead, type Seen } from "./seen";
import { outputsOf, stateFrom } from "./state";
import { type ToBeMade, toBeMade } from "./toBeMade";

/** What TokenSecret needs from outside. */
export interface TokenSecretContext {
  azure: AzureAccess;
  /** The day it is and whether due passwords are rotated now. */
  run(): Run;
  /** Is a customer with this id declared in this run? */
  isListed(customerId: string): boolean;
  /** How many customers are read one by one before lists are asked. @default 20 */
  singleReadings?: number;
}

/**
 * Makes the kind of resource that owns a token's passwords and the secret that hands the current one out.
 *
 * Its id is the token's ARM id. Another token replaces it; everything else is an update in place. It never creates a token and
 * never PUTs one, and no value of a password is ever part of its inputs, outputs, logs or errors.
 */
export function tokenSecret({
  azure,
  run,
  isListed,
  singleReadings,
}: TokenSecretContext): ResourceKind {
  const look = elsewhere(azure);
  const foresee = foresight(azure, look);
  const read = readings(azure, singleReadings);
  const declared = new Map<string, ToBeMade & { isEnabled: boolean }>();
  return {
    refreshBeforeUpdate: true,

    check(olds, news, { urn }) {
      const { inputs, toBeMade: made } = toBeMade(withFirstName(olds, news));
      declared.set(urn, { ...made, isEnabled: inputs.enabled !== false });
      return { inputs, problems: [] };
    },

    diff(old, news, call) {
      const { adoptsToken: _, adoptsSecret: __, ...changes } = changedInputs(old.inputs, news);
      if (hasUnknown(news)) return changes;
      const inputs = secretInputs(news);
      if (!isSameToken(old.id, inputs.tokenId)) {
        return { ...changes, tokenId: { kind: "update-replace", isInput: true } };
      }
      const plan = secretPlan(stateFrom(old.outputs), inputs, run());
      for (const remark of plan.remarks) call.log("info", remark);
      return { ...plan.changes, ...changes };
    },

    async create(news, call) {
      if (hasUnknown(news)) return { id: "", inputs: news, outputs: allUnknown() };
      const inputs = secretInputs(news);
      const now = run();
      if (call.isPreview) {
        const made = declared.get(call.urn) ?? { token: false, scopeMap: false };
        const outputs = await foretellCreation({ inputs, run: now, call }, foresee, made);
        return { id: "", inputs: news, outputs };
      }
      const seen = await look(required(await read.fresh(inputs), inputs.tokenId), inputs);
      const { token, secret } = seen;
      const spelled = spelling(token, inputs);
      if (spelled !== undefined) call.log("warning", spelled);
      const state = afterReading({ slots: [] }, inputs, seen, now.today);
      const plan = secretPlan(state, inputs, now);
      const id = inputs.tokenId;
      try {
        const isSilent = isNew(token, plan);
        const next = await carryOut({
          azure,
          token,
          secret,
          state,
          inputs,
          run: now,
          call,
          isSilent,
        });
        return { id, inputs: news, outputs: outputsOf(next, inputs) };
      } catch (thrown) {
        if (plan.decision.kind !== "issue" || isRefusal(thrown)) throw thrown;
        // The password may have been made. Naming its slot lets the next run make it again in the same place.
        const outputs = outputsOf({ ...state, currentSlot: plan.decision.slot }, inputs);
        throw new Unfinished({ id, inputs: news, outputs }, thrown as Error);
      }
    },

    async read(known) {
      const isImport = known.outputs.username === undefined;
      const { today } = run();
      if (isImport) {
        const token = await (await azure.tokens()).get(known.id);
        return token && { id: known.id, ...imported(token, today) };
      }
      const inputs = secretInputs(known.inputs);
      const state = stateFrom(known.outputs);
      try {
        const found = await read.careful(inputs, (seen) =>
          isUnchanged(state, afterReading(state, inputs, seen, today)),
        );
        if (found === undefined) return undefined;
        return {
          id: known.id,
          inputs: inputsAsRead(known.inputs, found.token),
          outputs: outputsOf(afterReading(state, inputs, found, today), inputs),
        };
      } catch (thrown) {
        if (!isOneTokensTrouble(thrown)) throw thrown;
        // A plain failure of one read would end the run for every customer.
        throw new Unfinished({ ...known, outputs: outputsOf(state, inputs) }, thrown as Error);
      }
    },

    async update(old, news, call) {
      if (hasUnknown(news)) return allUnknown();
      const inputs = secretInputs(news);
      const now = run();
      const known = stateFrom(old.outputs);
      if (call.isPreview) return foretellUpdate(known, { inputs, run: now, call });
      // Read again: what the state knows is from before, or from long ago where the last reading failed.
      const look = async () => required(await read.fresh(inputs), inputs.tokenId);
      const stateOf = (seen: Seen) => afterReading(known, inputs, seen, now.today);
      let seen = await look();
      // One of two answers that differ may be stale.
      if (!isUnchanged(known, stateOf(seen))) seen = await look();
      const next = await carryOut({ azure, ...seen, state: stateOf(seen), inputs, run: now, call });
      await retirePredecessor({ azure, inputs, call }, known, next);
      return outputsOf(next, inputs);
    },

    async delete(old, call) {
      const inputs = secretInputs(old.inputs);
      // Where the scope map fails, an engine may not check this resource at all (CLI 3.276.0; 3.259.0 did).
      const isDeclared = declared.has(call.urn) || isListed(customerIn(call.urn));
      const isEnabled = declared.get(call.urn)?.isEnabled ?? true;
      await endAccess({
        azure,
        state: stateFrom(old.outputs),
        inputs,
        call,
        isDeclared,
        isEnabled,
      });
    },
  };
}

function required(seen: Seen | undefined, tokenId: string): Seen {
  if (seen !== undefined) return seen;
  const { tokenName } = parseTokenId(tokenId);
  throw new Error(
    `token ${tokenName} is not there, although its registry is; run \`pulumi up --refresh\`, which creates it again with a new password`,
  );
}

/** The id of the customer in the URN of their secret. */
function customerIn(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2).replace(/-secret$/, "");
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

function isUnchanged(known: SecretState, now: SecretState): boolean {
  return isDeepStrictEqual(known, now);
}

/** A token that a person imports: any of its passwords may be in use; which secret belongs to it is for the program to say. */
function imported(token: RegistryToken, today: string): Omit<Reality, "id"> {
  const slots = token.passwords.map((password) => adoptedSlot(password, today));
  return { inputs: { tokenId: token.id, scopeMapId: token.scopeMapId }, outputs: { slots } };
}
