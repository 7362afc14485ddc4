// The input of a plan: the records before and after the change, and the messages of the engine's preview.
import type { Adoptions } from "../../access/readAdoptions";
import type { AccessRecord } from "../../access/record";
import type { Customer, CustomersFile } from "../../customers/schema/schema";
import type { DeployedCustomer } from "../credentials/deployedCustomers";
import type { EngineWords } from "./engineWords";

/** Everything that a plan says comes from here. */
export interface PlanInput {
  /** The day (UTC, `YYYY-MM-DD`). */
  readonly today: string;
  /** The file's name, for people. */
  readonly fileName: string;
  readonly file: CustomersFile;
  /** Who may do what before the change: by the stack's last update, or with --files-only by the base file. */
  readonly before: AccessRecord;
  /** The same after it. */
  readonly after: AccessRecord;
  /** The version of the file that the change starts from. */
  readonly base?: { readonly ref: string; readonly file: CustomersFile | undefined };
  /** Absent with --files-only. */
  readonly stack?: {
    readonly name: string;
    readonly customers: readonly DeployedCustomer[];
    readonly words: EngineWords;
  };
  /** What the registry has today; absent where it was not asked. */
  readonly repositories?: readonly string[];
  /** What the tokens may do that this change adopts; absent where there are none, or the registry was not asked. */
  readonly adoptions?: Adoptions;
  /** What could not be found out for this plan, in addition to the engine's warnings. @default - nothing */
  readonly warnings?: readonly string[];
}

/** The same by customer id, so that large plans stay fast. */
export interface Lookup {
  readonly entries: ReadonlyMap<string, Customer>;
  /** Those of the base. */
  readonly earlier: ReadonlyMap<string, Customer>;
  readonly deployed: ReadonlyMap<string, DeployedCustomer>;
  /** Absent with --files-only. */
  readonly words: EngineWords["customers"] | undefined;
}

/** Sorts a plan's input by customer. */
export function lookUp({ file, base, stack }: PlanInput): Lookup {
  return {
    entries: byId(file.customers),
    earlier: byId(base?.file?.customers ?? []),
    deployed: byId(stack?.customers ?? []),
    words: stack?.words.customers,
  };
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}
