// Takes one request from arrival to its reply: journal, hooks, faults, route, handler; knows no sockets.
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Fault } from "../faults";
import { callHooks, type InterceptHook, type JournalEntry } from "../journal";
import { type Arriving, tenantOf } from "../world/tenantOf";
import type { World } from "../world/world";
import { commonHeaders } from "./commonHeaders";
import { hostError } from "./errors";
import type { Listener } from "./hosts";
import { Refusal, type Reply } from "./reply";
import type { Incoming, Request } from "./request";
import { findHost, findRoute, type GuardedMatch, guardOfUnknown } from "./routing";

/** The operation of a request for which there is no route. */
const UNKNOWN = "unknown";

/** What surrounds the world while requests are handled. */
export interface Surroundings {
  /** The vendor's tenant. */
  readonly world: World;
  readonly hooks: ReadonlySet<InterceptHook>;
  /** Called after every request that may have changed the world. */
  onChange(): void;
}

/** Answers a request; "reset" means that the connection is to be broken without an answer. */
export async function dispatch(
  arriving: Arriving,
  surroundings: Surroundings,
): Promise<Reply | "reset"> {
  const incoming = { ...arriving, path: withoutDoubledSlash(arriving) };
  const around = { ...surroundings, world: tenantOf(incoming, surroundings.world) };
  const host = findHost(incoming.listener, incoming.path);
  const match = findRoute(host, incoming.method, incoming.path);
  const request = { ...incoming, id: randomUUID(), host, params: match?.params ?? {} };
  around.world.schedule.runDue();
  if (host === "control") {
    return handle(request, match, around);
  }

  const entry = around.world.journal.add(describe(request, match, around.world));
  await callHooks(around.hooks, "before", entry);
  const reply = await handleWithFaults(request, match, entry, around);
  if (reply !== "reset") {
    entry.status = reply.status;
  }
  await callHooks(around.hooks, "after", entry);
  return reply;
}

// A client that is given an endpoint with a slash at the end sends two of them.
function withoutDoubledSlash({ listener, path }: Pick<Incoming, "path"> & { listener: Listener }) {
  return listener === "main" ? path.replace(/^\/{2,}/, "/") : path;
}

async function handleWithFaults(
  request: Request,
  match: GuardedMatch | undefined,
  entry: JournalEntry,
  around: Surroundings,
): Promise<Reply | "reset"> {
  const fault = around.world.faults.take(entry);
  const early = fault?.when === "after" ? undefined : await fail(fault, request, around.world);
  if (early !== undefined) {
    return early;
  }
  const reply = await handle(request, match, around);
  if (reply.detail !== undefined) {
    entry.detail = reply.detail;
  }
  const late = fault?.when === "after" ? await fail(fault, request, around.world) : undefined;
  return late ?? reply;
}

async function fail(
  fault: Fault | undefined,
  request: Request,
  world: World,
): Promise<Reply | "reset" | undefined> {
  if (fault === undefined) {
    return undefined;
  }
  if (fault.delayMs !== undefined) {
    await setTimeout(fault.delayMs, undefined, { ref: false });
  }
  if (fault.reset === true) {
    return "reset";
  }
  if (fault.status === undefined) {
    return undefined;
  }
  const { status, body, retryAfterSeconds } = fault;
  const reply =
    body === undefined ? asError(fault, status, request) : { status, body: Buffer.from(body) };
  const retryAfter: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  const headers = {
    ...commonHeaders(request, world),
    ...reply.headers,
    ...retryAfter,
    ...fault.headers,
  };
  return { ...reply, headers };
}

function asError({ code, message }: Fault, status: number, { host }: Request): Reply {
  return hostError(
    host,
    status,
    code ?? "EmulatedFault",
    message ?? `the emulator was told to fail this request with ${status}`,
  );
}

async function handle(
  request: Request,
  match: GuardedMatch | undefined,
  { world, onChange }: Surroundings,
): Promise<Reply> {
  const reply = await answer(request, match, world);
  if (request.method !== "GET" && request.method !== "HEAD") {
    onChange();
  }
  return { ...reply, headers: { ...commonHeaders(request, world), ...reply.headers } };
}

async function answer(
  request: Request,
  match: GuardedMatch | undefined,
  world: World,
): Promise<Reply> {
  try {
    if (match === undefined) {
      await guardOfUnknown(request.host)(request, world, UNKNOWN);
      return noRoute(request);
    }
    const [, , handler, operation] = match.route;
    await match.guard(request, world, operation);
    return await handler(request, world);
  } catch (error) {
    if (error instanceof Refusal) {
      return error.reply;
    }
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return hostError(request.host, 500, "EmulatorBug", message);
  }
}

function noRoute({ host, method, path }: Request): Reply {
  return hostError(
    host,
    501,
    "NotImplemented",
    `the emulator has no route for ${method} ${path} on host ${host}; add a row to the table in emulator/http/routes.ts`,
  );
}

function describe(
  request: Request,
  match: GuardedMatch | undefined,
  world: World,
): Omit<JournalEntry, "number"> {
  const apiVersion = request.query.get("api-version");
  return {
    at: world.clock.now().toISOString(),
    host: request.host,
    method: request.method,
    path: request.path,
    operation: match?.route[3] ?? UNKNOWN,
    ...(apiVersion === null ? {} : { apiVersion }),
    requestId: request.id,
    userAgent: request.headers["user-agent"] ?? "",
  };
}
