// Writes to vaults: those of one vault in turn, and again where somebody else wrote into it at the same moment.

import { randomInt } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { AzureError } from "../azureError";
import type { Http } from "../http";
import { cancelled } from "../requestPolicies";

/** All writes of a run. */
export interface VaultWrites {
  /** Does this when all that was asked before for the same vault has been done. @param vaultId ARM id, in any case */
  inTurn<Result>(vaultId: string, work: () => Promise<Result>): Promise<Result>;
  /** Sends again what was refused for a conflict that passes; who has given up once gives up for good. */
  repeated<Result>(send: () => Promise<Result>): Promise<Result>;
  /** Waits as long as before a first retry, unless the run is cancelled. @throws AzureError then */
  pause(): Promise<void>;
}

/** Longest wait and patience over all secrets of a run, by the first wait: 8 s and 5 min for one of 1 s. */
const LONGEST_WAIT = 8;
const PATIENCE = 5 * 60;

/** ConflictError: https://github.com/Azure/bicep/issues/3113. The others are of a secret that is on its way in or out. */
const PASSING = /^(ConflictError|ObjectIsBeingDeleted|ObjectIsBeingRecovered)$/;

/** Makes the turns and the patience of one run, with waits as long as those of other retries. */
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
          // By chance, so that two runs that refused each other do not meet again.
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
