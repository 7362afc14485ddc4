// What can be asked of a registry besides reading and changing it: its usage, its admin user's passwords, whether a name is free.

import { json, Refusal, type Reply } from "../http/reply";
import { jsonBody, type Request } from "../http/request";
import { adminPasswords } from "../registry/adminUser";
import type { Sku, World } from "../world/world";
import { adminUserDisabled, badRequest, invalidContent } from "./errors";
import { MOST_PER_REGISTRY } from "./quotas";
import { isNameTaken, REGISTRY_TYPE, registryId, requireRegistry } from "./resources";

/** GET …/registries/{registry}/listUsages. */
export function listUsages(request: Request, world: World): Reply {
  const { sku, blobs, tokens, scopeMaps, webhooks } = requireRegistry(request, world);
  const bytes = [...blobs.values()].reduce((sum, blob) => sum + blob.length, 0);
  const mostOf = (type: keyof typeof MOST_PER_REGISTRY) => MOST_PER_REGISTRY[type][sku];
  return json(200, {
    value: [
      { name: "Size", limit: GIBIBYTES[sku] * 2 ** 30, currentValue: bytes, unit: "Bytes" },
      {
        name: "Webhooks",
        limit: mostOf("webhooks"),
        currentValue: webhooks?.size ?? 0,
        unit: "Count",
      },
      {
        name: "ScopeMaps",
        limit: mostOf("scopeMaps"),
        currentValue: scopeMaps.size,
        unit: "Count",
      },
      { name: "Tokens", limit: mostOf("tokens"), currentValue: tokens.size, unit: "Count" },
    ],
  });
}

/** POST …/registries/{registry}/listCredentials: about the admin user, and nothing about tokens. */
export function listCredentials(request: Request, world: World): Reply {
  const registry = requireRegistry(request, world);
  if (!registry.adminUserEnabled) {
    throw new Refusal(adminUserDisabled(registryId(world, registry)));
  }
  const [password = "", password2 = ""] = adminPasswords(registry);
  return json(200, {
    username: registry.name,
    passwords: [
      { name: "password", value: password },
      { name: "password2", value: password2 },
    ],
  });
}

/** POST /subscriptions/{subscription}/…/checkNameAvailability: names of registries are unique in the whole cloud. */
export function checkRegistryName(request: Request, world: World): Reply {
  const { name, type } = jsonBody(request, invalidContent);
  if (typeof name !== "string" || String(type).toLowerCase() !== REGISTRY_TYPE.toLowerCase()) {
    throw new Refusal(
      badRequest(`The properties 'name' and 'type' (${REGISTRY_TYPE}) are required.`),
    );
  }
  if (!/^[a-zA-Z0-9]{5,50}$/.test(name)) {
    const message =
      "Invalid resource name. Registry names may contain alpha numeric characters only and must be between 5 and 50 characters.";
    return json(200, { nameAvailable: false, reason: "Invalid", message });
  }
  if (isNameTaken(name, world)) {
    const message = `The registry ${name} is already in use.`;
    return json(200, { nameAvailable: false, reason: "AlreadyExists", message });
  }
  return json(200, { nameAvailable: true });
}

/** Documented: https://learn.microsoft.com/azure/container-registry/container-registry-skus */
const GIBIBYTES: Readonly<Record<Sku, number>> = { Basic: 10, Standard: 100, Premium: 500 };
