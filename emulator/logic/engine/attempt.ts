// Sends one request over HTTPS and notes it for history.
import type { Attempt } from "../../world/workflows";
import { addressOf } from "./address";
import { type Running, timestamp } from "./running";
import { statusName } from "./statusName";
import { TimeLimitReached, within } from "./timeLimit";

/** A request that can be sent. */
export interface Prepared {
  readonly method: string;
  readonly uri: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The Authorization header, or why there is none. */
  readonly authorization?: { readonly header: string } | { readonly problem: string };
}

/** What came of it: an answer, or `status` undefined and a message; `isFinal` when trying again is of no use. */
export interface Answer {
  readonly status?: number;
  readonly uri: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly message: string;
  readonly isFinal: boolean;
  readonly attempt: Omit<Attempt, "isRetried">;
}

/** Documented: https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-config#timeout-duration */
const REQUEST_LIMIT_MS = 120_000;

/** Sends it once. @throws the signal's reason */
export async function attempt(prepared: Prepared, running: Running): Promise<Answer> {
  const startTime = timestamp(running.world);
  const { method, uri } = prepared;
  const headers = { ...workflowHeaders(running), ...withoutCredentials(prepared.headers) };
  const sent = await send(prepared, running).catch((error: Error) => {
    running.signal.throwIfAborted();
    const isFinal = error instanceof Unsendable;
    return {
      status: undefined,
      headers: {},
      body: Buffer.alloc(0),
      message: messageOf(error),
      isFinal,
    };
  });
  const { status } = sent;
  const noted = {
    name: startTime.replace(/\D/g, ""),
    startTime,
    endTime: timestamp(running.world),
    request: { method, uri, headers },
    code: status === undefined ? "BadRequest" : statusName(status),
    ...(status === undefined ? {} : { response: { statusCode: status, headers: sent.headers } }),
  };
  return { message: "", isFinal: false, ...sent, uri, attempt: noted };
}

/** A request that cannot be sent, now or later. */
class Unsendable extends Error {}

async function send({ method, uri, headers, body, authorization }: Prepared, running: Running) {
  if (!URL.canParse(uri)) throwUnsendable(`the uri '${uri}' is not valid.`);
  if (authorization !== undefined && "problem" in authorization) {
    throwUnsendable(authorization.problem);
  }
  const { world } = running;
  const url = addressOf(new URL(uri), world);
  const credentials: Record<string, string> =
    authorization === undefined ? {} : { Authorization: authorization.header };
  if (url === undefined) {
    throw new Error(`the remote name could not be resolved: '${new URL(uri).hostname}'`);
  }
  const all = { ...workflowHeaders(running), ...headers, ...credentials };
  return within(REQUEST_LIMIT_MS, running, (limited) =>
    world.schedule.track(world.sendOut({ method, url, headers: all, body, signal: limited })),
  );
}

function throwUnsendable(message: string): never {
  throw new Unsendable(message);
}

function messageOf(error: Error): string {
  return error instanceof TimeLimitReached
    ? "the server did not respond within the timeout limit."
    : error.message;
}

function workflowHeaders({ workflow, run }: Running): Record<string, string> {
  return {
    "User-Agent": `azure-logic-apps/1.0,(workflow ${workflow.id}; version ${workflow.version})`,
    "x-ms-workflow-id": workflow.id,
    "x-ms-workflow-name": workflow.name,
    "x-ms-workflow-run-id": run.name,
    "x-ms-client-tracking-id": run.clientTrackingId,
  };
}

function withoutCredentials(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== "authorization"),
  );
}
