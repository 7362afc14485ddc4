// Both sides of the sync story: the vendor's stack and registry, and those of the customer in a tenant of their own.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { type Cloud, connectCloud } from "../../../azure/cloud";
import { entraIdentity } from "../../../azure/registry/identities";
import { RegistrySession } from "../../../azure/registry/session";
import { declare } from "../../../customer-sync/index";
import type { Engine } from "../../../engine/engine";
import { openStack } from "../../../engine/openStack";
import { PROJECT_FOLDER } from "../../../projectFolder";
import type { CommandContext } from "../../command";
import {
  EMULATED_FOLDER,
  EMULATED_PASSPHRASE,
  type EmulatedTenant,
  openEmulatedStack,
  type RunningEmulator,
  STACK_NAME,
  STAND_INS,
} from "../../emulated";
import { type EmulatorControl, openControl } from "../emulatorControl";
import { CUSTOMER, customersFile, PREFIX, REPOSITORIES } from "./scenario";

/** One of both sides. */
export interface Side {
  readonly stack: Stack;
  /** Its folder, with the state and the history. */
  readonly folder: string;
  /** The variables that name its cloud and its deployer. */
  readonly environment: Readonly<Record<string, string>>;
  readonly cloud: Cloud;
  readonly loginServer: string;
  /** A new session at its registry, as its deployer. */
  openSession(): RegistrySession;
}

/** The customer's side. */
export interface CustomerSide extends Side {
  readonly groupId: string;
  readonly registryId: string;
  readonly vaultUri: string;
  /** The variables of its application at the vendor's, which may read what is for the customer. */
  readonly readerEnvironment: Readonly<Record<string, string>>;
  /** The settings of `npm run sync`. */
  readonly settingsFile: string;
}

/** Where the story plays. */
export interface Stage {
  readonly context: CommandContext;
  readonly control: EmulatorControl;
  readonly ca: string;
  /** Address of the vendor's vault, with a slash at the end. */
  readonly vendorVault: string;
  readonly vendor: Side;
  readonly contoso: CustomerSide;
}

/** Opens both stacks, on which nothing is declared yet. */
export async function openStage(
  { engine, emulator }: { engine: Engine; emulator: RunningEmulator },
  context: CommandContext,
): Promise<Stage> {
  const { signal } = context;
  const ca = await readFile(emulator.caFile, "utf8");
  const [tenant] = emulator.others ?? [];
  const [reader] = emulator.principals ?? [];
  const [vendorVault] = emulator.vaults;
  if (tenant === undefined || reader === undefined || vendorVault === undefined) {
    throw new Error("the emulator has no customer's tenant");
  }
  const sideOf = async (
    stack: Stack,
    folder: string,
    { environment, registries }: Pick<EmulatedTenant, "environment" | "registries">,
  ): Promise<Side> => {
    const cloud = await connectCloud(environment, { ca, signal });
    const loginServer = registries[0]?.loginServer ?? "";
    const openSession = () => new RegistrySession(entraIdentity(cloud, loginServer));
    return { stack, folder, environment, cloud, loginServer, openSession };
  };

  const file = join(EMULATED_FOLDER, "customers.yaml");
  await writeFile(file, customersFile(reader.objectId));
  const vendorStack = await openEmulatedStack({ engine, emulator, customersFile: file });
  const vendor = await sideOf(vendorStack, EMULATED_FOLDER, emulator);

  const folder = join(EMULATED_FOLDER, CUSTOMER);
  await mkdir(folder);
  const places = placesOf(tenant);
  const stack = await openCustomerStack(engine, { folder, tenant, vendor: vendor.loginServer });
  const settingsFile = join(folder, "sync.json");
  const contoso: CustomerSide = {
    ...(await sideOf(stack, folder, tenant)),
    ...places,
    settingsFile,
    readerEnvironment: {
      ...emulator.environment,
      ARM_CLIENT_ID: reader.clientId,
      ARM_CLIENT_SECRET: reader.clientSecret,
    },
  };
  await writeFile(settingsFile, JSON.stringify(syncSettings(vendor, contoso), undefined, 2));
  const control = await openControl(emulator);
  return { context, control, ca, vendorVault: vendorVault.uri, vendor, contoso };
}

function placesOf({ subscriptionId, resourceGroupName, registries, vaults }: EmulatedTenant) {
  const groupId = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}`;
  const registryId = `${groupId}/providers/Microsoft.ContainerRegistry/registries/${registries[0]?.name}`;
  return { groupId, registryId, vaultUri: vaults[0]?.uri ?? "" };
}

async function openCustomerStack(
  engine: Engine,
  { folder, tenant, vendor }: { folder: string; tenant: EmulatedTenant; vendor: string },
): Promise<Stack> {
  const { groupId, registryId } = placesOf(tenant);
  const stack: Stack = await openStack({
    engine,
    workFolder: folder,
    projectName: "customer-sync",
    stackName: STACK_NAME,
    // It uses the same variables as the engine.
    program: () => declare(stack.workspace.envVars),
    main: join(PROJECT_FOLDER, "customer-sync", "index.cjs"),
    plugins: {},
    standIns: STAND_INS,
    config: {
      "customer-sync:resourceGroupName": tenant.resourceGroupName,
      "customer-sync:location": "northeurope",
      "customer-sync:vendorRegistry": vendor,
      "customer-sync:tokenName": `${CUSTOMER}-pull`,
      "customer-sync:vaultId": `${groupId}/providers/Microsoft.KeyVault/vaults/${tenant.vaults[0]?.name}`,
      "customer-sync:repositories": JSON.stringify(REPOSITORIES),
      "customer-sync:targetRegistryId": registryId,
      "customer-sync:allowedCallers": "any",
    },
    env: { PULUMI_DIY_BACKEND_ZSTD: "false", ...tenant.environment },
    passphrase: EMULATED_PASSPHRASE,
  });
  return stack;
}

function syncSettings(vendor: Side, { vaultUri, registryId, folder }: CustomerSide) {
  return {
    source: vendor.loginServer,
    username: `${CUSTOMER}-pull`,
    passwordSecret: `${vaultUri}secrets/registry-sync-${STACK_NAME}-password`,
    target: registryId,
    targetPrefix: PREFIX,
    repositories: REPOSITORIES,
    state: join(folder, ".sync"),
  };
}
