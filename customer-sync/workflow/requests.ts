// The requests that the workflows send: to the customer's vault, to the vendor's registry, and for imports to Resource Manager.
import type { CloudAddresses } from "../../azure/clouds";
import { acceptedTypes } from "../../azure/registry/manifestTypes";
import {
  type Actions,
  after,
  type HttpAction,
  type RetryPolicy,
  secured,
  type Value,
} from "./definition";
import type { Expression } from "./expressions";
import {
  PASSWORD_SECRET_URI,
  TARGET_PREFIX,
  TARGET_REGISTRY_ID,
  TOKEN_NAME,
  VENDOR_REGISTRY,
} from "./parameters";

/** The action that reads the password; every run has it. */
export const READ_PASSWORD = "Read_Password";

/** After 408, 429, 5xx and broken connections: https://learn.microsoft.com/azure/logic-apps/error-exception-handling#retry-policies */
const RETRIES: RetryPolicy = {
  type: "exponential",
  count: 4,
  interval: "PT5S",
  minimumInterval: "PT5S",
  maximumInterval: "PT1M",
};

/** For one read with its retries. */
const READ_LIMIT = "PT5M";

/** For one import with its retries; an access token lives longer. */
const IMPORT_LIMIT = "PT30M";

/** Reads the password of the vendor's token, with the workflow's identity. */
export function readPassword({ vaultSuffix }: CloudAddresses): Actions {
  return {
    [READ_PASSWORD]: {
      type: "Http",
      runAfter: {},
      inputs: {
        method: "GET",
        uri: `@{${PASSWORD_SECRET_URI}}`,
        queries: { "api-version": "7.4" },
        authentication: { type: "ManagedServiceIdentity", audience: `https://${vaultSuffix}` },
        retryPolicy: RETRIES,
      },
      limit: { timeout: READ_LIMIT },
      runtimeConfiguration: secured("inputs", "outputs"),
    },
  };
}

const PASSWORD = `@body('${READ_PASSWORD}')?['value']`;

/** What an access token for a repository permits: reading images, and listing tags as well. */
export type Reach = "pull" | "pull,metadata_read";

/**
 * Gets an access token for one repository: with many in one token a registry refuses the header that carries it.
 *
 * https://github.com/Azure/acr/blob/main/docs/Token-BasicAuth.md
 */
export function getAccessToken(
  repository: Expression,
  reach: Reach,
  runAfter: HttpAction["runAfter"],
): HttpAction {
  return {
    type: "Http",
    runAfter,
    inputs: {
      method: "GET",
      uri: `https://@{${VENDOR_REGISTRY}}/oauth2/token`,
      queries: {
        service: `@{${VENDOR_REGISTRY}}`,
        scope: `repository:@{${repository}}:${reach}`,
      },
      authentication: { type: "Basic", username: `@{${TOKEN_NAME}}`, password: PASSWORD },
      retryPolicy: RETRIES,
    },
    limit: { timeout: READ_LIMIT },
    runtimeConfiguration: secured("inputs", "outputs"),
  };
}

/** A request to the vendor's registry. */
interface Reading {
  /** Below the registry's address; expressions as `@{…}`. */
  readonly path: string;
  readonly queries?: Readonly<Record<string, string>>;
  readonly accept: string;
  /** The action that got the access token. */
  readonly token: string;
}

/** Reads from the vendor's registry, after the access token was got unless `runAfter` says otherwise. */
function readRegistry(
  { path, queries, accept, token }: Reading,
  runAfter: HttpAction["runAfter"] = after(token),
): HttpAction {
  return {
    type: "Http",
    runAfter,
    inputs: {
      method: "GET",
      uri: `https://@{${VENDOR_REGISTRY}}${path}`,
      ...(queries === undefined ? {} : { queries }),
      headers: { Accept: accept, Authorization: `Bearer @{body('${token}')?['access_token']}` },
      retryPolicy: RETRIES,
    },
    limit: { timeout: READ_LIMIT },
    runtimeConfiguration: secured("inputs"),
  };
}

