// Records of who may do what, as a test writes them down.

import type { Access } from "../../access/access";
import { writeAccessLine } from "../../access/accessLine";
import type { AccessRecord } from "../../access/record";
import { access } from "./anyAccess";

/** A record of these customers, each with the token `<id>-pull`. */
export function record(
  customers: Readonly<Record<string, Partial<Access>>>,
  options: Omit<AccessRecord, "access"> = {},
): AccessRecord {
  const lines = Object.entries(customers).map(([id, change]) => [
    id,
    writeAccessLine(access({ tokenName: `${id}-pull`, ...change })),
  ]);
  return { access: Object.fromEntries(lines) as Record<string, string>, ...options };
}

/** So many customers, `customer01` and on, all alike. */
export function many(count: number, change: Partial<Access> = {}): Record<string, Partial<Access>> {
  const ids = Array.from(
    { length: count },
    (_, index) => `customer${String(index + 1).padStart(2, "0")}`,
  );
  return Object.fromEntries(ids.map((id) => [id, change]));
}
