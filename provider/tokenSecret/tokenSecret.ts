// Serves TokenSecret: the Key Vault secret with a registry token's current password, from its generation to its end.

import { isDeepStrictEqual } from "node:util";
import { AzureError } from "../../azure/azureError";
import type { RegistryToken } from "../../azure/tokens/registryToken";
import { isSameToken } from "../../azure/tokens/tokenId";
import { adoptedSlot } from "../../passwords/adoptedSlot";
import type { Run } from "../../passwords/decision";
import type { AzureAccess } from "../azureAccess";
import { isOneCustomersTrouble } from "../oneCustomersTrouble";
import { changedInputs } from "../protocol/inputDiff";
import { type Properties, type Reality, type ResourceKind, Unfinished } from "../protocol/resource";
import type { RightsInAzure } from "../rightsInAzure";
import { spelling } from "./adoption";
import { beforeChange } from "./beforeChange";
import { carryOut, retirePredecessor } from "./carryOut";
import { endAccess } from "./deletion";
import { elsewhere, underItsName } from "./elsewhere";
import { withEvent } from "./events";
import { hasUnknown, type SecretInputs, secretInputs, withFirstName } from "./inputs";
import { secretPlan } from "./plan";
import { allUnknown, isNew, previewCreation, previewUpdate, refused } from "./preview";
import { previewReadings } from "./previewReadings";
import { readings } from "./readings";
import type { SecretState } from "./secretState";
import { afterReading, inputsAsRead } from "./seen";
import { outputsOf, stateFrom } from "./state";
import { type ToBeMade, toBeMade } from "./toBeMade";

/** The dependencies of TokenSecret. */
export interface TokenSecretContext {
  azure: AzureAccess;
  /** The day, and whether due passwords are rotated now. */
  run(): Run;
  /** Is a customer with this id declared in this run? */
  isListed(customerId: string): boolean;
  /** What Azure says of the scope maps. @default - nothing is read */
  rights?: RightsInAzure;
  /** How many customers are read one by one before lists are used. @default 20 */
  singleReadings?: number;
}

/**
 * Makes the kind of resource that owns a token's passwords and the secret with the current one.
 *
 * Its id is the token's ARM id. Another token replaces it; everything else is an update in place. It never creates a token and
 * never PUTs one, and no value of a password is ever part of its inputs, outputs, logs or errors.
 */
