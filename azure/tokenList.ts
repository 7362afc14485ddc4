// All tokens of a registry, page by page, or none: a list that breaks off, or lacks what makes a token, is no list.

import type { ContainerRegistryManagementClient, Token } from "@azure/arm-containerregistry";
import { AzureError, azureError } from "./azureError";
import { asRegistryToken, type RegistryToken } from "./registryToken";
import type { RegistryId } from "./tokenId";

/** Reads the tokens. @throws AzureError when a page fails, links to one before it, or holds what is no token */
export async function listTokens(
  client: ContainerRegistryManagementClient,
  { resourceGroupName, registryName }: RegistryId,
): Promise<readonly RegistryToken[]> {
  const operation = `listing the tokens of registry ${registryName}`;
  const tokens: RegistryToken[] = [];
  const seen = new Set<string>();
  try {
    const pages = client.tokens.list(resourceGroupName, registryName).byPage();
    for await (const page of pages) {
      tokens.push(...page.map((token) => asListed(operation, token)));
      const { continuationToken: next } = page;
      if (!next) continue;
      if (seen.has(next)) throw unusable(operation, "a page links to one before it");
      seen.add(next);
    }
  } catch (thrown) {
    throw azureError(operation, thrown, { role: '"Reader" on the registry' });
  }
  return tokens;
}

/** Stricter than a single reading: a token without a status would pass for one that is enabled. */
function asListed(operation: string, token: Token): RegistryToken {
  const { id, status } = token;
  if (id === undefined) throw unusable(operation, "a token has no id");
  if (status === undefined) throw unusable(operation, "a token has no status");
  return asRegistryToken(operation, id, token);
}

function unusable(operation: string, reason: string): AzureError {
  return new AzureError({ operation, status: 200, reason, advice: "run again" });
}
