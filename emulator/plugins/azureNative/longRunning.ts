// Follows a long-running write or deletion until it has finished, by the rules of azcore's pollers.
//
// sdk/azcore/internal/pollers/{async,loc,body} of Azure/azure-sdk-for-go (documented).
import { isMap, type PropertyMap } from "../wire";
import { armFailure } from "./requestFailed";
import { type Answer, type Request, retryAfterMs } from "./requests";

/** How the operation's state is asked for. */
export interface Polling {
  /** Sends a request to Resource Manager; an answer without success is an error, unless its status is expected. */
  send(request: Request, expected?: readonly number[]): Promise<Answer>;
  wait(milliseconds: number): Promise<void>;
}

// azure-native waits 10 s (30 s for deletes) unless Retry-After says otherwise; an emulator is quicker.
const POLL_MS = 250;

/** Waits for the end; the answer is the resource as it then is, or nothing for a deletion. */
export async function followToEnd(
  started: { readonly request: Request; readonly answer: Answer },
  polling: Polling,
): Promise<PropertyMap> {
  const { request, answer } = started;
  const operation = answer.headers.get("azure-asyncoperation");
  const location = answer.headers.get("location");
  if (operation !== null) {
    await followOperation(operation, answer, polling);
    return request.method === "PUT" ? (await polling.send(getOf(request.url))).body : {};
  }
  if (location !== null) {
    return followLocation(location, answer, polling);
  }
  return request.method === "PUT" ? followBody(request.url, answer, polling) : answer.body;
}

async function followOperation(url: string, last: Answer, polling: Polling): Promise<void> {
  await waitAfter(last, polling);
  const answer = await polling.send(getOf(url));
  if (!isOver(answer, answer.body.status)) {
    await followOperation(url, answer, polling);
  }
}

async function followLocation(url: string, last: Answer, polling: Polling): Promise<PropertyMap> {
  await waitAfter(last, polling);
  const answer = await polling.send(getOf(url));
  const isDone = answer.status !== 202 && isOver(answer, provisioningState(answer) ?? "Succeeded");
  return isDone
    ? answer.body
    : followLocation(answer.headers.get("location") ?? url, answer, polling);
}

/** Without a header that says more, the resource's own `provisioningState` tells. */
async function followBody(url: string, last: Answer, polling: Polling): Promise<PropertyMap> {
  const assumed = last.status === 200 ? "Succeeded" : "InProgress";
  if (isOver(last, provisioningState(last) ?? assumed)) {
    return last.body;
  }
  await waitAfter(last, polling);
  const answer = await polling.send(getOf(url));
  // From the first poll on, a resource that shows no state is there.
  return provisioningState(answer) === undefined ? answer.body : followBody(url, answer, polling);
}

function isOver(answer: Answer, state: unknown): boolean {
  const name = String(state).toLowerCase();
  if (name === "failed" || name === "canceled" || name === "cancelled") {
    throw armFailure(answer);
  }
  return name === "succeeded";
}

function provisioningState({ body }: Answer): unknown {
  return isMap(body.properties) ? body.properties.provisioningState : undefined;
}

function waitAfter({ headers }: Answer, polling: Polling): Promise<void> {
  return polling.wait(retryAfterMs(headers) ?? POLL_MS);
}

function getOf(url: string): Request {
  return { method: "GET", url };
}
