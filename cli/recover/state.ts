// The part of a stack's exported state that recovery reads and changes.

/** A resource in the state; fields that are not named here are carried along as they are. */
export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  /** When it came into the state, by creation or import: ISO 8601. */
  created?: string;
  /** Set when the resource was taken over by the `import` option; `pulumi import` sets nothing. */
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
