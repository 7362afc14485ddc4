// Declares the program on Pulumi's mocks, for the tests: no engine, no Azure, no network.
import * as pulumi from "@pulumi/pulumi";

/** A resource as the program declares it. */
export interface Declared {
  readonly name: string;
  readonly type: string;
  /** Of whatever type the resource has: Pulumi's mocks give them without one. */
  readonly inputs: pulumi.runtime.MockResourceArgs["inputs"];
}

const GROUP = "/subscriptions/1111/resourceGroups/contoso-images";
export const REGISTRY = `${GROUP}/providers/Microsoft.ContainerRegistry/registries/contosoimages`;
export const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/contoso-sync`;
export const SECRET_OF_HEADER = "header-secret-0123456789";

/** Settings of a customer who keeps the password in the stack. */
export const SETTINGS: Readonly<Record<string, string>> = {
  resourceGroupName: "contoso-images",
  location: "northeurope",
  vendorRegistry: "vendorimages.azurecr.io",
  tokenName: "contoso-pull",
  vaultId: VAULT,
  password: "the-password",
  headerSecret: SECRET_OF_HEADER,
  repositories: '["app/api"]',
  targetRegistryId: REGISTRY,
  allowedCallers: '["20.42.0.0/24"]',
};

/** What Azure would say of the identity that deploys, and of the workflow. */
const ANSWERS: Readonly<Record<string, object>> = {
  "azure-native:authorization:getClientConfig": { subscriptionId: "1111" },
  "azure-native:logic:listWorkflowTriggerCallbackUrl": {
    value: "https://logic.example/triggers/Image_Pushed?sig=s",
  },
};

/**
 * Declares the program with these settings.
 *
 * @param vault what Azure says of the vault
 * @returns every resource of Azure, and whether the callback URL is a secret
 * @throws pulumi.RunError with all that is wrong with the settings
 */
export async function declareWith(
  settings: Readonly<Record<string, string>>,
  vault: object = { enableRbacAuthorization: true },
) {
  const resources: Declared[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource({ name, type, inputs }) {
        if (type.startsWith("azure-native:")) {
          resources.push({
            name,
            type,
            inputs: { ...inputs, parameters: plain(inputs.parameters) },
          });
        }
        const id = name === "registry-sync-password" ? `${VAULT}/secrets/${name}` : `/${name}`;
        const identity = { principalId: `identity of ${name}` };
        return { id, state: { ...inputs, name, identity } };
      },
      call: ({ token }) => ({ properties: vault, ...ANSWERS[token] }),
    },
    "customer-sync",
  );
  const config = Object.entries(settings).map(([name, value]) => [`customer-sync:${name}`, value]);
  pulumi.runtime.setAllConfig(Object.fromEntries(config), [
    "customer-sync:password",
    "customer-sync:headerSecret",
  ]);
  const { declare } = await import("../index.js");
  const { callbackUrl } = await declare();
  // Waits for all that is still being declared.
  await pulumi.runtime.disconnect();
  return { resources, isUrlSecret: await pulumi.isSecret(callbackUrl) };
}

/** Where a part of it is a secret, the mocks are given all of it in the engine's form for one. */
function plain(given: { readonly value: unknown } | undefined): unknown {
  return pulumi.runtime.isRpcSecret(given) ? given?.value : given;
}
