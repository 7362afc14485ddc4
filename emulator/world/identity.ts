// Who a tenant is: its directory, its one subscription, its deployer and its other service principals.

/** A tenant with one subscription, and the service principal that may do everything in it. */
export interface Identity {
  /** What tests and the command line call the tenant: `vendor`. */
  readonly name: string;
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The others; each may do only what role assignments give it. */
  readonly principals: readonly Principal[];
}

/** An application with its service principal. */
export interface Principal {
  readonly name: string;
  /** The service principal's id, which role assignments name; in access tokens as `oid`. */
  readonly objectId: string;
  readonly clientId: string;
  /** Empty for the identity of a resource, with which nobody can log in. */
  readonly clientSecret: string;
}
