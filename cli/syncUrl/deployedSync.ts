// Reads from an exported state what the last run made of each customer's sync.
import type { SyncMark } from "../../access/syncMark";
import { logicalName, type State } from "../recover/state";

/** The sync of a customer, after the last run. */
export interface DeployedSync {
  /** ARM id of the secret for the callback URL. */
  readonly urlSecretId: string;
  /** The name of the secret with the header, in the same vault. */
  readonly headerSecretName: string;
  readonly mark: SyncMark;
  /** ARM id of the registry. */
  readonly registryId: string;
  /** Do the webhooks send? Not those of a customer who is suspended. */
  readonly enabled: boolean;
  /** Was there a callback URL that is used? Without one no webhook is made. */
  readonly hasUrl: boolean;
  /** Why the callback URL in the vault is not used, without the URL; absent where it is, or there is none. */
  readonly urlComplaint?: string;
  /** By repository or prefix, the locations that are to have a webhook for it. */
  readonly wanted: Readonly<Record<string, readonly string[]>>;
  /** Of these, the ones that were added last, after the first run. */
  readonly added: readonly string[];
  /** The names of the webhooks that were made. */
  readonly webhookNames: readonly string[];
}

/** By customer id. */
export function deployedSyncs(state: State): ReadonlyMap<string, DeployedSync> {
  const found = (state.resources ?? []).flatMap(({ type, inputs = {}, outputs = {} }) => {
    const { customer, owner, stack, vaultId } = inputs;
    const { secretName, urlSecretName, urlVersion, urlIs, refusedUrl, webhookNames } = outputs;
    const wanted = (inputs.webhooks ?? {}) as DeployedSync["wanted"];
    const added = (outputs.added ?? []) as readonly string[];
    const complaint = (refusedUrl as { complaint?: string } | undefined)?.complaint;
    const isKnown = [customer, owner, vaultId, urlSecretName].every(
      (each) => typeof each === "string" && each !== "",
    );
    if (type !== "acr-credentials:index:SyncWebhooks" || !isKnown) return [];
    const mark = { customer: String(customer), owner: String(owner), stack: String(stack ?? "") };
    const sync: DeployedSync = {
      urlSecretId: `${vaultId}/secrets/${urlSecretName}`,
      headerSecretName: String(secretName ?? ""),
      mark,
      registryId: String(inputs.registryId ?? ""),
      enabled: inputs.enabled !== false,
      hasUrl: urlVersion !== undefined && urlIs !== "missing" && complaint === undefined,
      ...(complaint === undefined ? {} : { urlComplaint: complaint }),
      wanted,
      added: added.filter((each) => Object.hasOwn(wanted, each)),
      webhookNames: Object.keys(webhookNames ?? {}),
    };
    return [[mark.customer, sync] as const];
  });
  return new Map(found);
}

/** The ids of all customers of a state. */
export function customersIn({ resources = [] }: State): string[] {
  return resources
    .filter(({ type }) => type === "customer-access:index:Customer")
    .map(({ urn }) => logicalName(urn));
}
