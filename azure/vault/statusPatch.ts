// Changes status, end and tags of a secret's version without its value, and verifies the result by reading it.

import { AzureError } from "../azureError";
import type { SecretId } from "./secretId";
import { differences, type SecretStatus } from "./secretStatus";

/** A version, as it is read. */
interface Version extends SecretStatus {
  version: string;
}

/** How a secret is read and changed; what these throw is an AzureError. */
export interface PatchWays<Secret extends Version> {
  read(): Promise<Secret | undefined>;
  /** By Resource Manager, which changes whatever version is current. */
  byArm(operation: string): Promise<void>;
  /** By the vault's own API, which changes the version that is meant. */
  byVault(operation: string): Promise<void>;
}

/** Refusals of the request itself, which the vault's own API may accept; other errors have their own advice. */
const REFUSALS = new Set([400, 405, 501]);

/**
 * Opens the changes of a run. They learn what Resource Manager does with a PATCH: the documentation says only that it
 * updates.
 */
export function openStatusPatch(): <Secret extends Version>(
  id: SecretId,
  version: string,
  status: SecretStatus,
  ways: PatchWays<Secret>,
) => Promise<Secret> {
  /** Why Resource Manager is no longer used. */
  let verdict: string | undefined;

  return async ({ secretName }, version, status, ways) => {
    const operation = `changing the status of secret ${secretName}`;

    const read = async () => {
      const secret = await ways.read();
      if (secret !== undefined) return secret;
      const reason = "the secret is not there";
      throw new AzureError({ operation, reason, advice: "nothing was changed; run again" });
    };

    const before = await read();
    if (before.version !== version) throw another(operation, version, before);
    if (differences(before, status).length === 0) return before;

    let outcome = verdict;
    if (outcome === undefined) {
      const refusal = await refusalOf(() => ways.byArm(operation));
      const after = await read();
      if (after.version !== version) {
        verdict = "makes other versions";
        throw unknownValue(operation, version, after);
      }
      if (differences(after, status).length === 0) return after;
      if (refusal !== undefined) verdict = `answers ${refusal.status} ${refusal.code ?? ""}`.trim();
      outcome = verdict ?? "changed nothing";
    }

    await ways.byVault(
      `${operation} by the vault's own API, since the PATCH of Resource Manager ${outcome}`,
    );
    const last = await read();
    if (last.version !== version) throw another(operation, version, last);
    const left = differences(last, status);
    if (left.length === 0) return last;
    throw new AzureError({
      operation,
      reason: `neither Resource Manager nor the vault's own API changed it: ${left.join(", ")}`,
      advice: "check who else writes this secret, or publish a new password in it",
    });
  };
}

async function refusalOf(send: () => Promise<void>): Promise<AzureError | undefined> {
  try {
    await send();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof AzureError && REFUSALS.has(thrown.status ?? 0)) return thrown;
    throw thrown;
  }
}

function another(operation: string, version: string, { version: current }: Version) {
  return new AzureError({
    operation,
    reason: `version ${current} is current, not ${version}`,
    advice: "somebody else writes this secret; run again",
  });
}

function unknownValue(operation: string, version: string, { version: made }: Version) {
  return new AzureError({
    operation,
    reason: `RESOURCE MANAGER MADE VERSION ${made} INSTEAD OF CHANGING ${version}, and its value is unknown`,
    advice:
      "publish a new password in it; until the run ends, other secrets are changed through the vault's own API",
  });
}
