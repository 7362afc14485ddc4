// The part of a stack's exported state that recovery reads and changes.

/** A resource in the state; other fields are kept unchanged. */
export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  /** When it was added to the state, by creation or import: ISO 8601. */
  created?: string;
  /** Set when the resource was imported by the `import` option; `pulumi import` sets nothing. */
  importID?: string;
}

/** What a killed run was doing. */
export interface PendingOperation {
  type: string;
  resource: StateResource;
}

/** The body of `pulumi stack export`. */
export interface State {
  /** When it was last written: ISO 8601. */
  manifest?: { time?: string };
  resources?: StateResource[];
  pending_operations?: PendingOperation[];
}

/** The logical name at the end of a URN: `contoso-token`. */
export function logicalName(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}
