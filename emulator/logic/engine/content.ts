// Bodies of requests and answers as values: JSON, text, and all else as base64 with its media type.
import { isObjectValue, toJson, type Value } from "../language/value";

/** A value as bytes, with the content type that it has unless a header says another. */
export function encodeBody(value: Value): { readonly body: Buffer; readonly contentType?: string } {
  if (value === null) return { body: Buffer.alloc(0) };
  if (typeof value === "string") return { body: Buffer.from(value) };
  if (isObjectValue(value) && typeof value.$content === "string") {
    const type = value["$content-type"];
    const contentType = typeof type === "string" ? type : "application/octet-stream";
    return { body: Buffer.from(value.$content, "base64"), contentType };
  }
  return { body: Buffer.from(toJson(value)), contentType: "application/json; charset=utf-8" };
}

/**
 * Bytes as a value: JSON only as `application/json`, which is assumed; a manifest's media type ends in `+json` and does
 * not count. Undefined for no content.
 *
 * Documented: https://learn.microsoft.com/azure/logic-apps/logic-apps-content-type
 */
export function decodeBody(bytes: Buffer, contentType: string | undefined): Value | undefined {
  if (bytes.length === 0) return undefined;
  const mediaType = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (mediaType === "application/json") {
    try {
      return JSON.parse(bytes.toString("utf8"));
    } catch {
      return bytes.toString("utf8");
    }
  }
  if (mediaType.startsWith("text/")) return bytes.toString("utf8");
  return {
    "$content-type": contentType ?? "application/octet-stream",
    $content: bytes.toString("base64"),
  };
}
