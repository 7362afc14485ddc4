// Reads the registry whose tokens are to be adopted: that of the stack, or one that is named.
import { connectCloud } from "../../azure/cloud";
import type { HttpOptions } from "../../azure/http";
import { registryManagement } from "../../azure/registryManagement";
import type { RegistryToken } from "../../azure/tokens/registryToken";
import { type ListedScopeMap, listScopeMaps } from "../../azure/tokens/scopeMapList";
import { parseRegistryId } from "../../azure/tokens/tokenId";
import { listTokens } from "../../azure/tokens/tokenList";
import type { CommandContext } from "../command";
import { readStackSettings } from "../stackSettings";
import { UserError } from "../userError";

/** Where the tokens are, and who is known already. */
export interface RegistryOptions {
  readonly folder: string;
  readonly stack?: string;
  /** ARM id of the registry. @default - the stack's own */
  readonly registry?: string;
  /** @default - the file that the stack declares */
  readonly customers?: string;
}

/** @throws UserError where the registry is not known */
export async function registryAndFile(
  options: RegistryOptions,
  context: Pick<CommandContext, "env" | "signal" | "progress">,
): Promise<{ registryId: string; file: string }> {
  const { registry, customers = "customers.yaml" } = options;
  if (registry !== undefined) return { registryId: requireRegistryId(registry), file: customers };
  const { place, customersFile } = await readStackSettings(options, context);
  return { registryId: place.registryId, file: customersFile };
}

/** Lists tokens and scope maps, a request for each page. @throws AzureError where they cannot be read */
export async function readTokens(
  registryId: string,
  { env, signal, progress }: Pick<CommandContext, "env" | "signal" | "progress">,
  http: HttpOptions,
): Promise<{ tokens: readonly RegistryToken[]; scopeMaps: readonly ListedScopeMap[] }> {
  const registry = parseRegistryId(registryId);
  const cloud = await connectCloud(env, { ...http, signal });
  const client = registryManagement(cloud)(registry.subscriptionId);
  progress(`listing the tokens of registry ${registry.registryName} ...`);
  const [tokens, scopeMaps] = await Promise.all([
    listTokens(client, registry),
    listScopeMaps(client, registry),
  ]);
  return { tokens, scopeMaps };
}

function requireRegistryId(text: string): string {
  try {
    parseRegistryId(text);
    return text;
  } catch (cause) {
    throw new UserError(`--registry: ${(cause as Error).message.split("; ")[0]}`, {
      remedy: "give what `az acr show --name vendorimages --query id --output tsv` prints",
      cause,
    });
  }
}
