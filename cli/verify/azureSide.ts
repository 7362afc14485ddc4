// What all customers share in Azure: the tokens, the vault, and what is in the registry. Read once, by the operator's identity.
import type { Cloud } from "../../azure/cloud";
import type { Http } from "../../azure/http";
import { entraIdentity } from "../../azure/registry/identities";
import { type ManifestAttributes, someManifest } from "../../azure/registry/lists";
import { listRepositories } from "../../azure/registry/operatorCatalog";
import { RegistrySession } from "../../azure/registry/session";
import type { RegistryToken } from "../../azure/tokens/registryToken";
import { openRegistryTokens, type RegistryTokens } from "../../azure/tokens/registryTokens";
import { isSameId } from "../../azure/tokens/tokenId";
import { openVault, type VaultSecrets } from "../../azure/vault/vaultSecrets";
import { type Place, registryId, tokenId } from "../../components/names";

/** Azure, as the operator sees it. Nothing here writes. */
export interface AzureSide {
  place: Place;
  http: Http;
  loginServer: string;
  vault: VaultSecrets;
  tokens: Pick<RegistryTokens, "get" | "scopeMap">;
  /** A token as it was listed; undefined where the registry has none of the name. */
  token(name: string): RegistryToken | undefined;
  /** The actions of the scope map that a token is bound to, as they were listed; none where there is no such token or scope map. */
  actionsOf(tokenName: string): readonly string[];
  /** All repositories of the registry, sorted. */
  repositories: readonly string[];
  /** Logs in once for what is then asked of these repositories, instead of once for each. */
  prepare(repositories: readonly string[]): Promise<void>;
  /** A manifest of a repository, asked for once; undefined where it has none that can be pulled. */
  manifest(repository: string): Promise<ManifestAttributes | undefined>;
}

/**
 * Reads what all customers share.
 *
 * @throws AzureError when registry, tokens, scope maps, vault or the list of repositories cannot be read: nothing can be verified then
 */
export async function openAzureSide(cloud: Cloud, place: Place): Promise<AzureSide> {
  const id = registryId(place);
  const tokens = openRegistryTokens(cloud);
  const listed = await tokens.list(id);
  const scopeMaps = await tokens.scopeMaps(id);
  const loginServer = await tokens.loginServer(tokenId(place, "any"));
  const repositories = await listRepositories(cloud, id);
  const { subscriptionId, vaultResourceGroupName: resourceGroupName, vaultName } = place;
  const vault = await openVault(cloud, { subscriptionId, resourceGroupName, vaultName });
  const byName = new Map(listed.map((token) => [token.name.toLowerCase(), token]));
  const token = (name: string) => byName.get(name.toLowerCase());
  const operator = new RegistrySession(entraIdentity(cloud, loginServer));
  const manifests = new Map<string, Promise<ManifestAttributes | undefined>>();
  return {
    place,
    http: cloud.http,
    loginServer,
    vault,
    tokens,
    token,
    actionsOf(tokenName) {
      const bound = token(tokenName)?.scopeMapId ?? "";
      return scopeMaps.find((each) => isSameId(each.id, bound))?.actions ?? [];
    },
    repositories,
    async prepare(asked) {
      const scopes = asked.map((repository) => `repository:${repository}:metadata_read`);
      // What fails here fails again where it is needed, and gives the reason there.
      await operator.login(scopes).catch(() => undefined);
    },
    manifest(repository) {
      const asked = manifests.get(repository) ?? someManifest(operator, repository);
      manifests.set(repository, asked);
      return asked;
    },
  };
}
