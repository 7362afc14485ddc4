// The table at the heart of the story: every customer, what they have, and the proof.
import Table from "cli-table3";
import type { Colors } from "picocolors/types";
import type { Customer } from "../../customers/schema";
import { describeProof, isAsDeclared, type Proof } from "../asCustomer";

/** One customer with what was seen. */
export interface CustomerRow {
  customer: Customer;
  mayLogIn: boolean;
  username: string;
  /** Absent before the first password. */
  secretName?: string;
  /** ISO 8601 instant; absent when it never ends or cannot be read. */
  expiresAt?: string | undefined;
  /** What the password let them do; absent while there is none. */
  proof?: Proof;
}

/** Is what was seen of a customer as the file says? */
export function isRowAsDeclared({ proof, mayLogIn }: CustomerRow): boolean {
  return proof === undefined ? !mayLogIn : isAsDeclared(proof, mayLogIn);
}

/** Draws the table; long lists of repositories are wrapped. */
export function customerTable(rows: readonly CustomerRow[], colors: Colors): string {
  const table = new Table({
    head: ["customer", "username", "repositories", "secret", "expires", "proof"],
    // Only the last column wraps; the others are as wide as what they hold.
    colWidths: [null, null, null, null, null, 28],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const row of rows) {
    const good = isRowAsDeclared(row);
    const seen = row.proof === undefined ? "no password yet" : describeProof(row.proof);
    const proof = `${seen}${row.mayLogIn ? "" : ` (${row.customer.state})`}`;
    table.push([
      row.customer.id,
      row.username,
      row.customer.repositories.join("\n"),
      row.secretName ?? "-",
      row.expiresAt?.slice(0, 10) ?? "-",
      good ? colors.green(proof) : colors.red(proof),
    ]);
  }
  return table.toString();
}
