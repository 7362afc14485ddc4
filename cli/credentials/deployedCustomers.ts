// Reads each customer's data from an exported state. Secrets stay encrypted and unread.
import type { SlotName } from "../../azure/tokens/registryToken";
import type { HeldSlot, Wanted } from "../../passwords/validity";
import { logicalName, type State, type StateResource } from "../recover/state";

/** One customer after the last run. Fields that the run did not reach are absent. */
export interface DeployedCustomer {
  readonly id: string;
  /** `state` of the file: active, suspended, offboarded. */
  readonly state?: string;
  /** The last day of access (UTC). */
  readonly accessUntil?: string;
  /** The Key Vault secret, once there is one. */
  readonly secretName?: string;
  readonly credentials?: DeployedCredentials;
  /** The `revokeBefore` that was carried out. */
  readonly revokedBefore: number;
  /** Logical names of resources with unfinished changes of a killed run. */
  readonly pending: readonly string[];
}

/**
 * The part of TokenSecret that says which password works until when: inputs and outputs.
 * `enabled` is the token's own status.
 */
export interface DeployedCredentials extends Readonly<Wanted> {
  readonly username?: string;
  readonly currentSlot?: SlotName;
  /** The version of the secret that holds the current password. */
  readonly secretVersion?: string;
  /** The random id of the stack, which stands in the secret's tags. */
  readonly owner?: string;
  /** Was a password published? A customer who is suspended from the start has none. */
  readonly hasPassword: boolean;
  /** What is wrong with the secret. */
  readonly secretIs?: SecretTrouble;
  /** ISO 8601 instant at which the current password ends. */
  readonly expiresAt?: string;
  readonly slots: readonly HeldSlot[];
  /** Messages about changes of the token by others, by the changed part. */
  readonly drift: Readonly<Record<string, string>>;
  /** Why the last run could not finish it. */
  readonly failure?: string;
}

/**
 * How the last run found the secret: deleted (`missing`, or `purged` permanently), written by somebody else
 * (`foreign`), with our tags but an unknown value (`unconfirmed`), published by another stack, or with another end or
 * other tags (`altered`).
 */
export type SecretTrouble =
  | "missing"
  | "purged"
  | "foreign"
  | "unconfirmed"
  | "altered"
  | `owned by ${string}`;

/** Reads all customers of a stack, by id. */
export function deployedCustomers(state: State): DeployedCustomer[] {
  // A resource that a replacement left to be deleted has a successor with the same name.
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

/** Further fields of a resource. */
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
  const secret = child("acr-credentials:index:TokenSecret");
  const {
    secretName,
    isPublished,
    revokedBefore = 1,
  } = (secret?.outputs ?? {}) as {
    secretName?: string;
    isPublished?: boolean;
    revokedBefore?: number;
  };
  const outputs = (customer.outputs ?? {}) as { state?: string; accessUntil?: string };
  return {
    id: logicalName(customer.urn),
    ...(outputs.state === undefined ? {} : { state: outputs.state }),
    ...(outputs.accessUntil === undefined ? {} : { accessUntil: outputs.accessUntil }),
    ...(secret === undefined ? {} : { credentials: deployedCredentials(secret) }),
    ...(secretName === undefined || isPublished !== true ? {} : { secretName }),
    revokedBefore,
    pending: pending.map(({ urn }) => logicalName(urn)),
  };
}

function deployedCredentials({ inputs = {}, outputs = {}, initErrors }: Resource) {
  const { tokenId = "", lifetimeDays = 90, rotateBeforeDays = 30, notAfter } = inputs;
  const { generation = 1, revokeBefore = 1, rotation = "automatic", owner } = inputs;
  const { username, enabled, currentSlot, isPublished, secretIs, secretVersion, expiresAt } =
    outputs;
  const { slots = [], drift = {} } = outputs as {
    slots?: (HeldSlot & { isMissing?: true })[];
    drift?: DeployedCredentials["drift"];
  };
  return {
    tokenId,
    lifetimeDays,
    rotateBeforeDays,
    generation,
    revokeBefore,
    rotation,
    enabled: enabled !== false,
    hasPassword: isPublished === true,
    slots: slots.filter(({ isMissing }) => isMissing !== true),
    drift,
    ...(secretIs === undefined ? {} : { secretIs }),
    ...(secretVersion ? { secretVersion } : {}),
    ...(owner === undefined ? {} : { owner }),
    ...(notAfter === undefined ? {} : { notAfter }),
    ...(username === undefined ? {} : { username }),
    // Null in the state where there is none.
    ...(currentSlot ? { currentSlot } : {}),
    ...(expiresAt ? { expiresAt } : {}),
    ...(initErrors === undefined || initErrors.length === 0 ? {} : { failure: initErrors[0] }),
  } as DeployedCredentials;
}
