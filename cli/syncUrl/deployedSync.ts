// Reads from an exported state where a customer's callback URL belongs.
import type { SyncMark } from "../../access/syncMark";
import { logicalName, type State } from "../recover/state";

/** The sync of a customer, after the last run. */
export interface DeployedSync {
  /** ARM id of the secret for the callback URL. */
  readonly urlSecretId: string;
  readonly mark: SyncMark;
}

/** By customer id. */
export function deployedSyncs(state: State): ReadonlyMap<string, DeployedSync> {
  const found = (state.resources ?? []).flatMap(({ type, inputs = {}, outputs = {} }) => {
    const { customer, owner, stack, vaultId } = inputs;
    const { urlSecretName } = outputs;
    const isKnown = [customer, owner, vaultId, urlSecretName].every(
      (each) => typeof each === "string" && each !== "",
    );
    if (type !== "acr-credentials:index:SyncWebhooks" || !isKnown) return [];
    const mark = { customer: String(customer), owner: String(owner), stack: String(stack ?? "") };
    return [[mark.customer, { urlSecretId: `${vaultId}/secrets/${urlSecretName}`, mark }] as const];
  });
  return new Map(found);
}

/** The ids of all customers of a state. */
export function customersIn({ resources = [] }: State): string[] {
  return resources
    .filter(({ type }) => type === "customer-access:index:Customer")
    .map(({ urn }) => logicalName(urn));
}
