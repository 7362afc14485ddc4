// The file that a sequence edits: a few customers as plain values, and the YAML text that they make.

/** The customers that sequences are about. */
export const CUSTOMERS = ["contoso", "fabrikam"] as const;

/** A customer's entry as a sequence edits it. */
export interface Entry {
  repositories: string[];
  state: "active" | "suspended" | "offboarded";
  accessUntil?: string | undefined;
  /** What is adopted from another stack; the token has its usual name, which is then written. */
  adopt?: Adopt;
  credential: {
    lifetimeDays?: number | undefined;
    rotateBeforeDays?: number | undefined;
    rotation?: "automatic" | "manual" | undefined;
    generation: number;
    revokeBefore: number;
  };
}

/** What of another stack's is adopted. */
export type Adopt = readonly ("token" | "scopeMap" | "secret")[];

/** The entries by id; a customer without one has been removed. */
export type Entries = Partial<Record<Customer, Entry>>;

/** A customer of a sequence. */
export type Customer = (typeof CUSTOMERS)[number];

/** A customer who has just joined. */
export function newEntry(): Entry {
  const credential = { generation: 1, revokeBefore: 1 };
  return { repositories: ["app/api"], state: "active", credential };
}

/** The text of the file. JSON is YAML. */
export function customersYaml(entries: Entries): string {
  const lines = CUSTOMERS.flatMap((id) => {
    const entry = entries[id];
    if (entry === undefined) return [];
    const named = entry.adopt === undefined ? entry : { tokenName: `${id}-pull`, ...entry };
    return [`  ${id}: ${JSON.stringify(named)}\n`];
  });
  return `customers:\n${lines.join("")}`;
}
