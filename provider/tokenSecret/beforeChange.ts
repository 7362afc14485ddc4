// Reads token and secret before a change, again until the answers can be trusted.

import { isDeepStrictEqual } from "node:util";
import { parseTokenId } from "../../azure/tokens/tokenId";
import type { Run } from "../../passwords/decision";
import type { AzureAccess } from "../azureAccess";
import type { LookElsewhere } from "./elsewhere";
import type { SecretInputs } from "./inputs";
import { secretPlan } from "./plan";
import type { Readings } from "./readings";
import type { SecretState } from "./secretState";
import { afterReading, type Seen } from "./seen";
import { unexplained } from "./unexplained";

/** Azure's answers, and the state after them. */
export interface View extends Seen {
  state: SecretState;
}

/** What is there now; `known` is absent for what comes into the state. @throws Error when the token is gone */
export type BeforeChange = (inputs: SecretInputs, run: Run, known?: SecretState) => Promise<View>;

/** The maximum number of reads until two answers in a row agree. */
const MOST_VIEWS = 6;

/** How often the vault is asked again if it seems to hold another password than one that may be published. */
const AGAIN = { attempts: 2, pauseMs: 5_000 };

/**
 * Prepares such readings.
 *
 * A killed run may have published an unknown password, and the vault's answer may be stale. Only if none of three
 * answers contains it, it is treated as unpublished.
 */
export function beforeChange(
  azure: AzureAccess,
  read: Readings,
  look: LookElsewhere,
): BeforeChange {
  return async (inputs, run, known) => {
    const before = known ?? { slots: [] };
    const view = async () => {
      const found = required(await read.fresh(inputs), inputs.tokenId);
      const seen = await look(found, inputs, before);
      return { ...seen, state: afterReading(before, inputs, seen, run) };
    };
    let viewed = await view();
    // If two answers differ, one may be stale, and the state knows nothing about a token that somebody may use.
    let agreed = known ?? (isNobodys(viewed, inputs) ? viewed.state : undefined);
    for (let [views, again] = [1, 0]; views < MOST_VIEWS; views++) {
      const isAgreed = isDeepStrictEqual(agreed, viewed.state);
      if (isAgreed && (again === AGAIN.attempts || !isDoubtful(viewed, inputs, run))) break;
      if (isAgreed) {
        again += 1;
        await azure.wait(AGAIN.pauseMs);
      }
      agreed = viewed.state;
      viewed = await view();
    }
    return viewed;
  };
}

/** Does this look like a token that this run has created? */
function isNobodys({ token, secret }: Seen, { adoptsToken }: SecretInputs): boolean {
  return !adoptsToken && secret === undefined && token.passwords.length === 0;
}

/** Would the change differ if the vault's answer were stale? */
function isDoubtful(view: View, inputs: SecretInputs, run: Run): boolean {
  const { decision, isRevocationDue } = secretPlan(view.state, inputs, run);
  // Its password seems not to be the one that was published last.
  const { secretIs } = view.state;
  const isAnother = secretIs === "foreign" || secretIs === "unconfirmed";
  if (isAnother && decision.kind !== "keep") return true;
  return unexplained(view, view.state).some(
    ({ name }) => isRevocationDue || (decision.kind === "issue" && decision.slot === name),
  );
}

function required(seen: Seen | undefined, tokenId: string): Seen {
  if (seen !== undefined) return seen;
  const { tokenName } = parseTokenId(tokenId);
  throw new Error(
    `token ${tokenName} does not exist, although its registry does; run \`pulumi up --refresh\`, which creates it again with a new password`,
  );
}
