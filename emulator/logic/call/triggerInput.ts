// Makes the outputs of a Request trigger from what a caller sends, and checks them against the trigger's schema.
import { z } from "zod";
import { joinHeaders } from "../../http/outgoing";
import { Refusal } from "../../http/reply";
import type { Request } from "../../http/request";
import type { RequestTrigger } from "../definition/triggerSchema";
import { decodeBody } from "../engine/content";
import { isObjectValue, type ObjectValue, type Value } from "../language/value";
import { badContent, schemaMismatch } from "./errors";

/** `headers`, `body` where there is one, and `queries` beside those that sign. @throws Refusal */
export function triggerOutputsOf(request: Request, name: string, trigger: RequestTrigger): Value {
  const contentType = request.headers["content-type"];
  const body = decodeBody(request.body, contentType);
  if (typeof body === "string" && /^application\/json\b/i.test(contentType ?? "")) {
    requireJson(request.body, name);
  }
  if (trigger.operationOptions === "EnableSchemaValidation") {
    requireFitting(body ?? null, name, trigger.inputs.schema);
  }
  const queries = Object.fromEntries([...request.query].filter(([key]) => !SIGNING.has(key)));
  return {
    headers: joinHeaders(request.rawHeaders),
    ...(body === undefined ? {} : { body }),
    ...(Object.keys(queries).length === 0 ? {} : { queries }),
  };
}

const SIGNING: ReadonlySet<string> = new Set(["api-version", "sp", "sv", "sig", "se"]);

function requireJson(body: Buffer, name: string): void {
  try {
    JSON.parse(body.toString("utf8"));
  } catch {
    throw badContent(name);
  }
}

function requireFitting(body: Value, name: string, schema: Value | undefined): void {
  if (schema === undefined || !isObjectValue(schema)) return;
  const result = checkerOf(schema).safeParse(body);
  if (result.success) return;
  const details = result.error.issues.map(
    ({ path, message }) => `${path.length === 0 ? "" : `${path.join(".")}: `}${message}`,
  );
  throw schemaMismatch(name, details.join("; "));
}

function checkerOf(schema: ObjectValue): z.ZodType {
  const known = checkers.get(schema) ?? z.fromJSONSchema(schema as never);
  checkers.set(schema, known);
  return known;
}

const checkers = new WeakMap<ObjectValue, z.ZodType>();

/** Whether a schema can be understood. */
export function isSchema(schema: Value): boolean {
  try {
    z.fromJSONSchema(schema as never);
    return true;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return false;
  }
}
