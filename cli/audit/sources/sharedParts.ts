// Keeps what checkpoints have in common once, in memory and in the index: most customers are the same after most runs.
import type { CustomerFact, GuardRecord, Snapshot } from "../../../audit/snapshot";

/** What many checkpoints share. */
export type Part = CustomerFact | GuardRecord;

/** A function that puts into a checkpoint those of its parts that it has seen before; any other value stays as it is. */
export function sharing(known: readonly Part[]): <Value>(value: Value) => Value {
  const byText = new Map<string, Part>(known.map((part) => [JSON.stringify(part), part]));
  const shared = <Kind extends Part>(part: Kind): Kind => {
    const text = JSON.stringify(part);
    const same = byText.get(text) as Kind | undefined;
    if (same === undefined) byText.set(text, part);
    return same ?? part;
  };
  return (value) => (hasSnapshot(value) ? withParts(value, shared, shared) : value);
}

/** Replaces the parts of values by numbers, and collects the parts. */
export function packing(): { readonly parts: readonly Part[]; pack(value: unknown): unknown } {
  const parts: Part[] = [];
  const numbers = new Map<Part, number>();
  const number = (part: Part): number => {
    const known = numbers.get(part) ?? parts.push(part) - 1;
    numbers.set(part, known);
    return known;
  };
  return {
    parts,
    pack: (value) => (hasSnapshot(value) ? withParts(value, number, number) : value),
  };
}

/** The value that was packed. @throws where a part is not there */
export function unpacked(value: unknown, parts: readonly Part[]): unknown {
  const part = (number: unknown): Part => {
    const found = parts[number as number];
    if (found === undefined) throw new Error("the index lacks a part");
    return found;
  };
  return hasSnapshot(value) ? withParts(value, part, part) : value;
}

interface WithSnapshot {
  readonly snapshot: Snapshot;
}

function hasSnapshot(value: unknown): value is WithSnapshot {
  return typeof value === "object" && value !== null && "snapshot" in value;
}

function withParts<Value extends WithSnapshot>(
  value: Value,
  ofGuard: (guard: GuardRecord) => unknown,
  ofCustomer: (customer: CustomerFact) => unknown,
): Value {
  const { guard, customers, ...rest } = value.snapshot;
  const replaced = {
    ...(guard === undefined ? {} : { guard: ofGuard(guard) }),
    customers: customers.map(ofCustomer),
    ...rest,
  };
  return { ...value, snapshot: replaced as Snapshot };
}
