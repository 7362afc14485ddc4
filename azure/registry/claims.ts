// What stands in the registry's access tokens: until when they are good, and for which repositories and actions.

import { AzureError } from "../azureError";
import { fieldAt } from "../jsonAnswer";

/** One entry of `access`: what the token allows on a repository, or on the catalog. */
export interface AccessEntry {
  /** `repository` or `registry`. */
  type: string;
  /** `app/api`, or `catalog`. */
  name: string;
  /** The registry's own words: `pull`, `push`, `delete`, `metadata_read`, `metadata_write`, `*`. */
  actions: readonly string[];
}

/** What was read from an access token; its signature is the registry's business. */
export interface Claims {
  /** Milliseconds since 1970, by the registry's clock. */
  expiresAtMs: number;
  /** What is not allowed is left out by the registry, which answers 200 all the same. */
  access: readonly AccessEntry[];
}

/**
 * Reads an access token.
 *
 * https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md
 *
 * @throws AzureError when it is no JSON web token, or has no `exp`; the token is never quoted
 */
export function readClaims(operation: string, accessToken: string): Claims {
  const claims = payloadOf(accessToken);
  const expires = fieldAt(claims, "exp");
  if (typeof expires !== "number") {
    const reason = "the access token cannot be read";
    throw new AzureError({ operation, reason, advice: "run again" });
  }
  const access = fieldAt(claims, "access");
  return {
    expiresAtMs: expires * 1000,
    access: Array.isArray(access) ? access.filter(isEntry) : [],
  };
}

/** Does one of the entries allow the action on the repository? */
export function allows(
  access: readonly AccessEntry[],
  { repository, action }: { repository: string; action: string },
): boolean {
  return access.some(
    ({ type, name, actions }) =>
      type === "repository" && name === repository && actions.includes(action),
  );
}

function payloadOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

function isEntry(entry: unknown): entry is AccessEntry {
  const actions = fieldAt(entry, "actions");
  return (
    typeof fieldAt(entry, "type") === "string" &&
    typeof fieldAt(entry, "name") === "string" &&
    Array.isArray(actions) &&
    actions.every((action) => typeof action === "string")
  );
}
