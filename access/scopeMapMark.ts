// The mark in a scope map's description by which a stack recognizes its own scope maps: written and read only here.

/** Who declares a scope map. */
export interface ScopeMapMark {
  /** The customer's id. */
  readonly customer: string;
  /** The random id of the stack. */
  readonly owner: string;
}

/** A mark as it is read. */
export interface DatedMark extends ScopeMapMark {
  /** Since which revision of the record the rights are as they are; absent for those of the first. */
  readonly revision?: number;
}

/**
 * Writes a description: `rights of contoso, declared by x7k2pd4q, unchanged since revision 12`.
 *
 * It differs after each change of the customer's rights, so that an interrupted change is overwritten.
 *
 * @param revision of the record, since which the rights are as they are; none for those of the first
 */
export function scopeMapDescription({ customer, owner }: ScopeMapMark, revision?: number): string {
  const since = revision === undefined ? "" : `, unchanged since revision ${revision}`;
  return `rights of ${customer}, declared by ${owner}${since}`;
}

/** Reads the mark; undefined for a description that does not have exactly this form. */
export function scopeMapMarkIn(description: string): DatedMark | undefined {
  const [, customer, owner, revision] = FORM.exec(description) ?? [];
  if (customer === undefined || owner === undefined) return undefined;
  return { customer, owner, ...(revision === undefined ? {} : { revision: Number(revision) }) };
}

/** Names another stack that declares a scope map, in words for people: `owned by another stack (x7k2pd4q, for its customer contoso)`. */
export function ownedByAnother({ customer, owner }: ScopeMapMark): string {
  return `owned by another stack (${owner}, for its customer ${customer})`;
}

const FORM =
  /^rights of ([a-z][a-z0-9-]*), declared by ([a-z0-9]+)(?:, unchanged since revision ([1-9]\d*))?$/;
