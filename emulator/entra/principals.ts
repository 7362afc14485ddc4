// The applications of a tenant that can have access tokens: the deployer, and others without any right of their own.
import type { Identity, Principal } from "../identity";

/** Those of the vendor's tenant; each may do only what role assignments give it; none of the secrets is a secret. */
export const PRINCIPALS: readonly Principal[] = [
  {
    name: "contoso-deployment",
    objectId: "66666666-6666-4666-8666-666666666666",
    clientId: "55555555-5555-4555-8555-555555555555",
    clientSecret: "emulator-only-not-a-secret-of-contoso",
  },
  {
    name: "fabrikam-deployment",
    objectId: "88888888-8888-4888-8888-888888888888",
    clientId: "77777777-7777-4777-8777-777777777777",
    clientSecret: "emulator-only-not-a-secret-of-fabrikam",
  },
];

/** All applications of the tenant, the deployer first. */
export function principalsOf({ identity }: { readonly identity: Identity }): readonly Principal[] {
  const { clientId, clientSecret, principals } = identity;
  return [{ name: "deployer", objectId: clientId, clientId, clientSecret }, ...principals];
}
