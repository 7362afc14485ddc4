// Runs npm run sync-url: puts the callback URL from standard input into the vault.

import { syncTags } from "../../access/syncMark";
import { connectCloud } from "../../azure/cloud";
import { openManagedSecrets } from "../../azure/vault/managedSecrets";
import { putSecret } from "../../azure/vault/putSecret";
import { parseSecretId } from "../../azure/vault/secretId";
import { isId } from "../../customers/schema/limits";
import type { CommandContext, Outcome } from "../command";
import { meantCustomer } from "../knownCustomers";
import type { State } from "../recover/state";
import { stackInFolder } from "../stackInFolder";
import { UserError } from "../userError";
import { readCallbackUrl } from "./callbackUrl";
import { customersIn, deployedSyncs } from "./deployedSync";

/** For whom. */
export interface SyncUrlOptions {
  /** The customer's id. */
  readonly id: string;
  readonly folder: string;
  readonly stack?: string;
}

/** Where the stack is read from: the CLI, or a test's own stack. */
export interface SyncSource {
  readonly name: string;
  state(): Promise<State>;
}

/**
 * Writes a version of the secret; the next run of the program sends the webhooks there.
 *
 * @param given.ca certificates to trust beside the system's
 * @throws UserError for a customer without a sync, and for what is no URL; AzureError, never with the URL
 */
export async function runSyncUrl(
  options: SyncUrlOptions,
  context: CommandContext,
  given: { readonly source?: SyncSource; readonly ca?: string } = {},
): Promise<Outcome> {
  const { env, signal } = context;
  const { id } = options;
  const url = await readCallbackUrl(context);
  const source = given.source ?? (await stackSource(options, context));
  const state = await source.state();
  const sync = deployedSyncs(state).get(id);
  if (sync === undefined) throw withoutSync(id, source.name, customersIn(state));
  const cloud = await connectCloud(env, { signal, ...(given.ca ? { ca: given.ca } : {}) });
  const { version } = await putSecret(openManagedSecrets(cloud), sync.urlSecretId, {
    value: url,
    enabled: true,
    tags: syncTags(sync.mark),
  });
  const { secretName, vaultName } = parseSecretId(sync.urlSecretId);
  return {
    exitCode: 0,
    lines: [
      `${id}: the callback URL is version ${version} of secret ${secretName} in vault ${vaultName}`,
      "next: `pulumi up`, which sends the webhooks there",
    ],
    data: { stack: source.name, customer: id, vault: vaultName, secret: secretName, version },
  };
}

/** Opens the stack of a folder. */
export async function stackSource(
  options: Pick<SyncUrlOptions, "folder" | "stack">,
  context: CommandContext,
): Promise<SyncSource> {
  const { stackName, stack } = await stackInFolder<State>(options, context);
  return { name: stackName, state: async () => (await stack.read()).deployment };
}

/** The error for a customer who has no sync, or whom nobody knows. */
export function withoutSync(id: string, stack: string, known: readonly string[]): UserError {
  if (known.includes(id)) {
    return new UserError(`stack ${stack} has no sync of ${id}`, {
      remedy: "add sync to the customer's entry, and run `pulumi up`, which hands over the header",
    });
  }
  // What is no id may be a callback URL.
  const whom = isId(id) ? `no customer "${id}"` : "no such customer";
  return new UserError(`stack ${stack} has ${whom}`, {
    remedy:
      known.length === 0
        ? "add the customer to the file, and run `pulumi up`"
        : meantCustomer(id, known),
  });
}
