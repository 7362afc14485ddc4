// The identity that runs `npm run sync` at the customer's, with the documented roles alone.
import { DATA_IMPORTER, giveRole } from "../../emulator/arm/importing";
import type { EmulatedAzure } from "../../emulator/useEmulator";

/** The service principal that runs the command. */
export const IMPORTER = "contoso-importer";
const SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
/** A role of the customer's own: to look up how an import goes. */
const POLLER = "99999999-9999-4999-8999-999999999999";

/** The variables of the importer. */
export function importerOf(contoso: EmulatedAzure): NodeJS.ProcessEnv {
  const { environment, principals } = contoso.tenant;
  const { clientId, clientSecret } = principals.find(({ name }) => name === IMPORTER) ?? {};
  return { ...environment, ARM_CLIENT_ID: clientId, ARM_CLIENT_SECRET: clientSecret };
}

/** Gives it the roles, and stores the vendor's password where it may read it. */
export async function giveRoles(contoso: EmulatedAzure, password: string): Promise<void> {
  await contoso.vault("PUT", "/secrets/vendor-password", { value: password });
  const subscription = `/subscriptions/${contoso.tenant.subscriptionId}`;
  const definition = await contoso.arm(
    "PUT",
    `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${POLLER}`,
    {
      properties: {
        roleName: "Reads the ends of imports",
        type: "CustomRole",
        permissions: [{ actions: ["Microsoft.ContainerRegistry/locations/operationResults/read"] }],
        assignableScopes: [subscription],
      },
    },
    "2022-04-01",
  );
  if (definition.status !== 201) throw new Error(`role definition: ${definition.status}`);
  await giveRole(contoso, IMPORTER, POLLER, subscription);
  await giveRole(contoso, IMPORTER, DATA_IMPORTER, contoso.registryId);
  await giveRole(contoso, IMPORTER, SECRETS_USER, `${contoso.vaultId}/secrets/vendor-password`);
}
