// Which action a request to Resource Manager needs, and what of a list its caller may read.
import { authenticate, isDeployer } from "../../entra/accessToken";
import type { Request } from "../../http/request";
import { mayManage } from "../../world/roles";
import type { World } from "../../world/world";

/** The action that a request needs: `Microsoft.KeyVault/vaults/secrets/read`. */
export function actionOf({ method, path }: Pick<Request, "method" | "path">): string {
  const [, below] = path.split(/\/providers\/(?!.*\/providers\/)/i);
  const [namespace, ...segments] = below?.split("/") ?? [];
  if (namespace === undefined) {
    const type = /\/resourceGroups(\/|$)/i.test(path)
      ? "subscriptions/resourceGroups"
      : "subscriptions";
    return `Microsoft.Resources/${type}/read`;
  }
  if (segments.length === 0) return "Microsoft.Resources/subscriptions/providers/read";
  const types = segments.filter((_, index) => index % 2 === 0).join("/");
  return `${namespace}/${types}/${VERBS[method] ?? "action"}`;
}

const VERBS: Readonly<Record<string, string>> = {
  GET: "read",
  HEAD: "read",
  PUT: "write",
  PATCH: "write",
  DELETE: "delete",
};

/**
 * The operations that any role in the subscription or group allows: reading the subscription itself, and lists, which
 * omit what the caller may not read.
 *
 * Reported: an identity with *AcrPull* alone finds no registry, and is not refused: https://github.com/MicrosoftDocs/azure-docs/issues/22796
 */
export const OPEN_OPERATIONS: ReadonlySet<string> = new Set([
  "Subscriptions_Get",
  "Resources_List",
  "Resources_ListByResourceGroup",
  "ResourceGroups_List",
  "Registries_List",
  "Registries_ListByResourceGroup",
  "Vaults_ListBySubscription",
  "Vaults_ListByResourceGroup",
  "ManagedHsms_ListBySubscription",
  "Workflows_ListBySubscription",
  "Workflows_ListByResourceGroup",
]);

/** Those of the items, by their ARM ids, that the caller may read. */
export async function readable<T>(
  request: Request,
  world: World,
  items: Iterable<T>,
  idOf: (item: T) => string,
): Promise<T[]> {
  const authentication = await authenticate(request, world, "arm");
  if ("problem" in authentication) {
    return [];
  }
  const { caller } = authentication;
  return [...items].filter((item) => {
    const resourceId = idOf(item);
    const action = actionOf({ method: "GET", path: resourceId });
    return isDeployer(caller, world) || mayManage(caller, { action, resourceId }, world);
  });
}