/** Reads a manifest by tag or digest; a HEAD would do, but that an Http action sends one is not documented. */
export function readManifest(
  { repository, reference, token }: Record<"repository" | "reference" | "token", Expression>,
  runAfter?: HttpAction["runAfter"],
): HttpAction {
  const path = `/v2/@{${repository}}/manifests/@{${reference}}`;
  return readRegistry({ path, accept: acceptedTypes(), token }, runAfter);
}

/** Lists the signatures, bills of materials and so on that refer to a digest. */
export function listReferrers({
  repository,
  digest,
  token,
}: Record<"repository" | "digest" | "token", Expression>): HttpAction {
  const path = `/v2/@{${repository}}/referrers/@{${digest}}`;
  return readRegistry({ path, accept: "application/vnd.oci.image.index.v1+json", token }, {});
}

/** How many tags of a repository are looked at. */
export const NEWEST_TAGS = 100;

/** How many manifests of a repository are looked at: all platforms of an image count, and all that refers to it. */
export const NEWEST_MANIFESTS = 500;

/** Lists the tags that changed last, newest first. */
export function listNewestTags(repository: Expression, token: string): HttpAction {
  return listNewest("_tags", NEWEST_TAGS, { repository, token });
}

/** Lists the manifests that changed last, newest first. */
export function listNewestManifests(repository: Expression, token: string): HttpAction {
  return listNewest("_manifests", NEWEST_MANIFESTS, { repository, token }, {});
}

function listNewest(
  list: "_tags" | "_manifests",
  count: number,
  { repository, token }: Record<"repository" | "token", Expression>,
  runAfter?: HttpAction["runAfter"],
): HttpAction {
  const path = `/acr/v1/@{${repository}}/${list}`;
  const queries = { orderby: "timedesc", n: String(count) };
  return readRegistry({ path, queries, accept: "application/json", token }, runAfter);
}

/** What is imported, and to where. */
export interface Import {
  readonly repository: Expression;
  /** Never a tag: an import by tag can leave a tag without a manifest, https://github.com/Azure/azure-cli/issues/29974. */
  readonly digest: Expression;
  /** @default - no tag points to it */
  readonly tag?: Expression;
}

/** How every import of a workflow is sent. */
export interface Importing {
  /**
   * Whether its end is waited for, for which the workflow's identity needs `locations/operationResults/read`. Without, an import
   * may overtake a later one, and the tag goes back until the next catch-up.
   */
  readonly waitsForImports: boolean;
  readonly cloud: CloudAddresses;
}

/**
 * Imports a digest into the customer's registry, and waits for its end unless told otherwise.
 *
 * https://learn.microsoft.com/rest/api/containerregistry/registries/import-image
 */
export function importImage(
  { repository, digest, tag }: Import,
  { waitsForImports, cloud }: Importing,
  runAfter: HttpAction["runAfter"] = {},
): HttpAction {
  const target = `@{${TARGET_PREFIX}}@{${repository}}`;
  const targets: Value =
    tag === undefined
      ? { untaggedTargetRepositories: [target] }
      : { targetTags: [`${target}:@{${tag}}`] };
  return {
    type: "Http",
    runAfter,
    inputs: {
      method: "POST",
      uri: `${cloud.resourceManager}@{${TARGET_REGISTRY_ID}}/importImage`,
      queries: { "api-version": "2023-07-01" },
      body: {
        source: {
          registryUri: `@{${VENDOR_REGISTRY}}`,
          sourceImage: `@concat(${repository}, '@', ${digest})`,
          credentials: { username: `@{${TOKEN_NAME}}`, password: PASSWORD },
        },
        mode: "Force",
        ...targets,
      },
      authentication: {
        type: "ManagedServiceIdentity",
        audience: `${cloud.audience}/`,
      },
      retryPolicy: RETRIES,
    },
    limit: { timeout: IMPORT_LIMIT },
    ...(waitsForImports ? {} : { operationOptions: "DisableAsyncPattern" as const }),
    runtimeConfiguration: secured("inputs"),
  };
}
