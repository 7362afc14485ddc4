// Resource providers of the subscription: registries, vaults, workflows and alerts are registered, which Azure's clients request where they are not.
import { json, Refusal, type Reply } from "../http/reply";
import { param, type Request } from "../http/request";
import type { World } from "../world/world";
import { invalidResourceNamespace } from "./errors";

/** GET /subscriptions/{subscription}/providers/{namespace}. */
export function getProvider(request: Request, world: World): Reply {
  return json(200, showProvider(request, world));
}

/** POST /subscriptions/{subscription}/providers/{namespace}/register: done already. */
export function registerProvider(request: Request, world: World): Reply {
  return json(200, showProvider(request, world));
}

const NAMESPACES = [
  "Microsoft.ContainerRegistry",
  "Microsoft.Insights",
  "Microsoft.KeyVault",
  "Microsoft.Logic",
] as const;

function showProvider(request: Request, { identity }: World) {
  const given = param(request, "namespace");
  const namespace = NAMESPACES.find((each) => each.toLowerCase() === given.toLowerCase());
  if (namespace === undefined) {
    throw new Refusal(invalidResourceNamespace(given));
  }
  return {
    id: `/subscriptions/${identity.subscriptionId}/providers/${namespace}`,
    namespace,
    registrationPolicy: "RegistrationRequired",
    registrationState: "Registered",
  };
}
