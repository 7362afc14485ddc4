// Reads the rights of the tokens that a change adopts from the registry.
import { adoptedTokens, type TokenRights } from "../../access/adoption";
import { type Adoptions, readAdoptions } from "../../access/readAdoptions";
import type { HttpOptions } from "../../azure/http";
import type { PlanInput } from "./planInput";

/** Reads the rights of the token with this ARM id; undefined when there is none. */
export type ReadTokenRights = (tokenId: string) => Promise<TokenRights | undefined>;

/** How long a plan waits for all of them. */
const LONGEST_MS = 60_000;

/** @param read absent if Azure cannot be asked */
export async function adoptionsOf(
  { before, after }: Pick<PlanInput, "before" | "after">,
  read: ReadTokenRights | undefined,
): Promise<Adoptions | undefined> {
  const { registryId } = after;
  if (read === undefined || registryId === undefined) return undefined;
  if (adoptedTokens(after).size === 0) return undefined;
  return readAdoptions({ before, after }, (tokenName) => read(`${registryId}/tokens/${tokenName}`));
}

/** Uses the identity of the environment, and connects at the first request. */
export function registryTokenRights(
  env: NodeJS.ProcessEnv,
  {
    signal,
    today,
    ...options
  }: HttpOptions & { readonly signal: AbortSignal; readonly today: string },
): ReadTokenRights {
  const connect = async () => {
    const { connectCloud } = await import("../../azure/cloud.js");
    const { openRegistryTokens } = await import("../../azure/tokens/registryTokens.js");
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]);
    return openRegistryTokens(await connectCloud(env, { ...options, signal: limit }));
  };
  let connected: ReturnType<typeof connect> | undefined;
  return async (tokenId) => {
    const { tokenRights } = await import("../../azure/tokens/tokenRights.js");
    connected ??= connect();
    return tokenRights(await connected, tokenId, today);
  };
}
