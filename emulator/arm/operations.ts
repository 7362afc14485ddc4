// Long-running operations: the effect is there at once, the answer says so only after `pollSeconds`.
import { randomBytes, randomUUID } from "node:crypto";
import { empty, json, Refusal, type Reply } from "../http/reply";
import { param, type Request } from "../http/request";
import type { Busy, Operation } from "../world/operation";
import type { Registry, World } from "../world/world";
import { anotherOperationInProgress, childNotFound } from "./errors";

/** Marks a resource as busy for as long as a long-running operation takes. */
export function startBusy(world: World, state: Busy["state"]): Busy | undefined {
  const untilMs = world.clock.now().getTime() + world.behaviours.pollSeconds * 1000;
  return world.behaviours.longRunning ? { state, untilMs } : undefined;
}

/** What a resource shows as its provisioningState. */
export function provisioningState({ busy }: { readonly busy?: Busy }, world: World): string {
  return busy !== undefined && busy.untilMs > world.clock.now().getTime()
    ? busy.state
    : "Succeeded";
}

/** Refuses a write to a resource in the middle of a long-running operation, which not every service does. */
export function requireIdle(
  resource: { readonly name: string; readonly busy?: Busy } | undefined,
  world: World,
): void {
  if (resource !== undefined && provisioningState(resource, world) !== "Succeeded") {
    throw new Refusal(anotherOperationInProgress(resource.name));
  }
}

/** 201 with Azure-AsyncOperation while the resource is busy, 200 otherwise. */
export function writeReply(
  request: Request,
  world: World,
  resource: { readonly id: string; readonly body: unknown; readonly busy?: Busy },
): Reply {
  const { busy } = resource;
  if (busy === undefined) {
    return json(200, resource.body);
  }
  const operation = begin(world, `token-${randomUUID()}`, busy.state, { status: 200 });
  const path = `${resource.id}/operationStatuses/${operation.id}`;
  return json(201, resource.body, {
    "azure-asyncoperation": pollUrl(request, world, path, operation),
    "retry-after": String(world.behaviours.pollSeconds),
  });
}

/** 202 with Location when long-running, the result at once otherwise. */
export function actionReply(
  request: Request,
  world: World,
  registry: Registry,
  result: { readonly status: number; readonly body?: unknown },
  isLongRunning = world.behaviours.longRunning,
): Reply {
  if (!isLongRunning) {
    return finish(result);
  }
  const operation = begin(world, `registries-${randomUUID()}`, "InProgress", result);
  return empty(202, acceptedHeaders(request, world, registry, operation));
}

/** An operation that is done after some seconds, with success unless another result is set, and its 202 with the body `null`. */
export function startOperation(
  request: Request,
  world: World,
  registry: Registry,
  seconds: number,
): { readonly operation: Operation; readonly reply: Reply } {
  const id = `registries-${randomUUID()}`;
  const operation = begin(world, id, "InProgress", { status: 200 }, seconds);
  const headers = acceptedHeaders(request, world, registry, operation);
  return { operation, reply: json(202, null, headers) };
}

/** Where the end is looked up: below the subscription, as recorded in test_acr_import_no_wait.yaml of Azure/azure-cli. */
function acceptedHeaders(
  request: Request,
  world: World,
  registry: Registry,
  operation: Operation,
): Record<string, string> {
  const location = registry.location.toUpperCase();
  const path = `/subscriptions/${world.identity.subscriptionId}/providers/Microsoft.ContainerRegistry/locations/${location}/operationResults/${operation.id}`;
  return {
    location: pollUrl(request, world, path, operation),
    "retry-after": String(world.behaviours.pollSeconds),
  };
}

/** GET …/operationStatuses/{id}: what Azure-AsyncOperation leads to. */
export function getOperationStatus(request: Request, world: World): Reply {
  const operation = requireOperation(request, world);
  if (isDone(operation, world)) {
    return json(200, { status: "Succeeded" });
  }
  return json(
    200,
    { status: operation.runningStatus },
    {
      "azure-asyncoperation": sameUrl(request, world),
      "retry-after": String(world.behaviours.pollSeconds),
    },
  );
}

/** GET …/operationResults/{id}: what Location leads to. */
export function getOperationResult(request: Request, world: World): Reply {
  const operation = requireOperation(request, world);
  if (isDone(operation, world)) {
    return finish(operation.result);
  }
  return empty(202, {
    location: sameUrl(request, world),
    "retry-after": String(world.behaviours.pollSeconds),
  });
}

function begin(
  world: World,
  id: string,
  runningStatus: string,
  result: Operation["result"],
  seconds = world.behaviours.pollSeconds,
): Operation {
  const operation = {
    id,
    signature: randomBytes(32).toString("base64url"),
    doneAtMs: world.clock.now().getTime() + seconds * 1000,
    runningStatus,
    result,
  };
  world.operations.set(id, operation);
  return operation;
}

// Since 2025 poll URLs carry signed parameters, so a client has to use them unchanged.
function pollUrl(request: Request, world: World, path: string, operation: Operation): string {
  const query = new URLSearchParams({
    "api-version": request.query.get("api-version") ?? "",
    t: String(operation.doneAtMs),
    c: "emulator",
    s: operation.signature,
    h: operation.signature.slice(0, 8),
  });
  return `${world.hosts.url("main")}${path}?${query}`;
}

function sameUrl(request: Request, world: World): string {
  return `${world.hosts.url("main")}${request.path}?${request.query}`;
}

function requireOperation(request: Request, world: World): Operation {
  const id = param(request, "operation");
  const operation = world.operations.get(id);
  if (operation === undefined || operation.signature !== request.query.get("s")) {
    throw new Refusal(childNotFound(id));
  }
  return operation;
}

function isDone(operation: Operation, world: World): boolean {
  return operation.doneAtMs <= world.clock.now().getTime();
}

function finish({ status, body }: Operation["result"]): Reply {
  return body === undefined ? empty(status) : json(status, body);
}