export function tokenSecret({
  azure,
  run,
  isListed,
  rights,
  singleReadings,
}: TokenSecretContext): ResourceKind {
  const search = elsewhere(azure);
  const beforePreview = previewReadings(azure, search);
  const read = readings(azure, singleReadings);
  const look = beforeChange(azure, read, search);
  const declared = new Map<string, { made: ToBeMade; inputs: Properties }>();
  /** Why nothing of a customer is written, although the state has them: another stack has adopted their token since. */
  const refusalOf = ({ scopeMapId, adoptsSecret }: SecretInputs) =>
    adoptsSecret
      ? undefined
      : rights?.of(scopeMapId.slice(scopeMapId.lastIndexOf("/") + 1))?.refusal;
  return {
    refreshBeforeUpdate: true,

    check(olds, news, { urn }) {
      const { inputs, toBeMade: made } = toBeMade(withFirstName(olds, news));
      declared.set(urn, { made, inputs });
      return { inputs, problems: [] };
    },

    diff(old, news, call) {
      const { adoptsToken: _, adoptsSecret: __, ...changes } = changedInputs(old.inputs, news);
      if (hasUnknown(news)) return changes;
      const inputs = secretInputs(news);
      if (!isSameToken(old.id, inputs.tokenId)) {
        return { ...changes, tokenId: { kind: "update-replace", isInput: true } };
      }
      if (refusalOf(inputs) !== undefined) return { ...changes, owner: OUTPUT };
      const plan = secretPlan(stateFrom(old.outputs), inputs, run());
      for (const remark of plan.remarks) call.log("info", remark);
      return { ...plan.changes, ...changes };
    },

    async create(news, call) {
      if (hasUnknown(news)) return { id: "", inputs: news, outputs: allUnknown() };
      const inputs = secretInputs(news);
      const refusal = refusalOf(inputs);
      const now = run();
      if (call.isPreview) {
        const nothing = { token: false, scopeMap: false, isRefused: false };
        const { made } = declared.get(call.urn) ?? { made: nothing };
        const outputs =
          refusal === undefined || made.isRefused
            ? await previewCreation({ inputs, run: now, call }, beforePreview, made)
            : refused([refusal], call);
        return { id: "", inputs: news, outputs };
      }
      if (refusal !== undefined) throw new Error(refusal);
      const { token, secret, state } = await look(inputs, now);
      const spelled = spelling(token, inputs);
      if (spelled !== undefined) call.log("warning", spelled);
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
        return { id, inputs: news, outputs: outputsOf(withEvent(undefined, next), inputs) };
      } catch (thrown) {
        if (plan.decision.kind !== "issue" || isRefusal(thrown)) throw thrown;
        // The password may have been generated. The state names its slot, so that the next run generates it again
        // there.
        const outputs = outputsOf({ ...state, currentSlot: plan.decision.slot }, inputs);
        throw new Unfinished({ id, inputs: news, outputs }, thrown as Error);
      }
    },

    async read(known) {
      const isImport = known.outputs.username === undefined;
      const at = run();
      if (isImport) {
        const token = await (await azure.tokens()).get(known.id);
        return token && { id: known.id, ...imported(token, at) };
      }
      const inputs = secretInputs(known.inputs);
      const state = stateFrom(known.outputs);
      await rights?.read(inputs);
      try {
        const found = await read.careful(inputs, (seen) =>
          isUnchanged(state, afterReading(state, inputs, seen, at)),
        );
        if (found === undefined) return undefined;
        const named = underItsName(await search(found, inputs, state), inputs);
        return {
          id: known.id,
          inputs: inputsAsRead(known.inputs, found.token, named.inputs),
          outputs: outputsOf(afterReading(state, named.inputs, named.seen, at), named.inputs),
        };
      } catch (thrown) {
        if (!isOneCustomersTrouble(thrown)) throw thrown;
        // A plain error of one read would end the run for every customer.
        throw new Unfinished({ ...known, outputs: outputsOf(state, inputs) }, thrown as Error);
      }
    },

    async update(old, news, call) {
      if (hasUnknown(news)) return allUnknown();
      const inputs = secretInputs(news);
      const now = run();
      const refusal = refusalOf(inputs);
      if (refusal !== undefined) {
        if (!call.isPreview) throw new Error(refusal);
        return declared.get(call.urn)?.made.isRefused ? allUnknown() : refused([refusal], call);
      }
      const known = stateFrom(old.outputs);
      if (call.isPreview) return previewUpdate(known, { inputs, run: now, call });
      // Read again: the state is old, or very old if the last read failed.
      const view = await look(inputs, now, known);
      const next = await carryOut({ azure, ...view, inputs, run: now, call });
      await retirePredecessor({ azure, inputs, call }, known, next);
      return outputsOf(withEvent(known, next), inputs);
    },

    async delete(old, call) {
      const inputs = secretInputs(old.inputs);
      const refusal = refusalOf(inputs);
      if (refusal !== undefined) throw new Error(refusal);
      const { inputs: news } = declared.get(call.urn) ?? {};
      const successor = news && secretInputs(news);
      // `pulumi up --replace`: the replacement owns the same token, and everything that belongs to it.
      if (successor !== undefined && isSameToken(inputs.tokenId, successor.tokenId)) return;
      // If the scope map fails, an engine may not check this resource at all (CLI 3.276.0; 3.259.0 did).
      const isDeclared = news !== undefined || isListed(customerIn(call.urn));
      const state = stateFrom(old.outputs);
      await endAccess({ azure, state, inputs, call, isDeclared, successor });
    },
  };
}

/** Shows that an update is to come, which is refused. */
const OUTPUT = { kind: "update", isInput: false } as const;

/** The id of the customer in the URN of their secret. */
function customerIn(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2).replace(/-secret$/, "");
}

/** Did Azure refuse before anything was generated? Later failures are not an AzureError. */
function isRefusal(thrown: unknown): boolean {
  if (!(thrown instanceof AzureError)) return false;
  return thrown.status !== undefined && thrown.status >= 400 && thrown.status < 500;
}

function isUnchanged(known: SecretState, now: SecretState): boolean {
  return isDeepStrictEqual(known, now);
}

/** A token that a person imports: any of its passwords may be in use. The program says which secret belongs to it. */
function imported(token: RegistryToken, { today, now = today }: Run): Omit<Reality, "id"> {
  const slots = token.passwords.map((password) => adoptedSlot(password, now));
  return { inputs: { tokenId: token.id, scopeMapId: token.scopeMapId }, outputs: { slots } };
}
