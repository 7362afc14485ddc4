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
  /** It has a successor of the same name, and waits for its deletion. It still exists. */
  readonly isReplaced?: true;
  /** The engine takes it out of the state without deleting it. */
  readonly isRetained?: true;
}

/**
 * Reads a resource; undefined for a value that is none.
 *
 * One that was deleted and waits for its replacement is none either: `pendingReplacement` in
 * https://github.com/pulumi/pulumi/blob/v3.276.0/sdk/go/common/apitype/core.go
 */
export function resourceIn(value: unknown): Resource | undefined {
  const known = fields(value);
  const urn = text(known?.urn);
  const type = text(known?.type);
  if (known === undefined || urn === undefined || type === undefined) return undefined;
  if (known.pendingReplacement === true) return undefined;
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
    ...(known.delete === true ? { isReplaced: true } : {}),
    ...(known.retainOnDelete === true ? { isRetained: true } : {}),
  };
}

/** What a resource is to an auditor; undefined for all others. */
export function roleOf({ type }: Resource): "scope map" | "token" | "secret" | undefined {
  if (type === "acr-credentials:index:TokenSecret") return "secret";
  // Another program may name a version: azure-native:containerregistry/v20230101preview:Token.
  const [, kind] = /^azure-native[^:]*:containerregistry[^:]*:(ScopeMap|Token)$/.exec(type) ?? [];
  if (kind === undefined) return undefined;
  return kind === "Token" ? "token" : "scope map";
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
