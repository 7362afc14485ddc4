// Previews one token's passwords. It never fails for one customer, as that would end the preview for everybody.

import { CORRECT_FIRST } from "../../access/correctFirst";
import { newTokenNameComplaint } from "../../access/tokenName";
import type { RegistryToken } from "../../azure/tokens/registryToken";
import { parseTokenId } from "../../azure/tokens/tokenId";
import type { Run } from "../../passwords/decision";
import { type Call, type Properties, UNKNOWN } from "../protocol/resource";
import { spelling } from "./adoption";
import type { SecretInputs } from "./inputs";
import { allReasons } from "./messages";
import { type SecretPlan, secretPlan } from "./plan";
import type { PreviewReadings } from "./previewReadings";
import type { SecretState } from "./secretState";
import { afterReading } from "./seen";
import { afterSettings, beforeIssue, outputsOf } from "./state";
import type { ToBeMade } from "./toBeMade";

/** The run to preview. */
export interface PreviewedRun {
  inputs: SecretInputs;
  run: Run;
  call: Call;
}

/** The outputs after a creation. A warning says why the creation will fail. */
export async function previewCreation(
  previewed: PreviewedRun,
  readings: PreviewReadings,
  toBeMade: ToBeMade,
): Promise<Properties> {
  const { inputs, run, call } = previewed;
  if (toBeMade.isRefused) return allUnknown();
  const token = await readings.token(inputs.tokenId);
  if (token === undefined) {
    const why = toBeMade.token
      ? [...notTaken(inputs), ...(await loneScopeMap(inputs, readings, toBeMade))]
      : [];
    return why.length > 0 ? refused(why, call) : leftBy(NOTHING, undefined, previewed);
  }
  const spelled = spelling(token, inputs);
  if (spelled !== undefined) {
    // A run continues: the name is declared already, and correcting it later would replace the token.
    const remedy = `write tokenName: ${token.name} before the first run, as it cannot be corrected later`;
    call.log("warning", `${CORRECT_FIRST}${spelled}; ${remedy}`);
  }
  const { secretId } = inputs;
  const secret = secretId === undefined ? undefined : await readings.secret(secretId);
  const seen = await readings.elsewhere({ token, secret }, inputs);
  const state = afterReading(NOTHING, inputs, seen, run);
  const plan = secretPlan(state, inputs, run);
  const why = [...(await inTheWay(token, inputs, readings, toBeMade)), ...refusals(inputs, plan)];
  if (why.length > 0) return refused(why, call);
  if (!isNew(token, plan)) say(plan, call);
  return leftBy(state, plan, previewed);
}

/** The outputs after an update, without any request to Azure. A warning says why the update will fail. */
export function previewUpdate(state: SecretState, previewed: PreviewedRun): Properties {
  const { inputs, run, call } = previewed;
  const plan = secretPlan(state, inputs, run);
  const why = refusals(inputs, plan);
  if (why.length > 0) return refused(why, call);
  say(plan, call);
  return leftBy(state, plan, previewed);
}

/** Is it an empty token, like one that was just created? Then no message is needed. */
export function isNew(token: RegistryToken, { change }: SecretPlan): boolean {
  return token.passwords.length === 0 && change === undefined;
}

const NOTHING: SecretState = { slots: [] };

/** The outputs after a plan was carried out; without one, those of a token that does not exist yet. */
function leftBy(
  state: SecretState,
  plan: SecretPlan | undefined,
  { inputs, run }: PreviewedRun,
): Properties {
  const isIssued = plan === undefined ? inputs.enabled : plan.decision.kind === "issue";
  if (isIssued) return beforeIssue(state, inputs, run, plan?.decision);
  const { tokenName: username } = parseTokenId(inputs.tokenId);
  return outputsOf(afterSettings({ username, ...state }, inputs, run), inputs);
}

/** Why a plan is refused; undefined for one that is carried out. */
export function refusals({ tokenId }: SecretInputs, { decision }: SecretPlan): string[] {
  if (decision.kind !== "refuse") return [];
  return [`token ${parseTokenId(tokenId).tokenName}: ${decision.why}`];
}

/** The outputs when nothing can be previewed. */
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

/** Reports a name that Azure refuses for a new token. An existing token may have it. */
function notTaken({ tokenId }: SecretInputs): string[] {
  const { tokenName } = parseTokenId(tokenId);
  const complaint = newTokenNameComplaint(tokenName);
  return complaint === undefined
    ? []
    : [`token ${tokenName} does not exist, and its name ${complaint}: give another tokenName`];
}

/** Reports a scope map that exists without its token. */
async function loneScopeMap(
  { scopeMapId }: SecretInputs,
  readings: PreviewReadings,
  toBeMade: ToBeMade,
): Promise<string[]> {
  const isThere = toBeMade.scopeMap && (await readings.hasScopeMap(scopeMapId));
  return isThere ? [scopeMapInTheWay(scopeMapId, "`adopt: [scopeMap]`")] : [];
}

function scopeMapInTheWay(scopeMapId: string, remedy: string): string {
  return `scope map ${scopeMapId.split("/").at(-1)} already exists: add ${remedy}`;
}

/** Reports resources that exist already and would have to be created. */
async function inTheWay(
  token: RegistryToken,
  { scopeMapId }: SecretInputs,
  readings: PreviewReadings,
  toBeMade: ToBeMade,
): Promise<string[]> {
  const isScopeMapThere = toBeMade.scopeMap && (await readings.hasScopeMap(scopeMapId));
  const scopeMap = `scope map ${scopeMapId.split("/").at(-1)}`;
  if (!toBeMade.token) {
    return isScopeMapThere ? [scopeMapInTheWay(scopeMapId, "scopeMap to adopt")] : [];
  }
  const [what, adopt] = isScopeMapThere
    ? [`token ${token.name} and ${scopeMap} already exist`, "[token, scopeMap]"]
    : [`token ${token.name} already exists`, "[token]"];
  return [
    `${what}: add \`adopt: ${adopt}\` to adopt what exists, or give the customer another tokenName`,
  ];
}

/** Says why an update or a creation will fail. @returns outputs of which nothing is known */
export function refused(why: readonly string[], call: Call): Properties {
  for (const each of why) call.log("warning", `${CORRECT_FIRST}${each}`);
  return allUnknown();
}

function say({ reasons }: SecretPlan, call: Call): void {
  for (const reason of allReasons(reasons)) call.log("info", reason);
}
