// Asks Azure what a customer's page names: the registry's host, the vault's address and tenant, an image, and the password.

import { covers } from "../../access/pattern";
import type { Cloud } from "../../azure/cloud";
import { openOperatorCatalog } from "../../azure/registry/operatorCatalog";
import { readVault } from "../../azure/vault/vaultApi";
import { openVault } from "../../azure/vault/vaultSecrets";
import { UserError } from "../userError";
import type { Places } from "./handover";

/** Where a stack put its customers: ARM ids. */
export interface StackIds {
  readonly registryId: string;
  readonly vaultId: string;
}

/** The placeholder if no image is found. */
const NO_IMAGE = { repository: "<repository>", tag: "<tag>" };

/**
 * Reads the places.
 *
 * @param repositories what the customer may pull, of which one that has a tag becomes the example
 * @param note is given why there is no example
 * @throws AzureError when registry or vault cannot be read
 */
export async function placesInAzure(
  cloud: Cloud,
  { registryId, vaultId }: StackIds,
  repositories: readonly string[],
  note: (why: string) => void,
): Promise<Pick<Places, "loginServer" | "vaultName" | "vaultUrl" | "tenantId" | "image">> {
  const [catalog, vault] = await Promise.all([
    openOperatorCatalog(cloud, registryId),
    readVault(cloud, vaultId),
  ]);
  const image = await exampleImage(catalog, repositories).catch((thrown: unknown) => {
    note(`no image is named as an example: ${(thrown as Error).message}`);
    return NO_IMAGE;
  });
  return {
    loginServer: catalog.loginServer,
    vaultName: vaultId.split("/").at(-1) ?? "",
    vaultUrl: vault.vaultUri.replace(/\/$/, ""),
    tenantId: vault.tenantId ?? "<the vendor's tenant>",
    image,
  };
}

type Catalog = Pick<Awaited<ReturnType<typeof openOperatorCatalog>>, "repositories" | "newestTag">;

/** The newest tag of the first repository that has one; the whole list of repositories is asked for only where all are prefixes. */
async function exampleImage(
  catalog: Catalog,
  granted: readonly string[],
): Promise<Places["image"]> {
  const named = granted.filter((pattern) => !pattern.endsWith("*"));
  const below = async () => {
    const all = await catalog.repositories();
    return all.filter((each) => granted.some((pattern) => covers(pattern, each))).slice(0, 5);
  };
  for (const repository of named.length > 0 ? named : await below()) {
    const tag = await catalog.newestTag(repository);
    if (tag !== undefined) return { repository, tag: tag.name };
  }
  return NO_IMAGE;
}

/** Reads the password with the identity of the environment. @throws UserError where the secret is disabled; AzureError where it cannot be read */
export async function readPassword(
  cloud: Cloud,
  { vaultId }: Pick<StackIds, "vaultId">,
  secretName: string,
): Promise<string> {
  const [, , subscriptionId = "", , resourceGroupName = "", , , , vaultName = ""] =
    vaultId.split("/");
  const vault = await openVault(cloud, { subscriptionId, resourceGroupName, vaultName });
  const secret = await vault.read(secretName);
  if (secret !== undefined) return secret.value;
  throw new UserError(`secret ${secretName} is disabled`, {
    remedy: "run `pulumi up`, which enables the secret of a customer who may log in",
  });
}
