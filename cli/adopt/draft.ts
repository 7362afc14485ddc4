// Types for the tokens found in a registry, and their draft entries.
import type { RegistryToken, TokenPassword } from "../../azure/tokens/registryToken";
import type { ListedScopeMap } from "../../azure/tokens/scopeMapList";
import type { Customer, CustomerEntry } from "../../customers/schema/schema";
import type { Sheet } from "./readSheet";

/** The input of the drafts. */
export interface DraftInput {
  readonly tokens: readonly RegistryToken[];
  readonly scopeMaps: readonly ListedScopeMap[];
  /** Customers who are already in the file. */
  readonly customers: readonly Customer[];
  /** Does the file's `defaults` say what customers may do? Then each entry says it itself. */
  readonly hasDefaultActions: boolean;
  /** The random id of the stack; undefined where no customer of the file bears one yet. */
  readonly owner?: string;
  readonly today: string;
  /** The ISO 8601 instant, for passwords that end in the middle of a day. @default - the beginning of the day */
  readonly now?: string;
  readonly sheet?: Sheet;
}

/** One token, and the entry or entries that it may become. */
export interface Draft {
  readonly token: string;
  readonly enabled: boolean;
  /** The name of its scope map; null where it has none. */
  readonly scopeMap: string | null;
  /** Other tokens that have the same scope map. */
  readonly sharedWith: readonly string[];
  readonly slots: readonly DraftSlot[];
  /** More than one where several customers use the token. */
  readonly entries: readonly { readonly id: string; readonly entry: CustomerEntry }[];
  /** Notes for reviewers; none of them prevents the adoption. */
  readonly notes: readonly string[];
  /** Why it cannot be adopted unchanged, and after a semicolon what to do; none if it can. */
  readonly problems: readonly string[];
}

/** One of a token's two slots. */
export interface DraftSlot {
  readonly slot: TokenPassword["name"];
  /** `taken` even if nobody uses it: only people know that. */
  readonly is: "free" | "taken" | "ended";
  readonly createdOn: string | null;
  readonly ageDays: number | null;
  /** The day on which it ends; null where it has no end, or there is no password. */
  readonly endsOn: string | null;
}

/** A token that a stack declares, and this file does not list. */
export interface Declared {
  readonly token: string;
  readonly customer: string;
  /** The random id of the stack. */
  readonly owner: string;
  readonly isOwn: boolean;
}

/** Everything that was found. */
export interface Drafts {
  readonly drafts: readonly Draft[];
  readonly declared: readonly Declared[];
  /** The tokens of the file's customers. */
  readonly inFile: readonly string[];
  /** Problems in the rows of the sheet; then the drafts are not reliable. */
  readonly sheetProblems: readonly string[];
}
