// The catalogue of the registry's errors: the OCI codes, and the answers that lead clients to the token endpoint.
import { registryError } from "../errors";
import type { Reply } from "../reply";
import type { Request } from "../request";

const VISIT = "visit https://aka.ms/acr/authorization for more information.";

/** What an access token would have to allow. */
export interface Scope {
  readonly type: "repository" | "registry";
  readonly name: string;
  readonly actions: readonly string[];
}

/** 401 with the challenge: where to get a token, for which service and scope. */
export function challenge(
  authority: string,
  scope: Scope | undefined,
  error?: "invalid_token" | "insufficient_scope",
): Reply {
  const parts = [
    `realm="https://${authority}/oauth2/token"`,
    `service="${authority}"`,
    ...(scope === undefined
      ? []
      : [`scope="${scope.type}:${scope.name}:${scope.actions.join(",")}"`]),
    ...(error === undefined ? [] : [`error="${error}"`]),
  ];
  const detail = scope?.actions.map((Action) => ({ Type: scope.type, Name: scope.name, Action }));
  return registryError(401, "UNAUTHORIZED", `authentication required, ${VISIT}`, {
    detail,
    headers: { "www-authenticate": `Bearer ${parts.join(",")}` },
  });
}

/** A scope-map token's name and password sent straight to /v2/: https://github.com/Azure/acr/issues/466 */
export const basicRefused = () =>
  registryError(401, "UNAUTHORIZED", `authentication required, ${VISIT}`, {
    headers: { "www-authenticate": 'Basic realm="Azure Container Registry"' },
  });

/** One answer for a wrong name, a wrong password, a disabled token, an expired password, and an identity that is refused. */
export const badLogin = (request: Request) =>
  registryError(
    401,
    "UNAUTHORIZED",
    `authentication required, ${VISIT} CorrelationId: ${request.id}`,
  );

/** 501 for a grant type that Azure knows and the emulator does not. */
export const unsupportedGrant = (grant: string | null) =>
  registryError(
    501,
    "UNSUPPORTED",
    `the emulator has no grant_type ${grant ?? "(none)"}; use password or refresh_token (at /oauth2/exchange access_token), or extend emulator/registry/login.ts`,
  );

/** 404 for a tag or digest that is not in the repository. */
export const manifestUnknown = (repository: string, reference: string) =>
  registryError(404, "MANIFEST_UNKNOWN", `manifest tagged by "${reference}" is not found`, {
    detail: reference.startsWith("sha256:")
      ? { Name: repository, Digest: reference }
      : { Name: repository, Tag: reference },
  });

/** 404 for a repository that is not there. */
export const nameUnknown = (repository: string) =>
  registryError(404, "NAME_UNKNOWN", `repository "${repository}" is not found`, {
    detail: { name: repository },
  });

/** 400 for a manifest that is no JSON object. */
export const manifestInvalid = (message: string) => registryError(400, "MANIFEST_INVALID", message);

/** 400 for a manifest whose content has not all been pushed. */
export const manifestBlobUnknown = (digest: string) =>
  registryError(400, "MANIFEST_BLOB_UNKNOWN", "blob unknown to registry", {
    detail: { Digest: digest },
  });

/** 404 for a blob that is not in the repository. */
export const blobUnknown = (digest: string) =>
  registryError(404, "BLOB_UNKNOWN", "blob unknown to registry", { detail: { Digest: digest } });

/** 400 for content that is not what its digest says. */
export const digestInvalid = (digest: string) =>
  registryError(400, "DIGEST_INVALID", "provided digest did not match uploaded content", {
    detail: { Digest: digest },
  });

/** 404 for an upload that is over or never was. */
export const uploadUnknown = (id: string) =>
  registryError(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry", {
    detail: { Id: id },
  });

/** 416 for a chunk that does not follow the last one. */
export const uploadInvalid = (message: string) =>
  registryError(416, "BLOB_UPLOAD_INVALID", message);

/** 400 for a repository name against the OCI rules. */
export const nameInvalid = (repository: string) =>
  registryError(400, "NAME_INVALID", `invalid repository name "${repository}"`);
