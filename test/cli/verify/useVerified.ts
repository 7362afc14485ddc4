// Customers on an emulator without a run of the engine: made as a run makes them, to be verified.

import { connectCloud } from "../../../azure/cloud";
import type { TokenPassword } from "../../../azure/tokens/registryToken";
import type { DeployedCustomer } from "../../../cli/credentials/deployedCustomers";
import { openAzureSide } from "../../../cli/verify/azureSide";
import type { VerifyWorld } from "../../../cli/verify/verifyWorld";
import { tokenId } from "../../../components/names";
import { loadCustomers } from "../../../customers/load";
import type { Customer } from "../../../customers/schema/schema";
import { scopeMapActions } from "../../../customers/scopeMapActions";
import { asHeld } from "../../../passwords/adoptedSlot";
import { tagsOf } from "../../../passwords/marks";
import type { EmulatedAzure } from "../../emulator/useEmulator";

/** The customers of a file. */
export function customersIn(text: string): readonly Customer[] {
  const result = loadCustomers(Buffer.from(text), { file: "customers.yaml" });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.file.customers;
}

/** Where the emulator's registry and vault are. */
export function placeOf({ emulator }: EmulatedAzure) {
  return {
    subscriptionId: emulator.subscriptionId,
    resourceGroupName: emulator.resourceGroupName,
    registryName: emulator.registries[0]?.name ?? "",
    vaultName: emulator.vaults[0]?.name ?? "",
    vaultResourceGroupName: emulator.resourceGroupName,
  };
}

/** Makes scope map, token, password and secret of a customer who is let in. */
export async function makeCustomer(
  azure: EmulatedAzure,
  customer: Customer,
): Promise<DeployedCustomer> {
  const { tokenName } = customer;
  const actions = scopeMapActions(customer);
  await azure.arm("PUT", `scopeMaps/${tokenName}`, { properties: { actions } });
  const scopeMapId = `${azure.registryId}/scopeMaps/${tokenName}`;
  await azure.arm("PUT", `tokens/${tokenName}`, { properties: { scopeMapId, status: "enabled" } });
  return publish(azure, customer);
}

/** Generates password1 of a token and puts it into the customer's secret. */
export async function publish(
  azure: EmulatedAzure,
  { id, tokenName, credential, state }: Customer,
): Promise<DeployedCustomer> {
  const value = await azure.givenPassword(tokenName, "password1");
  const { createdAt } = await listedPassword(azure, tokenName);
  const ownTokenId = tokenId(placeOf(azure), tokenName);
  const slot = { name: "password1", createdAt } as const;
  const secretName = `${id}-registry-x7k2pd4q`;
  const token = `${placeOf(azure).registryName}/${tokenName}`;
  const mark = { slot: slot.name, createdAt, generation: 1, token, owner: "x7k2pd4q" };
  const written = await azure.vault("PUT", `/secrets/${secretName}`, {
    value,
    tags: tagsOf(mark, "customer-access/dev"),
  });
  const secretVersion = (written.body as { id: string }).id.split("/").at(-1) ?? "";
  return {
    id,
    state,
    secretName,
    revokedBefore: 1,
    pending: [],
    credentials: {
      ...credential,
      tokenId: ownTokenId,
      enabled: true,
      username: tokenName,
      currentSlot: slot.name,
      secretVersion,
      owner: "x7k2pd4q",
      hasPassword: true,
      slots: [{ ...asHeld(slot), generation: 1 }],
      drift: {},
    },
  };
}

/** The first password of a token, as Azure lists it. */
export async function listedPassword(
  azure: EmulatedAzure,
  tokenName: string,
): Promise<TokenPassword> {
  const { body } = await azure.arm("GET", `tokens/${tokenName}`);
  const { properties } = body as {
    properties: { credentials: { passwords: { creationTime: string }[] } };
  };
  const created = properties.credentials.passwords[0]?.creationTime ?? "";
  return { name: "password1", createdAt: new Date(created).toISOString() };
}

/** What verifying works with, by the emulator's clock, in which waiting moves that clock. */
export async function worldOf(
  azure: EmulatedAzure,
  deployed: readonly DeployedCustomer[],
  env: NodeJS.ProcessEnv = {},
): Promise<VerifyWorld & { waitedMs: number }> {
  const { environment, clock } = azure.emulator;
  const cloud = await connectCloud({ ...environment, ...env }, azure.http);
  const world = {
    azure: await openAzureSide(cloud, placeOf(azure)),
    deployed: new Map(deployed.map((customer) => [customer.id, customer])),
    today: clock.now().toISOString().slice(0, 10),
    now: () => clock.now(),
    passwords: new Map<string, string>(),
    waitedMs: 0,
    async wait(ms: number) {
      world.waitedMs += ms;
      clock.set(new Date(clock.now().getTime() + ms).toISOString());
    },
  };
  return world;
}
