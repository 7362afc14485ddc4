// The shared access signatures in a workflow's own URLs: what they permit, until when, and with which key.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { KeyType, Workflow } from "../../world/workflows";

/** The api-version in the URLs of triggers and contents. */
export const CALL_API_VERSION = "2016-10-01";

/** The parameters that sign a URL; `permission` is such as `/triggers/manual/run`. */
export function sign(
  workflow: Workflow,
  permission: string,
  {
    keyType = "Primary",
    notAfter,
  }: { readonly keyType?: KeyType; readonly notAfter?: string } = {},
): Record<string, string> {
  return {
    "api-version": CALL_API_VERSION,
    ...(notAfter === undefined ? {} : { se: notAfter }),
    sp: permission,
    sv: "1.0",
    sig: signature(workflow, keyType, permission, notAfter ?? ""),
  };
}

/** Whether the parameters of a URL permit something now. */
export function isPermitted(
  workflow: Workflow,
  permission: string,
  query: URLSearchParams,
  now: Date,
): boolean {
  const expiry = query.get("se") ?? "";
  const given = Buffer.from(query.get("sig") ?? "");
  const isSigned = KEY_TYPES.some((keyType) => {
    const expected = Buffer.from(signature(workflow, keyType, permission, expiry));
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
  const isInTime = expiry === "" || Date.parse(expiry) > now.getTime();
  return isSigned && isInTime && query.get("sp") === permission && query.get("sv") === "1.0";
}

/** Both kinds of keys. */
export const KEY_TYPES: readonly KeyType[] = ["Primary", "Secondary"];

function signature(workflow: Workflow, keyType: KeyType, permission: string, expiry: string) {
  return createHmac("sha256", workflow.keys[keyType])
    .update([workflow.id, permission, "1.0", expiry].join("\n"))
    .digest("base64url");
}
