// Writes to a vault one at a time, and again after a conflict with another writer.

import { randomInt } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { AzureError } from "../azureError";
import type { Http } from "../http";
import { cancelled } from "../requestPolicies";

/** All writes of a run. */
export interface VaultWrites {
  /** Does the work after all earlier work for the same vault. @param vaultId ARM id, in any case */
  inTurn<Result>(vaultId: string, work: () => Promise<Result>): Promise<Result>;
  /** Retries a write after a temporary conflict; after it has given up once, it does not retry again in this run. */
  repeated<Result>(send: () => Promise<Result>): Promise<Result>;
  /** Waits as long as before a first retry, unless the run is cancelled. @throws AzureError then */
  pause(): Promise<void>;
}

/** Longest wait and patience over all secrets of a run, by the first wait: 8 s and 5 min for one of 1 s. */
const LONGEST_WAIT = 8;
const PATIENCE = 5 * 60;

/**
 * ConflictError: https://github.com/Azure/bicep/issues/3113. The others are for a secret that is being deleted or
 * recovered.
 */
const PASSING = /^(ConflictError|ObjectIsBeingDeleted|ObjectIsBeingRecovered)$/;

/** Opens the writes of one run, with waits as long as those of other retries. */
export function openVaultWrites({ signal, clientOptions }: Http): VaultWrites {
  const firstMs = Math.max(1, clientOptions.retryOptions.retryDelayInMs);
  const turns = new Map<string, Promise<unknown>>();
  let patienceMs = PATIENCE * firstMs;

  const wait = async (ms: number) => {
    try {
      await setTimeout(ms, undefined, { signal });
    } catch {
      throw cancelled();
    }
  };

  return {
    inTurn(vaultId, work) {
      const key = vaultId.toLowerCase();
      const done = (turns.get(key) ?? Promise.resolve()).then(work);
      const settled = done.catch(() => undefined);
      turns.set(key, settled);
      return done;
    },

    async repeated(send) {
      for (let longestMs = firstMs; ; longestMs = Math.min(2 * longestMs, LONGEST_WAIT * firstMs)) {
        try {
          return await send();
        } catch (thrown) {
          if (!isPassing(thrown)) throw thrown;
          // Random, so that two runs in conflict do not retry at the same time.
          const ms = randomInt(Math.ceil(longestMs / 2), longestMs + 1);
          patienceMs -= ms;
          if (patienceMs < 0) throw thrown;
          await wait(ms);
        }
      }
    },

    pause: () => wait(firstMs),
  };
}

function isPassing(thrown: unknown): boolean {
  return thrown instanceof AzureError && thrown.status === 409 && PASSING.test(thrown.code ?? "");
}
