// The ARM id of a registry token, taken apart.

/** The parts of `/subscriptions/…/resourceGroups/…/providers/Microsoft.ContainerRegistry/registries/…/tokens/…`. */
export interface TokenId {
  subscriptionId: string;
  resourceGroupName: string;
  registryName: string;
  tokenName: string;
}

const TOKEN_ID =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ContainerRegistry\/registries\/([^/]+)\/tokens\/([^/]+)$/i;

/** Takes a token's ARM id apart. @throws Error when it has another form */
export function parseTokenId(id: string): TokenId {
  const parts = TOKEN_ID.exec(id);
  if (parts === null) {
    throw new Error(
      `"${id}" is not the ARM id of a registry token; use /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/<registry>/tokens/<token>`,
    );
  }
  const [, subscriptionId = "", resourceGroupName = "", registryName = "", tokenName = ""] = parts;
  return { subscriptionId, resourceGroupName, registryName, tokenName };
}

/** Do two ARM ids name the same resource? ARM compares them without regard to case. */
export function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/**
 * Do two ids name the same token to the people who log in with it?
 *
 * The token's own name counts to the letter: azure-native replaces a token whose name is spelled in another case, and
 * with it the passwords; the rest is compared as ARM does.
 */
export function isSameToken(one: string, other: string): boolean {
  return isSameId(one, other) && parseTokenId(one).tokenName === parseTokenId(other).tokenName;
}
