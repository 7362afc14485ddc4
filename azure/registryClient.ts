// The registry's own API as a customer uses it: log in with a token's name and password, pull, and try to push.

import { AzureError } from "./azureError";
import { type Http, send } from "./http";

/** What came of a login. */
export type LoginResult =
  /** The password works. */
  | { outcome: "accepted"; accessToken: string }
  /** Not accepted: wrong, expired, not yet known everywhere, or the token is disabled. */
  | { outcome: "refused" }
  /** Nothing can be said from here: no answer, or the registry's firewall refuses this address. */
  | { outcome: "unreachable"; reason: string };

/** Who logs in, and for what. */
export interface Login {
  /** Host and port of the registry: `vendorimages.azurecr.io`. */
  loginServer: string;
  username: string;
  password: string;
  /** Forms such as `repository:app/api:pull`. @default - none: the login only proves the password */
  scopes?: readonly string[];
}

/**
 * Logs in at the registry's token endpoint.
 *
 * A 200 proves the password and no more: only a real pull proves what it may do.
 *
 * https://github.com/Azure/acr/blob/main/docs/Token-BasicAuth.md
 */
export async function login(http: Http, as: Login): Promise<LoginResult> {
  const url = new URL(`https://${as.loginServer}/oauth2/token`);
  url.searchParams.set("service", as.loginServer);
  for (const scope of as.scopes ?? []) url.searchParams.append("scope", scope);
  const basic = Buffer.from(`${as.username}:${as.password}`).toString("base64");
  try {
    const response = await send(http, {
      operation: `logging in at ${as.loginServer} as ${as.username}`,
      url: url.href,
      authorization: `Basic ${basic}`,
    });
    if (response.status === 200) {
      return { outcome: "accepted", accessToken: accessTokenIn(response.bodyAsText) };
    }
    if (response.status === 401) return { outcome: "refused" };
    return { outcome: "unreachable", reason: `${as.loginServer} answers ${response.status}` };
  } catch (thrown) {
    return { outcome: "unreachable", reason: (thrown as Error).message };
  }
}

/** The token in an answer; an answer without one is not quoted, for it may hold one in another form. */
function accessTokenIn(body: string | null | undefined): string {
  try {
    return (JSON.parse(body ?? "") as { access_token?: string }).access_token ?? "";
  } catch {
    return "";
  }
}

/** Manifests of every form that registries serve: images and indexes, of OCI and of Docker. */
const MANIFESTS = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/** Pulls the manifest of `repository:tag`, as the first step of `docker pull`. @returns may it be pulled? */
export async function canPull(
  http: Http,
  as: Login,
  image: { repository: string; tag: string },
): Promise<boolean> {
  const accessToken = await accessTokenFor(http, as, `repository:${image.repository}:pull`);
  const response = await send(http, {
    operation: `pulling ${image.repository}:${image.tag} as ${as.username}`,
    url: `https://${as.loginServer}/v2/${image.repository}/manifests/${image.tag}`,
    authorization: `Bearer ${accessToken}`,
    accept: MANIFESTS,
  });
  return decided(response.status, 200, `pulling ${image.repository}:${image.tag}`);
}

/** Lists the tags of a repository, which needs metadata/read. @returns may they be listed? */
export async function canListTags(http: Http, as: Login, repository: string): Promise<boolean> {
  const accessToken = await accessTokenFor(http, as, `repository:${repository}:metadata_read`);
  const response = await send(http, {
    operation: `listing the tags of ${repository} as ${as.username}`,
    url: `https://${as.loginServer}/v2/${repository}/tags/list`,
    authorization: `Bearer ${accessToken}`,
  });
  return decided(response.status, 200, `listing the tags of ${repository}`);
}

/** Begins an upload, as the first step of `docker push`, and goes no further. @returns may it be pushed? */
export async function canPush(http: Http, as: Login, repository: string): Promise<boolean> {
  const accessToken = await accessTokenFor(http, as, `repository:${repository}:pull,push`);
  const response = await send(http, {
    operation: `pushing to ${repository} as ${as.username}`,
    method: "POST",
    url: `https://${as.loginServer}/v2/${repository}/blobs/uploads/`,
    authorization: `Bearer ${accessToken}`,
  });
  return decided(response.status, 202, `pushing to ${repository}`);
}

async function accessTokenFor(http: Http, as: Login, scope: string): Promise<string> {
  const result = await login(http, { ...as, scopes: [scope] });
  if (result.outcome === "accepted") return result.accessToken;
  throw new AzureError({
    operation: `logging in at ${as.loginServer} as ${as.username}`,
    reason: result.outcome === "refused" ? "the registry refuses the password" : result.reason,
  });
}

/** Access shows as the one good status or as 401/403; anything else decides nothing. */
function decided(status: number, good: number, operation: string): boolean {
  if (status === good) return true;
  if (status === 401 || status === 403) return false;
  throw new AzureError({ operation, status, reason: "an answer that says neither yes nor no" });
}
