// Answers the caller of the trigger.

import type { ResponseAction } from "../definition/actionSchema";
import { isObjectValue, toText, type Value } from "../language/value";
import { encodeBody } from "./content";
import { failure, type Outcome, type Running } from "./running";

/** Sends the answer; fails when the caller has been answered already, or has gone. */
export function performResponse(inputs: ResponseAction["inputs"], running: Running): Outcome {
  const status = Number(toText(inputs.statusCode));
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    return failure("InvalidResponseStatusCode", `'${status}' is no status code of an answer.`);
  }
  const { body, contentType } = encodeBody(inputs.body ?? null);
  const given = textsOf(inputs.headers ?? null);
  const hasType = Object.keys(given).some((name) => name.toLowerCase() === "content-type");
  const headers =
    contentType === undefined || hasType ? given : { "content-type": contentType, ...given };
  return running.respond({ status, headers, body })
    ? { status: "Succeeded", outputs: { ...inputs } as Value }
    : failure(
        "ActionResponseTimedOut",
        "The execution of the action 'Response' failed: the workflow has already been responded to, or the client connection has been closed.",
      );
}

/** The properties of an object as texts. */
export function textsOf(value: Value): Record<string, string> {
  if (!isObjectValue(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toText(each)]));
}
