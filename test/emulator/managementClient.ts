// Microsoft's client of Resource Manager for a tenant of the emulator, unchanged but for the trusted authority.
import { ContainerRegistryManagementClient } from "@azure/arm-containerregistry";
import { RestError } from "@azure/core-rest-pipeline";
import { ClientSecretCredential } from "@azure/identity";
import { expect } from "chai";
import type { EmulatedAzure } from "./useEmulator";

/** A client of the tenant's registries, as its deployer unless one of its principals is named. */
export function managementClient(
  azure: EmulatedAzure,
  principal?: string,
): ContainerRegistryManagementClient {
  const { url, ca } = azure.emulator;
  const { subscriptionId } = azure.tenant;
  return new ContainerRegistryManagementClient(credentialOf(azure, principal), subscriptionId, {
    endpoint: url,
    tlsOptions: { ca },
    // A refusal is looked at as it is.
    retryOptions: { maxRetries: 0 },
  });
}

/** What a principal of the tenant logs in with, the deployer unless one is named. */
export function credentialOf(azure: EmulatedAzure, principal?: string): ClientSecretCredential {
  const { url, ca } = azure.emulator;
  const { tenantId, environment, principals } = azure.tenant;
  const {
    clientId = environment.ARM_CLIENT_ID ?? "",
    clientSecret = environment.ARM_CLIENT_SECRET ?? "",
  } = principals.find(({ name }) => name === principal) ?? {};
  return new ClientSecretCredential(tenantId, clientId, clientSecret, {
    authorityHost: url,
    disableInstanceDiscovery: true,
    tlsOptions: { ca },
  });
}

/** The status and code with which a call fails. */
export async function failureOf(call: Promise<unknown>): Promise<unknown[]> {
  const error = await call.then(
    () => expect.fail("the call succeeded"),
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(RestError);
  const { statusCode, code } = error as RestError;
  return [statusCode, code];
}
