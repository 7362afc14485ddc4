// What a preview says of one token's passwords. It never fails for one customer: that would end it for everybody.

import { CORRECT_FIRST } from "../../access/correctFirst";
import { newTokenNameComplaint } from "../../access/tokenName";
import type { RegistryToken } from "../../azure/registryToken";
import { parseTokenId } from "../../azure/tokenId";
import type { Run } from "../../passwords/decision";
import { type Call, type Properties, UNKNOWN } from "../protocol/resource";
import { spelling } from "./adoption";
import type { Foresight } from "./foresight";
import type { SecretInputs } from "./inputs";
import { type SecretPlan, secretPlan } from "./plan";
import type { SecretState } from "./secretState";
import { afterReading } from "./seen";
import { afterSettings, beforeIssue, outputsOf } from "./state";
import type { ToBeMade } from "./toBeMade";
import { allReasons } from "./words";

/** What of a run is foretold. */
export interface Foretold {
  inputs: SecretInputs;
  run: Run;
  call: Call;
}

/** What a creation would leave; a warning says why there will be none. */
export async function foretellCreation(
  foretold: Foretold,
  foresight: Foresight,
  toBeMade: ToBeMade,
): Promise<Properties> {
  const { inputs, run, call } = foretold;
  const token = await foresight.token(inputs.tokenId);
  if (token === undefined) {
    const why = toBeMade.token
      ? [...notTaken(inputs), ...(await loneScopeMap(inputs, foresight, toBeMade))]
      : [];
    return why.length > 0 ? refused(why, call) : leftBy(NOTHING, undefined, foretold);
  }
  const spelled = spelling(token, inputs);
  if (spelled !== undefined) {
    // A run goes on: by then the name is declared, and to correct it later would be to replace the token.
    const remedy = `write tokenName: ${token.name} before the first run, after which it cannot be corrected`;
    call.log("warning", `${CORRECT_FIRST}${spelled}; ${remedy}`);
  }
  const { secretId } = inputs;
  const secret = secretId === undefined ? undefined : await foresight.secret(secretId);
  const seen = await foresight.elsewhere({ token, secret }, inputs);
  const state = afterReading(NOTHING, inputs, seen, run.today);
  const plan = secretPlan(state, inputs, run);
  const why = [...(await inTheWay(token, inputs, foresight, toBeMade)), ...refusals(inputs, plan)];
  if (why.length > 0) return refused(why, call);
  if (!isNew(token, plan)) say(plan, call);
  return leftBy(state, plan, foretold);
}

/** What an update would leave; nothing is asked of Azure. A warning says why it will fail. */
export function foretellUpdate(state: SecretState, foretold: Foretold): Properties {
  const { inputs, run, call } = foretold;
  const plan = secretPlan(state, inputs, run);
  const why = refusals(inputs, plan);
  if (why.length > 0) return refused(why, call);
  say(plan, call);
  return leftBy(state, plan, foretold);
}

/** Is it an empty token, as one that was just made? Then nothing needs to be said. */
export function isNew(token: RegistryToken, { change }: SecretPlan): boolean {
  return token.passwords.length === 0 && change === undefined;
}

const NOTHING: SecretState = { slots: [] };

/** The outputs after a plan was carried out; without one, those of a token that is yet to be made. */
function leftBy(
  state: SecretState,
  plan: SecretPlan | undefined,
  { inputs, run }: Foretold,
): Properties {
  const isIssued = plan === undefined ? inputs.enabled : plan.decision.kind === "issue";
  if (isIssued) return beforeIssue(state, inputs, run, plan?.decision);
  const { tokenName: username } = parseTokenId(inputs.tokenId);
  return outputsOf(afterSettings({ username, ...state }, inputs, run), inputs);
}

/** Why a plan is refused; nothing for one that is carried out. */
export function refusals({ tokenId }: SecretInputs, { decision }: SecretPlan): string[] {
  if (decision.kind !== "refuse") return [];
  return [`token ${parseTokenId(tokenId).tokenName}: ${decision.why}`];
}

/** The outputs when nothing can be foretold. */
export function allUnknown(): Properties {
  const names = [
    "username",
    "secretId",
    "secretName",
    "secretVersion",
    "isPublished",
    "currentSlot",
    "issuedAt",
    "expiresAt",
    "rotateOn",
    "slots",
  ];
  return Object.fromEntries(names.map((name) => [name, UNKNOWN]));
}

/** Says that Azure makes no token of this name; one that exists may have it. */
function notTaken({ tokenId }: SecretInputs): string[] {
  const { tokenName } = parseTokenId(tokenId);
  const complaint = newTokenNameComplaint(tokenName);
  return complaint === undefined
    ? []
    : [`token ${tokenName} does not exist, and its name ${complaint}: give another tokenName`];
}

/** Finds a scope map that exists although its token does not. */
async function loneScopeMap(
  { scopeMapId }: SecretInputs,
  foresight: Foresight,
  toBeMade: ToBeMade,
): Promise<string[]> {
  const isThere = toBeMade.scopeMap && (await foresight.hasScopeMap(scopeMapId));
  return isThere ? [scopeMapInTheWay(scopeMapId, "`adopt: [scopeMap]`")] : [];
}

function scopeMapInTheWay(scopeMapId: string, remedy: string): string {
  return `scope map ${scopeMapId.split("/").at(-1)} exists, and a run creates only what does not: add ${remedy}`;
}

/** Finds what exists and would have to be created. */
async function inTheWay(
  token: RegistryToken,
  { scopeMapId }: SecretInputs,
  foresight: Foresight,
  toBeMade: ToBeMade,
): Promise<string[]> {
  const isScopeMapThere = toBeMade.scopeMap && (await foresight.hasScopeMap(scopeMapId));
  const scopeMap = `scope map ${scopeMapId.split("/").at(-1)}`;
  if (!toBeMade.token) {
    return isScopeMapThere ? [scopeMapInTheWay(scopeMapId, "scopeMap to adopt")] : [];
  }
  const [what, adopt] = isScopeMapThere
    ? [`token ${token.name} and ${scopeMap} exist`, "[token, scopeMap]"]
    : [`token ${token.name} exists`, "[token]"];
  return [
    `${what}, and a run creates only what does not: add \`adopt: ${adopt}\` to take over what is there, or give the customer another tokenName`,
  ];
}

function refused(why: readonly string[], call: Call): Properties {
  for (const each of why) call.log("warning", `${CORRECT_FIRST}${each}`);
  return allUnknown();
}

function say({ reasons }: SecretPlan, call: Call): void {
  for (const reason of allReasons(reasons)) call.log("info", reason);
}
