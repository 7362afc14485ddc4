// Deploys a workflow at the customer's by plain requests, with the rights of its identity.
import type { Definition, RequestTrigger } from "../../../customer-sync/workflow/definition";
import { EVENT_TRIGGER } from "../../../customer-sync/workflow/eventWorkflow";
import { DATA_IMPORTER } from "../../emulator/arm/importing";
import type { Received } from "../../emulator/exchange";
import { Workflows } from "../../emulator/logic/workflows";
import type { EmulatedAzure } from "../../emulator/useEmulator";

const SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
const POLLING_ROLE = "abababab-abab-4bab-8bab-abababababab";
const AUTHORIZATION = "/providers/Microsoft.Authorization";

/** Deploys it; the secret `vendor-password` must be in the vault. */
export async function deployWorkflow(
  contoso: EmulatedAzure,
  name: "events" | "catch-up",
  definition: Definition,
  parameters: object,
): Promise<void> {
  const body = await must(
    new Workflows(contoso).arm("PUT", name, {
      location: "northeurope",
      identity: { type: "SystemAssigned" },
      properties: { definition, parameters },
    }),
  );
  const { principalId } = (body as { identity: { principalId: string } }).identity;
  const subscription = `/subscriptions/${contoso.tenant.subscriptionId}`;
  await must(
    contoso.arm("PUT", `${subscription}${AUTHORIZATION}/roleDefinitions/${POLLING_ROLE}`, {
      properties: {
        roleName: "Reads the results of imports",
        type: "CustomRole",
        permissions: [{ actions: ["Microsoft.ContainerRegistry/locations/operationResults/read"] }],
        assignableScopes: [subscription],
      },
    }),
  );
  const grant = (role: string, scope: string) => {
    const end = name === "events" ? "1" : "2";
    const path = `${scope}${AUTHORIZATION}/roleAssignments/${role.slice(0, 24)}${end.repeat(12)}`;
    const properties = {
      roleDefinitionId: `${AUTHORIZATION}/roleDefinitions/${role}`,
      principalId,
      principalType: "ServicePrincipal",
    };
    return must(contoso.arm("PUT", path, { properties }));
  };
  await grant(DATA_IMPORTER, contoso.registryId);
  await grant(SECRETS_USER, `${contoso.vaultId}/secrets/vendor-password`);
  await grant(POLLING_ROLE, subscription);
}

/** The body of an answer that is no failure. */
export async function must(answer: Promise<Received>): Promise<unknown> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`status ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** As if the service did not look at the schema. */
export function withoutSchema(definition: Definition): Definition {
  const trigger = definition.triggers[EVENT_TRIGGER] as RequestTrigger | undefined;
  if (trigger === undefined) return definition;
  const { operationOptions: _, ...rest } = trigger;
  return {
    ...definition,
    triggers: { [EVENT_TRIGGER]: { ...rest, inputs: { ...rest.inputs, schema: {} } } as never },
  };
}
