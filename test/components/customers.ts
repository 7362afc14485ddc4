// Customers files for tests, and the program that declares what is in them.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CustomerAccess, type CustomerAccessArgs } from "../../components/customerAccess";
import type { Place } from "../../components/names";

export const PLACE: Place = {
  subscriptionId: "11111111-1111-4111-8111-111111111111",
  resourceGroupName: "registry-access",
  registryName: "vendorimages",
  vaultName: "vendor-access",
  vaultResourceGroupName: "vendor-secrets",
};

export const REGISTRY_ID =
  "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/registry-access/providers/Microsoft.ContainerRegistry/registries/vendorimages";
export const VAULT_ID =
  "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/vendor-secrets/providers/Microsoft.KeyVault/vaults/vendor-access";
export const TOKEN_ID = `${REGISTRY_ID}/tokens/contoso-pull`;
export const SECRET_ID = `${VAULT_ID}/secrets/contoso-registry-x7k2pd4q`;
export const SCOPE_MAP_ID = `${REGISTRY_ID}/scopeMaps/contoso-pull`;

/** Runs work with a customers file of this content, which is removed afterwards. */
export async function withFile<Result>(
  content: string,
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "customers-"));
  const path = join(folder, "customers.yaml");
  writeFileSync(path, content);
  try {
    return await work(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The program: declares the access of every customer in a file. */
export function customerAccess(
  customersFile: string,
  change: Partial<CustomerAccessArgs> = {},
): CustomerAccess {
  return new CustomerAccess("access", { ...PLACE, customersFile, today: "2026-03-01", ...change });
}
