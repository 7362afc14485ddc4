// The registry's own API as a customer uses it: log in with a token's name and password, pull, and try to push.

import type { PipelineResponse } from "@azure/core-rest-pipeline";
import { AzureError } from "./azureError";
import { isWebPage } from "./foreignAnswers";
import { type Http, send } from "./http";
import { fieldAt, jsonIn } from "./jsonAnswer";

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
    const { status, headers } = response;
    // It is not quoted: without the field it may hold an access token in another form.
    const accessToken = fieldAt(jsonIn(response), "access_token");
    if (status === 200 && typeof accessToken === "string" && accessToken !== "") {
      return { outcome: "accepted", accessToken };
    }
    if (status === 401 && !isWebPage(headers)) return { outcome: "refused" };
    const what =
      status === 200 ? "without an access token" : isWebPage(headers) ? "with a web page" : "";
    return { outcome: "unreachable", reason: `${as.loginServer} answers ${status} ${what}`.trim() };
  } catch (thrown) {
    return { outcome: "unreachable", reason: (thrown as Error).message };
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
  const isManifest = fieldAt(jsonIn(response), "schemaVersion") === 2;
  return decided(
    response,
    response.status === 200 && isManifest,
    `pulling ${image.repository}:${image.tag}`,
  );
}

/** Lists the tags of a repository, which needs metadata/read. @returns may they be listed? */
export async function canListTags(http: Http, as: Login, repository: string): Promise<boolean> {
  const accessToken = await accessTokenFor(http, as, `repository:${repository}:metadata_read`);
  const response = await send(http, {
    operation: `listing the tags of ${repository} as ${as.username}`,
    url: `https://${as.loginServer}/v2/${repository}/tags/list`,
    authorization: `Bearer ${accessToken}`,
  });
  const isList = fieldAt(jsonIn(response), "name") === repository;
  return decided(response, response.status === 200 && isList, `listing the tags of ${repository}`);
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
  const isUpload = response.headers.has("location");
  return decided(response, response.status === 202 && isUpload, `pushing to ${repository}`);
}

async function accessTokenFor(http: Http, as: Login, scope: string): Promise<string> {
  const result = await login(http, { ...as, scopes: [scope] });
  if (result.outcome === "accepted") return result.accessToken;
  throw new AzureError({
    operation: `logging in at ${as.loginServer} as ${as.username}`,
    reason: result.outcome === "refused" ? "the registry refuses the password" : result.reason,
  });
}

/** Access shows as the one good answer or as the registry's own 401 or 403; anything else decides nothing. */
function decided(
  { status, headers }: PipelineResponse,
  isGood: boolean,
  operation: string,
): boolean {
  if (isGood) return true;
  if ((status === 401 || status === 403) && !isWebPage(headers)) return false;
  throw new AzureError({ operation, status, reason: "an answer that says neither yes nor no" });
}
