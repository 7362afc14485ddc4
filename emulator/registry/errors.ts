// The catalogue of the registry's errors: the OCI codes, and the answers that lead clients to the token endpoint.
import { registryError, registryErrors } from "../http/errors";
import type { Reply } from "../http/reply";
import type { Request } from "../http/request";

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

/** 404 for a manifest of a kind that the client does not name in its Accept header. */
export const manifestNotAccepted = ({ one, many }: { one: string; many: string }) =>
  registryError(
    404,
    "MANIFEST_UNKNOWN",
    `${one} found, but accept header does not support ${many}`,
  );

/**
 * 404 for a repository that is not there.
 *
 * Recorded: recording_deletes_repository_of_given_name.js of Azure/azure-sdk-for-js
 */
export const nameUnknown = (repository: string) =>
  registryError(404, "NAME_UNKNOWN", "repository name not known to registry", {
    detail: { name: repository },
  });

/** 400 for a manifest that is none, with the reason. */
export const manifestInvalid = (detail: string) =>
  registryError(400, "MANIFEST_INVALID", "manifest invalid", { detail });

/**
 * 400 for a manifest whose content has not all been pushed, with each digest that is missing.
 *
 * Reported: https://github.com/Azure/azure-sdk-for-net/issues/36076
 */
export const manifestBlobUnknown = (digests: readonly string[]) =>
  registryErrors(
    400,
    digests.map((detail) => ({
      code: "MANIFEST_BLOB_UNKNOWN",
      message: "blob unknown to registry",
      detail,
    })),
  );

/** 400 for a tag against the rules. */
export const tagInvalid = (tag: string) =>
  registryError(400, "TAG_INVALID", `invalid tag name "${tag}"`);

/**
 * 404 for a blob that is not in the repository.
 *
 * Recorded for DELETE, without a detail: recording_deleteblob_should_succeed_when_trying_to_delete_a_nonexistent_blob.json of Azure/azure-sdk-for-js
 */
export const blobUnknown = (detail?: string) =>
  registryError(404, "BLOB_UNKNOWN", "blob unknown to registry", { detail });

/** 400 for content that is not what its digest says, and for what is no digest. */
export const digestInvalid = (digest: string) =>
  registryError(400, "DIGEST_INVALID", "provided digest did not match uploaded content", {
    detail: { Digest: digest },
  });

/** 404 for an upload that is over or never was. */
export const uploadUnknown = (id: string) =>
  registryError(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry", {
    detail: { Id: id },
  });

/** 404 for an upload's address without the state that the registry gave with it. */
export const uploadStateInvalid = () =>
  registryError(404, "BLOB_UPLOAD_INVALID", "blob upload invalid", {
    detail: "use the whole Location of the answer before, with its query",
  });

/** 416 for a chunk that does not follow the last one. */
export const chunkOutOfOrder = (message: string) =>
  registryError(416, "BLOB_UPLOAD_INVALID", message);

/** 400 for a chunk that is not as long as its range says. */
export const sizeInvalid = (message: string) => registryError(400, "SIZE_INVALID", message);

/** 400 for a repository name against the OCI rules. */
export const nameInvalid = (repository: string) =>
  registryError(400, "NAME_INVALID", `invalid repository name "${repository}"`);

/** 400 for a page of a size that is none. */
export const pageSizeInvalid = (n: string) =>
  registryError(400, "PAGINATION_NUMBER_INVALID", "invalid number of results requested", {
    detail: { n },
  });

/** 405 for the deletion of a manifest by its tag. */
export const deleteByTag = () =>
  registryError(405, "UNSUPPORTED", "The operation is unsupported.", {
    detail: "delete a manifest by its digest, and a tag at /acr/v1/{name}/_tags/{tag}",
  });

/**
 * 404 for a tag that is not in the repository.
 *
 * Recorded: recording_deletes_a_given_tag.js of Azure/azure-sdk-for-js
 */
export const tagUnknown = () =>
  registryError(404, "TAG_UNKNOWN", "the specified tag does not exist");

/**
 * 405 for what a lock forbids; the code and the words are reported, the status is assumed.
 *
 * https://learn.microsoft.com/troubleshoot/azure/azure-container-registry/image-push-issues
 */
export const operationDisallowed = () =>
  registryError(
    405,
    "REGISTRY_DISALLOWED_OPERATION",
    "The operation is disallowed on this registry, repository or image. View troubleshooting steps at https://aka.ms/acr/faq/#why-does-my-pull-or-push-request-fail-with-disallowed-operation",
  );

/** 400 for attributes that are not there, or no booleans. */
export const attributesInvalid = (detail: string) =>
  registryError(400, "UNSUPPORTED", "invalid attributes", { detail });
