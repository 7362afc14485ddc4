// The file that a sequence edits: a few customers as plain values, and the YAML text that they make.

import { CUSTOMERS } from "./declaration";

/** A customer's entry as a sequence edits it. */
export interface Entry {
  repositories: string[];
  state: "active" | "suspended" | "offboarded";
  accessUntil?: string | undefined;
  credential: {
    lifetimeDays?: number | undefined;
    rotateBeforeDays?: number | undefined;
    rotation?: "automatic" | "manual" | undefined;
    generation: number;
    revokeBefore: number;
  };
}

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
  const ids = CUSTOMERS.filter((id) => entries[id] !== undefined);
  return `customers:\n${ids.map((id) => `  ${id}: ${JSON.stringify(entries[id])}\n`).join("")}`;
}
