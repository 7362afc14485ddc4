// The applications of a tenant that can have access tokens: the deployer, and others without any right of their own.
import type { Principal } from "../world/identity";
import type { World } from "../world/world";

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

/** All applications of the tenant, the deployer first, the identities of its workflows last. */
export function principalsOf({
  identity,
  workflows,
}: Pick<World, "identity" | "workflows">): readonly Principal[] {
  const { clientId, clientSecret, principals } = identity;
  const managed = [...workflows.values()].flatMap(({ name, identity: its }) =>
    its === undefined ? [] : [{ name, ...its, clientSecret: "" }],
  );
  return [
    { name: "deployer", objectId: clientId, clientId, clientSecret },
    ...principals,
    ...managed,
  ];
}
