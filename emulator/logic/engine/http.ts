// Sends the request of an Http action, again after failures, and follows an answer that only promises a result.
import type { ActionRecord } from "../../world/workflows";
import type { HttpAction } from "../definition/actionSchema";
import { durationMs } from "../definition/duration";
import type { Value } from "../language/value";
import { type Answer, attempt, type Prepared } from "./attempt";
import { authorizationOf } from "./authorization";
import { decodeBody, encodeBody } from "./content";
import { textsOf } from "./response";
import { isRetryable, retryAfterMs, retryPlan } from "./retry";
import { failure, noteInputs, type Outcome, type Running } from "./running";
import { statusName } from "./statusName";
import { TimeLimitReached, within } from "./timeLimit";

type Inputs = HttpAction["inputs"];

/** How often a promised result is asked for when the answer does not say; assumed. */
const DEFAULT_POLL_MS = 20_000;

/** Does an Http action; it fails for answers of 400 and above. */
export async function performHttp(
  action: HttpAction,
  inputs: Inputs,
  record: ActionRecord,
  running: Running,
): Promise<Outcome> {
  // Credentials are never in history, secured or not.
  noteInputs(record, sanitize(inputs), running);
  const limitMs = action.limit === undefined ? undefined : durationMs(action.limit.timeout);
  try {
    const answer = await within(limitMs, running, (signal) =>
      exchangeAll(action, inputs, record, { ...running, signal }),
    );
    return outcomeOf(answer);
  } catch (error) {
    if (!(error instanceof TimeLimitReached)) throw error;
    return {
      status: "TimedOut",
      error: { code: "ActionTimedOut", message: `The action '${record.name}' timed out.` },
    };
  }
}

async function exchangeAll(
  action: HttpAction,
  inputs: Inputs,
  record: ActionRecord,
  running: Running,
): Promise<Answer> {
  const send = (prepared: Prepared) => sendWithRetries(prepared, inputs, record, running);
  let answer = await send(prepare(inputs));
  while (answer.status === 202 && action.operationOptions !== "DisableAsyncPattern") {
    const location = headerOf(answer, "location");
    if (location === undefined) break;
    const { schedule, clock } = running.world;
    const waitMs = retryAfterMs(headerOf(answer, "retry-after"), clock.now()) ?? DEFAULT_POLL_MS;
    await schedule.wait(waitMs, running.signal);
    const uri = new URL(location, answer.uri).href;
    answer = await send({ method: "GET", uri, headers: {}, body: Buffer.alloc(0) });
  }
  return answer;
}

async function sendWithRetries(
  prepared: Prepared,
  { authentication, retryPolicy }: Inputs,
  record: ActionRecord,
  running: Running,
): Promise<Answer> {
  const plan = retryPlan(retryPolicy);
  const { schedule, clock } = running.world;
  for (let retried = 0; ; retried += 1) {
    const authorization = await schedule.track(authorizationOf(authentication, running));
    const answer = await attempt({ ...prepared, authorization }, running);
    const mayHelp = answer.status === undefined ? !answer.isFinal : isRetryable(answer.status);
    const isRetried = mayHelp && retried < plan.count;
    record.attempts.push({ ...answer.attempt, isRetried });
    if (!isRetried) return answer;
    const told = retryAfterMs(headerOf(answer, "retry-after"), clock.now()) ?? 0;
    await schedule.wait(Math.max(plan.waitMs(retried), told), running.signal);
  }
}

function prepare({ method, uri, queries, headers, body }: Inputs): Prepared {
  const target = URL.canParse(uri) ? new URL(uri) : undefined;
  for (const [name, value] of Object.entries(textsOf(queries ?? null))) {
    target?.searchParams.set(name, value);
  }
  const encoded = encodeBody(body ?? null);
  const given = textsOf(headers ?? null);
  const hasType = Object.keys(given).some((name) => name.toLowerCase() === "content-type");
  const type: Record<string, string> =
    encoded.contentType === undefined || hasType ? {} : { "Content-Type": encoded.contentType };
  return { method, uri: target?.href ?? uri, headers: { ...type, ...given }, body: encoded.body };
}

function outcomeOf(answer: Answer): Outcome {
  if (answer.status === undefined) {
    return failure("BadRequest", `Http request failed: ${answer.message}`);
  }
  const body = decodeBody(answer.body, headerOf(answer, "content-type"));
  const outputs: Value = {
    statusCode: answer.status,
    headers: answer.headers,
    ...(body === undefined ? {} : { body }),
  };
  const code = statusName(answer.status);
  return { status: answer.status < 400 ? "Succeeded" : "Failed", code, outputs };
}

function headerOf({ headers }: Answer, name: string): string | undefined {
  return Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1];
}

const SANITIZED = "*sanitized*";

function sanitize({ authentication, headers, ...rest }: Inputs): Value {
  const shown = Object.entries(textsOf(headers ?? null)).map(([name, value]) => [
    name,
    name.toLowerCase() === "authorization" ? SANITIZED : value,
  ]);
  return {
    ...(rest as { readonly [name: string]: Value }),
    ...(headers === undefined ? {} : { headers: Object.fromEntries(shown) }),
    ...(authentication === undefined ? {} : { authentication: SANITIZED }),
  };
}
