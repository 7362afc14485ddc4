// One resource of a checkpoint, and what it says about itself.
import { type Fields, fields, text } from "./reading";

/** A resource, of which inputs and outputs are read only by name and kind of value. */
export interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly parent?: string;
  readonly inputs: Fields;
  readonly outputs: Fields;
  /** When the engine last wrote it: ISO 8601. */
  readonly modifiedAt?: string;
}

/**
 * Reads a resource; undefined for a value that is none.
 *
 * An earlier resource that waits for its deletion is none either: it has a successor of the same name.
 */
export function resourceIn(value: unknown): Resource | undefined {
  const known = fields(value);
  const urn = text(known?.urn);
  const type = text(known?.type);
  if (known === undefined || urn === undefined || type === undefined) return undefined;
  if (known.delete === true) return undefined;
  const id = text(known.id);
  const parent = text(known.parent);
  const modifiedAt = text(known.modified) ?? text(known.created);
  return {
    urn,
    type,
    ...(id === undefined ? {} : { id }),
    ...(parent === undefined ? {} : { parent }),
    inputs: fields(known.inputs) ?? {},
    outputs: fields(known.outputs) ?? {},
    ...(modifiedAt === undefined ? {} : { modifiedAt }),
  };
}

/** The logical name at the end of a URN: `contoso-token`. */
export function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The stack that a URN is of: `customer-access/dev`. */
export function stackIn(urn: string): string | undefined {
  const [, stack, project] = /^urn:pulumi:([^:]+)::([^:]+)::/.exec(urn) ?? [];
  return stack === undefined ? undefined : `${project}/${stack}`;
}

/** Is this the URN of a customer's component? */
export function isCustomer(urn: string): boolean {
  return urn.includes("customer-access:index:Customer::");
}
