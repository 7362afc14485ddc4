// Reads entries only once that are the same in two versions of the file: a change touches a few of thousands.
import { createHash } from "node:crypto";
import { loadCustomers } from "../../customers/load";
import type { Customer, CustomersFile } from "../../customers/schema/schema";

/**
 * Loads an earlier version of the file, and reuses identical entries of the later one.
 *
 * @returns undefined if the texts are too complex to be sure, or if the earlier one has a problem: then it must be read
 * as a whole
 */
export function loadEarlier(
  earlierText: string,
  laterText: string,
  later: CustomersFile,
): CustomersFile | undefined {
  const before = entriesOf(earlierText);
  const after = entriesOf(laterText);
  if (before === undefined || after === undefined) return undefined;
  if (before.head !== after.head || before.foot !== after.foot) return undefined;
  const differing = [...before.entries].filter(([id, text]) => after.entries.get(id) !== text);
  // A file without customers is not a valid one.
  const kept = differing.length > 0 ? differing : [...before.entries].slice(0, 1);
  const reduced = `${before.head}${kept.map(([, text]) => text).join("")}${before.foot}`;
  const result = loadCustomers(Buffer.from(reduced), { file: "" });
  if (!result.ok) return undefined;
  const same = new Map(later.customers.map((customer) => [customer.id, customer]));
  const read = new Map(result.file.customers.map((customer) => [customer.id, customer]));
  if (read.size !== kept.length) return undefined;
  const differs = new Set(kept.map(([id]) => id));
  const customers = [...before.entries.keys()].map((id) => (differs.has(id) ? read : same).get(id));
  if (customers.includes(undefined)) return undefined;
  return {
    customers: customers as Customer[],
    acknowledge: result.file.acknowledge,
    sha256: createHash("sha256").update(earlierText).digest("hex"),
  };
}

interface Parts {
  readonly head: string;
  /** Whole lines by id. */
  readonly entries: ReadonlyMap<string, string>;
  readonly foot: string;
}

/** Text that could give one entry a meaning from another, or end the document. */
const NOT_PLAIN = /(^|[\s,:[{-])[&*][^\s\]/]|<<:|^%|^---|^\.\.\.|[\t!]|\r(?!\n)/m;

function entriesOf(text: string): Parts | undefined {
  if (NOT_PLAIN.test(text)) return undefined;
  const lines = text.split(/(?<=\n)/);
  const start = lines.findIndex((line) => /^customers:\s*(#.*)?$/.test(line.trimEnd())) + 1;
  if (start === 0) return undefined;
  const length = lines.slice(start).findIndex((line) => /^[^\s#]/.test(line));
  const end = length < 0 ? lines.length : start + length;
  const section = lines.slice(start, end);
  const indent = /^ */.exec(section.find((line) => /^\s*[^\s#]/.test(line)) ?? "")?.[0].length ?? 0;
  if (indent === 0) return undefined;
  const entries = new Map<string, string>();
  let current: string | undefined;
  for (const line of section) {
    const isCode = /^\s*[^\s#]/.test(line);
    const depth = /^ */.exec(line)?.[0].length ?? 0;
    if (isCode && depth < indent) return undefined;
    if (isCode && depth === indent) {
      current = /^ *(["']?)([a-z][a-z0-9-]*)\1:(?=\s)/.exec(line)?.[2];
      if (current === undefined || entries.has(current)) return undefined;
    }
    // What stands above the first entry are comments.
    if (current !== undefined) entries.set(current, (entries.get(current) ?? "") + line);
  }
  if (entries.size === 0) return undefined;
  return {
    head: lines.slice(0, start).join(""),
    entries,
    foot: lines.slice(end).join(""),
  };
}
