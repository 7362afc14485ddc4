// What the emulator itself has of each customer after an update: no code of the product is asked.

import { EmulatedAzure } from "../../../emulator/useEmulator";
import type { Deployment } from "../../../helpers/deployment";
import { WATCHER } from "../../../helpers/lives/heldPasswords";

/** A password as the token has it. */
export interface PasswordFact {
  slot: string;
  /** Milliseconds since 1970. */
  fromMs: number;
  /** Milliseconds since 1970; absent for one without an end. */
  endMs?: number;
}

/** A customer's token and scope map. */
export interface TokenFact {
  enabled: boolean;
  /** In order. */
  actions: string[];
  passwords: PasswordFact[];
}

/** What is there after one update. */
export interface Facts {
  /** When the update began and when it was over, by the emulator's clock, in milliseconds since 1970. */
  beganMs: number;
  endedMs: number;
  /** What was done, in words. */
  words: string;
  /** Was the run killed? Then what it did last is in no state. */
  isKilled: boolean;
  /** By customer; absent where there is no token. */
  tokens: Map<string, TokenFact>;
  /** Last days of access that were declared, by customer. */
  accessUntil: Map<string, string>;
}

/** Reads the tokens of these customers. */
export async function readTokens(
  { emulator }: Deployment,
  ids: readonly string[],
): Promise<Map<string, TokenFact>> {
  const azure = EmulatedAzure.visit(emulator, WATCHER);
  const found = new Map<string, TokenFact>();
  for (const id of ids) {
    const token = await azure.arm("GET", `tokens/${id}-pull`);
    if (token.status === 404) continue;
    const scopeMap = await azure.arm("GET", `scopeMaps/${id}-pull`);
    const { status, credentials } = (token.body as TokenBody).properties;
    found.set(id, {
      enabled: status === "enabled",
      actions: scopeMap.status === 404 ? [] : actionsIn(scopeMap.body),
      passwords: (credentials.passwords ?? []).map(({ name, creationTime, expiry }) => ({
        slot: name,
        fromMs: Date.parse(creationTime),
        ...(expiry === undefined ? {} : { endMs: Date.parse(expiry) }),
      })),
    });
  }
  azure.leave();
  return found;
}

interface TokenBody {
  properties: {
    status: string;
    credentials: { passwords?: { name: string; creationTime: string; expiry?: string }[] };
  };
}

function actionsIn(body: unknown): string[] {
  return [...(body as { properties: { actions: string[] } }).properties.actions].sort();
}
