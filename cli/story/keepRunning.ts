// Leaves the emulator running after a story, with words on how to use it.
import { relative } from "node:path";
import type { CommandContext } from "../command";
import {
  EMULATED_FOLDER,
  EMULATED_PASSPHRASE,
  PROJECT_FOLDER,
  type RunningEmulator,
  STACK_NAME,
} from "../emulated";
import { becomeCustomer } from "./becomeCustomer";
import type { CustomerRow } from "./customerTable";

/**
 * Keeps the emulator running until Ctrl-C.
 *
 * @param rows customers of whom one that may log in is the example. @default - nothing is said of customers
 */
export async function keepRunning(
  emulator: RunningEmulator,
  context: CommandContext,
  rows: readonly CustomerRow[] = [],
): Promise<void> {
  const { print } = context;
  print("");
  print(`The emulator goes on running at ${emulator.url}; Ctrl-C ends it. In another shell:`);
  for (const [name, value] of Object.entries(emulator.environment)) {
    print(`  export ${name}=${value}`);
  }
  for (const { name, loginServer } of emulator.registries) {
    print(`registry ${name}: https://${loginServer}/`);
  }
  for (const { name, uri } of emulator.vaults) print(`vault ${name}: ${uri}`);
  const lines = example(emulator, rows);
  if (lines !== undefined) {
    print(`To become a customer, for example ${lines.customerId}:`);
    for (const line of lines.commands) print(`  ${line}`);
    print("To ask the stack, in this folder:");
    for (const line of askStack()) print(`  ${line}`);
  }
  await new Promise<void>((done) => {
    if (context.signal.aborted) done();
    context.signal.addEventListener("abort", () => done(), { once: true });
  });
}

function example(emulator: RunningEmulator, rows: readonly CustomerRow[]) {
  const row = rows.find(({ proof }) => proof?.loggedIn && proof.pulled.length > 0);
  const [registry] = emulator.registries;
  const [vault] = emulator.vaults;
  const repository = row?.proof?.pulled[0];
  const secretName = row?.secretName;
  if (!row || !secretName || !registry || !vault || !repository) return undefined;
  const commands = becomeCustomer({
    customerId: row.customer.id,
    username: row.username,
    secretName,
    repository,
    vaultUri: vault.uri,
    loginServer: registry.loginServer,
    entraUrl: emulator.url,
  });
  return { customerId: row.customer.id, commands };
}

function askStack(): string[] {
  const folder = relative(PROJECT_FOLDER, EMULATED_FOLDER);
  return [
    `export PULUMI_BACKEND_URL="file://$PWD/${folder}" PULUMI_CONFIG_PASSPHRASE=${EMULATED_PASSPHRASE}`,
    `npm run -s pulumi -- --cwd ${folder} stack output secrets --json --stack ${STACK_NAME}`,
  ];
}
