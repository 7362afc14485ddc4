// Takes the right to import from the importer, who may still read.
import { DATA_IMPORTER, giveRole } from "../../emulator/arm/importing";
import type { EmulatedAzure } from "../../emulator/useEmulator";
import { IMPORTER } from "./importer";

const ACR_PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

/** Leaves it the roles AcrPull and Reader on the registry. */
export async function takeImporting(contoso: EmulatedAzure): Promise<void> {
  const list = `${contoso.registryId}/providers/Microsoft.Authorization/roleAssignments`;
  const { body } = await contoso.arm("GET", list, undefined, "2022-04-01");
  const { value } = body as { value: { id: string; properties: { roleDefinitionId: string } }[] };
  for (const { id, properties } of value) {
    if (!properties.roleDefinitionId.endsWith(DATA_IMPORTER)) continue;
    await contoso.arm("DELETE", id, undefined, "2022-04-01");
  }
  for (const role of [ACR_PULL, READER]) {
    await giveRole(contoso, IMPORTER, role, contoso.registryId);
  }
}
