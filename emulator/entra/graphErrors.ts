// The error of Microsoft Graph.
import { randomUUID } from "node:crypto";
import { json, type Reply } from "../reply";

/** `{error: {code, message, innerError}}`; documented: https://learn.microsoft.com/graph/errors */
export function graphError(status: number, code: string, message: string): Reply {
  const id = randomUUID();
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    "request-id": id,
    "client-request-id": id,
  };
  return json(status, { error: { code, message, innerError } });
}
