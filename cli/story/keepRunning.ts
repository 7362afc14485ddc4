// Keeps the emulator running after a demo, and prints how to use it.
import { relative } from "node:path";
import { PROJECT_FOLDER } from "../../projectFolder";
import type { CommandContext } from "../command";
import {
  EMULATED_FOLDER,
  EMULATED_PASSPHRASE,
  type RunningEmulator,
  STACK_NAME,
} from "../emulated";
import type { CustomerEvidence } from "../verify/evidenceSchema";
import { becomeCustomer } from "./becomeCustomer";

/**
 * Keeps the emulator running until Ctrl-C.
 *
 * @param customers one of whom that may log in is the example. @default - customers are not mentioned
 */
export async function keepRunning(
  emulator: RunningEmulator,
  context: CommandContext,
  customers: readonly CustomerEvidence[] = [],
): Promise<void> {
  const { print } = context;
  const command = (line: string) => print(`  ${line}`, { isVerbatim: true });
  print("");
  print(`The emulator keeps running at ${emulator.url}; Ctrl-C stops it.`);
  print("In another shell:");
  for (const [name, value] of Object.entries(emulator.environment)) {
    command(`export ${name}=${value}`);
  }
  for (const { name, loginServer } of emulator.registries) {
    print(`registry ${name}: https://${loginServer}/`);
  }
  for (const { name, uri } of emulator.vaults) print(`vault ${name}: ${uri}`);
  const lines = example(emulator, customers);
  if (lines !== undefined) {
    print(`To become a customer, for example ${lines.customerId}:`);
    for (const line of lines.commands) command(line);
    print("To ask the stack, in this folder:");
    for (const line of askStack(lines.customerId)) command(line);
  }
  await new Promise<void>((done) => {
    if (context.signal.aborted) done();
    context.signal.addEventListener("abort", () => done(), { once: true });
  });
}

function example(emulator: RunningEmulator, customers: readonly CustomerEvidence[]) {
  const pulledBy = ({ checks }: CustomerEvidence) =>
    checks.find(({ what, verdict }) => what === "pull" && verdict === "as declared")?.of;
  const customer = customers.find((each) => pulledBy(each));
  const [registry] = emulator.registries;
  const [vault] = emulator.vaults;
  const repository = customer && pulledBy(customer);
  const secretName = customer?.secretName;
  if (!customer || !secretName || !registry || !vault || !repository) return undefined;
  const commands = becomeCustomer({
    customerId: customer.id,
    username: customer.username,
    secretName,
    repository,
    vaultUri: vault.uri,
    loginServer: registry.loginServer,
    entraUrl: emulator.url,
  });
  return { customerId: customer.id, commands };
}

/** What Pulumi and the commands need to find the emulated stack, in this project's folder. */
export const EXPORT_STACK = `export PULUMI_BACKEND_URL="file://$PWD/${relative(PROJECT_FOLDER, EMULATED_FOLDER)}" PULUMI_CONFIG_PASSPHRASE=${EMULATED_PASSPHRASE}`;

function askStack(customerId: string): string[] {
  const folder = relative(PROJECT_FOLDER, EMULATED_FOLDER);
  const stack = `--folder ${folder} --stack ${STACK_NAME}`;
  return [
    EXPORT_STACK,
    `npm run -s pulumi -- --cwd ${folder} stack output secrets --json --stack ${STACK_NAME}`,
    `npm run -s handover -- ${customerId} ${stack}`,
    `npm run -s repositories -- ${stack}`,
    `npm run -s plan -- ${stack}`,
    `npm run -s pulumi -- --cwd ${folder} up --yes --stack ${STACK_NAME}`,
    `npm run -s verify -- ${stack}`,
  ];
}
