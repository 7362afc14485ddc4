// Acts as each customer, with the password from the vault, and collects what is seen.
import type { Stack } from "@pulumi/pulumi/automation";
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
    const secret = await vault.read(secretName);
    // The secret of a suspended customer is disabled too; their password is still known to the state.
    const password = secret?.value ?? (await passwordInState(stack, customer.id));
    const proof = await proveAccess(
      http,
      {
        loginServer: registry.loginServer,
        username: customer.tokenName,
        password,
        repositories: customer.repositories,
        mayListTags: customer.actions.includes("metadata/read"),
      },
      registry.repositories,
    );
    rows.push({
      customer,
      mayLogIn: mayLogIn(customer, today(sources.context.env)),
      username: customer.tokenName,
      secretName,
      expiresAt: secret?.expiresAt,
      proof,
    });
  }
  return rows;
}

/** The password that TokenCredentials holds; only ever used to log in. */
async function passwordInState(stack: Stack, customerId: string): Promise<string> {
  const { deployment } = await stack.exportStack();
  const resources = deployment.resources as {
    urn: string;
    outputs?: { password?: { plaintext?: string } };
  }[];
  const credentials = resources.find(({ urn }) => urn.endsWith(`::${customerId}-credentials`));
  const plaintext = credentials?.outputs?.password?.plaintext;
  if (plaintext === undefined) throw new Error(`the state holds no password of ${customerId}`);
  return JSON.parse(plaintext) as string;
}
