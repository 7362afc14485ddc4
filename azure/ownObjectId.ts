// Tells who we are in Entra, by the access token that we were given.

import type { Cloud } from "./cloud";

/**
 * The object id of our principal, as role assignments name it.
 *
 * The claim `oid`: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference. A client should not read its
 * own access token; where it cannot be read, nothing depends on it.
 *
 * @returns undefined where the token does not tell
 */
export async function ownObjectId(cloud: Cloud): Promise<string | undefined> {
  try {
    const token = await cloud.credential.getToken(cloud.resourceManagerScope);
    const [, claims = ""] = token?.token.split(".") ?? [];
    const { oid } = JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) as {
      oid?: unknown;
    };
    return typeof oid === "string" ? oid : undefined;
  } catch {
    return undefined;
  }
}
