// Loads what the model drives.

import { createRequire } from "node:module";
import { join } from "node:path";

/** The project's own folder. */
export const PROJECT = join(__dirname, "../..", "..");

/** The entry points of the product that a model run uses. */
export type Product = typeof import("../../../access/accessLine") &
  typeof import("../../../access/scopeMapMark") &
  typeof import("../../../azure/cloud") &
  typeof import("../../../azure/tokens/registryTokens") &
  typeof import("../../../azure/vault/managedSecrets") &
  typeof import("../../../cli/recover/plan") &
  typeof import("../../../cli/recover/recover") &
  typeof import("../../../clock") &
  typeof import("../../../components/credentialSettings") &
  typeof import("../../../components/customerAccess") &
  typeof import("../../../components/names") &
  typeof import("../../../customers/accessOf") &
  typeof import("../../../customers/isAdopted") &
  typeof import("../../../customers/load") &
  typeof import("../../../customers/scopeMapActions") &
  typeof import("../../../provider/accessGuard") &
  typeof import("../../../provider/azureAccess") &
  typeof import("../../../provider/adoptionProblems") &
  typeof import("../../../provider/place") &
  typeof import("../../../provider/protocol/resource") &
  typeof import("../../../provider/protocol/wire") &
  typeof import("../../../provider/rightsInAzure") &
  typeof import("../../../provider/runClock") &
  typeof import("../../../provider/tokenSecret/tokenSecret");

/** The files that have them. */
export const PRODUCT_FILES: readonly string[] = [
  "access/accessLine",
  "access/scopeMapMark",
  "azure/cloud",
  "azure/tokens/registryTokens",
  "azure/vault/managedSecrets",
  "cli/recover/plan",
  "cli/recover/recover",
  "clock",
  "components/credentialSettings",
  "components/customerAccess",
  "components/names",
  "customers/accessOf",
  "customers/isAdopted",
  "customers/load",
  "customers/scopeMapActions",
  "provider/accessGuard",
  "provider/azureAccess",
  "provider/adoptionProblems",
  "provider/place",
  "provider/protocol/resource",
  "provider/protocol/wire",
  "provider/rightsInAzure",
  "provider/runClock",
  "provider/tokenSecret/tokenSecret",
];

/** Loads the product. */
export function loadProduct(): Product {
  const load = createRequire(join(PROJECT, "package.json"));
  return Object.assign({}, ...PRODUCT_FILES.map((file) => load(`./${file}.ts`)));
}
