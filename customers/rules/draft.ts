// A customer during the check: defaults applied, and undefined where a problem is reported already.
import type { Acknowledgement } from "../../access/record";
import { BUILT_IN } from "../schema/limits";
import type { Credential, Customer, CustomerEntry, Defaults } from "../schema/schema";

/** Makes every field optional, down to the elements of lists. */
type Loose<T> = T extends readonly (infer Item)[]
  ? readonly (Loose<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Loose<T[Key]> | undefined }
    : T;

/** An entry of the file of which unsound values were taken out. */
export type LooseEntry = Loose<CustomerEntry>;

/** The `defaults` section of which unsound values were taken out. */
export type LooseDefaults = Loose<Defaults>;

/** An acknowledgement of which unsound values were taken out. */
export type LooseAcknowledgement = Loose<Acknowledgement>;

/** A customer, or the `defaults` section, as the rules see it. */
export interface Draft extends Loose<Omit<Customer, "id" | "credential">> {
  /** Undefined for the `defaults` section. */
  readonly id: string | undefined;
  readonly allowAllRepositories?: boolean | undefined;
  readonly credential: { readonly [Key in keyof Credential]: Credential[Key] | undefined };
  /** What the entry itself says, before defaults. */
  readonly entry: LooseEntry;
}

/** Applies the defaults to an entry. */
export function draftOf(
  id: string | undefined,
  { entry, defaults }: { entry: LooseEntry; defaults: LooseDefaults },
): Draft {
  const credential = {
    ...BUILT_IN.credential,
    ...defaults.credential,
    ...entry.credential,
  };
  return {
    actions: BUILT_IN.actions,
    state: BUILT_IN.state,
    ...(id !== undefined && { tokenName: `${id}-pull` }),
    ...("actions" in defaults && { actions: defaults.actions }),
    ...entry,
    id,
    credential: {
      rotateBeforeDays: defaultRotateBeforeDays(credential.lifetimeDays),
      ...credential,
    },
    entry,
    ...(entry.sync && { sync: syncOf(entry.sync, entry.repositories) }),
  };
}

function syncOf(sync: NonNullable<LooseEntry["sync"]>, granted: LooseEntry["repositories"]) {
  const { webhookScope, header } = BUILT_IN.sync;
  return {
    repositories: granted,
    webhookScope,
    ...sync,
    header: { ...header, ...sync.header },
  };
}

/**
 * A draft without any problem is a customer.
 *
 * Only a problem leaves a field undefined, so this holds once all rules have been applied.
 */
export function customerOf(draft: Draft): Customer {
  const { entry: _, allowAllRepositories: __, ...customer } = draft;
  return customer as Customer;
}

/** A third of the lifetime, at most 30 days. */
function defaultRotateBeforeDays(lifetimeDays: number | undefined): number | undefined {
  return lifetimeDays && Math.min(30, Math.floor(lifetimeDays / 3));
}
