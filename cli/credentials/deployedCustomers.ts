// What a stack's state holds of each customer: read from the export, with secrets left encrypted and unread.
import type { SlotName } from "../../azure/registryToken";
import type { HeldSlot, Wanted } from "../../passwords/validity";
import { logicalName, type State, type StateResource } from "../recover/state";

/** One customer, as the last run left them. Everything is absent that the run did not reach. */
export interface DeployedCustomer {
  readonly id: string;
  /** `state` of the file: active, suspended, offboarded. */
  readonly state?: string;
  /** The last day of access (UTC). */
  readonly accessUntil?: string;
  readonly secretName?: string;
  readonly credentials?: DeployedCredentials;
  /** What the secret was written for: slot and end (Unix seconds) of the password. */
  readonly published?: { readonly slot?: string; readonly expires?: number };
  /** The `revokeBefore` that was carried out. */
  readonly revokedBefore: number;
  /** Logical names of what a killed run left half done. */
  readonly pending: readonly string[];
}

/**
 * The part of TokenCredentials that says which password works until when: what was asked for, and what it led to.
 * `enabled` is the token's own status.
 */
export interface DeployedCredentials extends Readonly<Wanted> {
  readonly username?: string;
  readonly currentSlot?: SlotName;
  readonly hasPassword: boolean;
  /** ISO 8601 instant at which the current password ends. */
  readonly expiresAt?: string;
  readonly slots: readonly HeldSlot[];
  /** What others did to the token, in words, by what they did it to. */
  readonly outside: Readonly<Record<string, string>>;
  /** Why the last run could not finish it. */
  readonly failure?: string;
}

/** Reads all customers of a stack, by id. */
export function deployedCustomers(state: State): DeployedCustomer[] {
  // What a replacement left to be deleted has a successor under the same name.
  const resources = ((state.resources ?? []) as Resource[]).filter((each) => !each.delete);
  const pending = (state.pending_operations ?? []).map((each) => each.resource as Resource);
  const known = [...resources, ...pending].filter((each) => each.type === CUSTOMER);
  const urns = new Map(known.map((each) => [each.urn, each]));
  return [...urns.values()]
    .map((customer) => {
      const ofCustomer = (each: Resource) => each.parent === customer.urn;
      const halfDone = pending.filter((each) => ofCustomer(each) || each.urn === customer.urn);
      return deployedCustomer(customer, resources.filter(ofCustomer), halfDone);
    })
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** What else is read of a resource. */
interface Resource extends StateResource {
  parent?: string;
  /** Set while an earlier resource of the same name waits for its deletion. */
  delete?: boolean;
  /** Why its creation or reading did not finish. */
  initErrors?: string[];
}

const CUSTOMER = "customer-access:index:Customer";

function deployedCustomer(
  customer: Resource,
  children: readonly Resource[],
  pending: readonly Resource[],
): DeployedCustomer {
  const child = (type: string) => children.find((each) => each.type === type);
  const credentials = child("acr-credentials:index:TokenCredentials");
  const secret = child("azure-native:keyvault:Secret");
  const revocation = child("acr-credentials:index:TokenRevocation");
  const outputs = (customer.outputs ?? {}) as { state?: string; accessUntil?: string };
  return {
    id: logicalName(customer.urn),
    ...(outputs.state === undefined ? {} : { state: outputs.state }),
    ...(outputs.accessUntil === undefined ? {} : { accessUntil: outputs.accessUntil }),
    ...(credentials === undefined ? {} : { credentials: deployedCredentials(credentials) }),
    ...(secret === undefined ? {} : published(secret)),
    revokedBefore: (revocation?.inputs?.revokeBefore as number | undefined) ?? 1,
    pending: pending.map(({ urn }) => logicalName(urn)),
  };
}

function deployedCredentials({ inputs = {}, outputs = {}, initErrors }: Resource) {
  const { tokenId = "", lifetimeDays = 90, rotateBeforeDays = 30, notAfter } = inputs;
  const { generation = 1, revokeBefore = 1, rotation = "automatic" } = inputs;
  const { username, enabled, currentSlot, password, expiresAt, slots, outside } = outputs;
  return {
    tokenId,
    lifetimeDays,
    rotateBeforeDays,
    generation,
    revokeBefore,
    rotation,
    enabled: enabled !== false,
    hasPassword: password !== undefined && password !== "",
    slots: slots ?? [],
    outside: outside ?? {},
    ...(notAfter === undefined ? {} : { notAfter }),
    ...(username === undefined ? {} : { username }),
    ...(currentSlot === undefined ? {} : { currentSlot }),
    // Null in the state where the current password has none.
    ...(expiresAt ? { expiresAt } : {}),
    ...(initErrors === undefined || initErrors.length === 0 ? {} : { failure: initErrors[0] }),
  } as DeployedCredentials;
}

function published({ inputs = {} }: Resource): Pick<DeployedCustomer, "secretName" | "published"> {
  const { secretName, tags, properties } = inputs as {
    secretName?: string;
    tags?: { CredentialId?: string };
    properties?: { attributes?: { expires?: number } };
  };
  const slot = tags?.CredentialId;
  const expires = properties?.attributes?.expires;
  return {
    ...(secretName === undefined ? {} : { secretName }),
    published: {
      ...(slot === undefined ? {} : { slot }),
      ...(expires === undefined ? {} : { expires }),
    },
  };
}
