// Which host a request is for, which route of that host answers it, and what the host demands first.
import { requireArmAccess } from "../arm/access";
import { ARM_ROUTES } from "../arm/routes";
import { requireGraphAccess } from "../entra/graph";
import { WORKFLOW_CALL_ROUTES } from "../logic/logicApps";
import { requireScope } from "../registry/access";
import { requireVaultAccess } from "../vault/access";
import type { World } from "../world/world";
import type { HostName, Listener } from "./hosts";
import type { Request } from "./request";
import { createRouter, type Match, type Route, type Router } from "./route";
import {
  CONTROL_ROUTES,
  GRAPH_ROUTES,
  LOGIN_ROUTES,
  METADATA_ROUTES,
  REGISTRY_ROUTES,
  VAULT_ROUTES,
} from "./routes";

/** A route, and what its host demands of every request. */
export interface GuardedMatch extends Match {
  readonly guard: Guard;
}

/** What a host demands before the route's handler is called; an operation is the route's fourth column. */
type Guard = (request: Request, world: World, operation: string) => Promise<void> | void;

const NOTHING: Guard = () => undefined;

/** The host that a path on a listener belongs to. */
export function findHost(listener: Listener, path: string): HostName {
  if (listener !== "main") {
    return listener;
  }
  if (/^\/(subscriptions|providers|tenants)(\/|$)/i.test(path)) {
    return "arm";
  }
  if (/^\/(v1\.0|beta)\//.test(path)) {
    return "graph";
  }
  if (/^\/workflows\//i.test(path)) {
    return "workflow";
  }
  if (path.startsWith("/_emulator/")) {
    return "control";
  }
  return path.startsWith("/metadata/") ? "metadata" : "login";
}

/** The route of a request on a host. */
export function findRoute(host: HostName, method: string, path: string): GuardedMatch | undefined {
  const { router, guard } = SERVICES[serviceOf(host)];
  const match = router(method, path);
  return match === undefined ? undefined : { ...match, guard };
}

/** What a host demands of a request before it says that there is no such route. */
export function guardOfUnknown(host: HostName): Guard {
  return SERVICES[serviceOf(host)].guardOfUnknown;
}

type Service =
  | "arm"
  | "workflow"
  | "login"
  | "graph"
  | "metadata"
  | "control"
  | "registry"
  | "vault";

interface Served {
  readonly router: Router;
  readonly guard: Guard;
  readonly guardOfUnknown: Guard;
}

const SERVICES: Readonly<Record<Service, Served>> = {
  arm: service(ARM_ROUTES, requireArmAccess),
  workflow: service(WORKFLOW_CALL_ROUTES),
  login: service(LOGIN_ROUTES),
  graph: service(GRAPH_ROUTES, requireGraphAccess),
  metadata: service(METADATA_ROUTES),
  control: service(CONTROL_ROUTES),
  registry: service(REGISTRY_ROUTES, NOTHING, (request, world) =>
    requireScope(request, world, undefined),
  ),
  vault: service(VAULT_ROUTES, requireVaultAccess),
};

function service(
  routes: readonly Route[],
  guard: Guard = NOTHING,
  guardOfUnknown: Guard = NOTHING,
): Served {
  return { router: createRouter(routes), guard, guardOfUnknown };
}

function serviceOf(host: HostName): Service {
  if (host.startsWith("registry:")) {
    return "registry";
  }
  return host.startsWith("vault:") ? "vault" : (host as Service);
}
