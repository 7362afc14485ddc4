// Acts as each customer, with the password from the vault, and collects what is seen.
import type { Stack } from "@pulumi/pulumi/automation";
import { AzureError } from "../../azure/azureError";
import type { StoredSecret, VaultSecrets } from "../../azure/vault/vaultSecrets";
import { today } from "../../clock";
import { mayLogIn } from "../../components/credentialSettings";
import { proveAccess } from "../asCustomer";
import type { CommandContext } from "../command";
import type { RunningEmulator } from "../emulated";
import { requireCustomersFile } from "../requireCustomersFile";
import type { CustomerRow } from "./customerTable";
import { openServices } from "./services";

/** Where the customers' passwords and images are. */
export interface RowSources {
  stack: Stack;
  emulator: RunningEmulator;
  /** The customers file that was declared. */
  copy: string;
  context: CommandContext;
  /** The passwords that were seen, by customer id: whoever is suspended can be tried only with one from before. */
  passwords: Map<string, string>;
}

/** Reads each customer's password from the vault, as they would, and does what they would do. */
export async function readRows(
  sources: RowSources,
  update: (text: string) => void,
): Promise<CustomerRow[]> {
  const { stack, emulator, copy } = sources;
  const { customers } = await requireCustomersFile(copy);
  const secrets = (await stack.outputs()).secrets?.value as Record<string, string>;
  const { http, vault, registry } = await openServices(emulator, sources.context.signal);
  const rows: CustomerRow[] = [];
  for (const customer of customers) {
    update(customer.id);
    const secretName = secrets[customer.id] ?? "";
    const secret = await readSecret(vault, secretName);
    const username = customer.tokenName;
    if (secret !== undefined) sources.passwords.set(customer.id, secret.value);
    const password = sources.passwords.get(customer.id);
    const base = { customer, mayLogIn: mayLogIn(customer, today(sources.context.env)), username };
    if (password === undefined) {
      rows.push(base);
      continue;
    }
    const proof = await proveAccess(
      http,
      {
        loginServer: registry.loginServer,
        username,
        password,
        repositories: customer.repositories,
        mayListTags: customer.actions.includes("metadata/read"),
      },
      registry.repositories,
    );
    rows.push({ ...base, secretName, expiresAt: secret?.expiresAt, proof });
  }
  return rows;
}

/** The secret as its customer finds it; undefined where it is disabled, or was never made. */
async function readSecret(vault: VaultSecrets, name: string): Promise<StoredSecret | undefined> {
  try {
    return await vault.read(name);
  } catch (thrown) {
    if (thrown instanceof AzureError && thrown.code === "SecretNotFound") return undefined;
    throw thrown;
  }
}
