// Every way in which Azure answers a customer something unexpected, and the reason that npm run verify gives for it.

import type { Fault } from "../../../emulator/faults";
import { page, text } from "../../azure/foreign";

/** An answer, and what verify says after it. */
export interface Unexpected {
  name: string;
  fault: Fault;
  /** What is not known of contoso then. @default - the command as a whole cannot run */
  lines?: readonly string[];
  /** Why the command cannot run. @default - it can */
  error?: string;
}

/** Answers also whatever is sent again. */
export const ALWAYS = { times: Number.POSITIVE_INFINITY };
const LOGIN = { operation: "AccessTokens_Get" };
/** The registry's firewall. */
export const FIREWALL: Fault = {
  status: 403,
  code: "DENIED",
  message: "client with IP '192.0.2.7' is not allowed access",
};

/** Answers to one request of one customer. */
export const TO_CUSTOMER: readonly Unexpected[] = [
  {
    name: "the registry's firewall at the login",
    fault: { ...LOGIN, ...FIREWALL },
    lines: [
      "contoso: SERVER answers 403: the registry's firewall refuses this address; allow it, or run from an allowed network",
    ],
  },
  {
    name: "429 at the login",
    fault: { ...LOGIN, ...ALWAYS, status: 429 },
    lines: ["contoso: SERVER answers 429: it throttles logins; run again in a few minutes"],
  },
  {
    name: "503 at the login",
    fault: { ...LOGIN, ...ALWAYS, status: 503 },
    lines: ["contoso: SERVER answers 503; run again"],
  },
  {
    name: "a broken connection at the login",
    fault: { ...LOGIN, ...ALWAYS, reset: true },
    lines: [
      "contoso: logging in at SERVER as contoso-pull: ECONNRESET: socket hang up; check the network and ARM_METADATA_HOSTNAME, then run again",
    ],
  },
  {
    name: "a web page at the login",
    fault: { ...LOGIN, ...page(401) },
    lines: [
      "contoso: SERVER answers 401 with a web page: a proxy or a portal answers instead of the registry; allow its host in the proxy",
    ],
  },
  {
    name: "JSON that is cut off at the login",
    fault: { ...LOGIN, ...text('{"access_token":"hunter2') },
    lines: ["contoso: SERVER answers 200 without an access token; run again"],
  },
  {
    name: "an access token that is none",
    fault: { ...LOGIN, ...text('{"access_token":"hunter2"}') },
    lines: [
      "contoso: logging in at SERVER as contoso-pull: the access token cannot be read; run again",
    ],
  },
  {
    name: "the firewall at a manifest",
    fault: { operation: "Manifests_Get", ...FIREWALL },
    lines: [
      "contoso: pulling app/api@sha256:DIGEST as contoso-pull: 403 DENIED: client with IP '192.0.2.7' is not allowed access (request id ID); allow this address in the registry's firewall, or run from an allowed network",
    ],
  },
  {
    name: "500 at a manifest",
    fault: { operation: "Manifests_Get", ...ALWAYS, path: "app/web", status: 500 },
    lines: [
      "contoso: pulling app/web@sha256:DIGEST as contoso-pull: 500 EmulatedFault: the emulator was told to fail this request with 500 (request id ID); Azure failed; run again",
    ],
  },
  {
    name: "a web page at a manifest",
    fault: { operation: "Manifests_Get", ...page(200) },
    lines: [
      "contoso: pulling app/api@sha256:DIGEST as contoso-pull: 200: the answer is a web page, not an answer from Azure (request id ID); a proxy or a portal answers instead of Azure: log in to the network, or allow Azure's hosts in the proxy, then run again",
    ],
  },
  {
    name: "another manifest",
    fault: { operation: "Manifests_Get", ...text('{"schemaVersion":2}') },
    lines: [
      "contoso: pulling app/api@sha256:DIGEST as contoso-pull: the manifest is not the one that its digest names",
    ],
  },
  {
    name: "a manifest that is gone",
    fault: { operation: "Manifests_Get", status: 404, code: "MANIFEST_UNKNOWN" },
    lines: [
      "contoso: pulling app/api@sha256:DIGEST as contoso-pull: 404 MANIFEST_UNKNOWN: the emulator was told to fail this request with 404",
    ],
  },
  {
    name: "a layer over plain HTTP",
    fault: { operation: "Blobs_Get", status: 307, headers: { location: "http://blob.example/1" } },
    lines: ["contoso: reading a layer of app/api as contoso-pull at blob.example: it is not HTTPS"],
  },
  {
    name: "a layer at a host that does not answer",
    fault: { operation: "Blobs_Get", status: 307, headers: { location: "https://127.0.0.1:1/1" } },
    lines: [
      "contoso: reading a layer of app/api as contoso-pull at 127.0.0.1:1: ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1; check the network and ARM_METADATA_HOSTNAME, then run again",
    ],
  },
  {
    name: "a layer at no address",
    fault: { operation: "Blobs_Get", status: 307, headers: { location: "https://" } },
    lines: [
      "contoso: reading a layer of app/api as contoso-pull: ERR_INVALID_URL: the answer cannot be read: Invalid URL; run again",
    ],
  },
  {
    name: "429 at the repository outside",
    fault: { operation: "Manifests_Get", path: "latest", ...ALWAYS, status: 429 },
    lines: [
      "contoso: pulling app/worker:latest as contoso-pull: 429 EmulatedFault: the emulator was told to fail this request with 429 (request id ID); Azure throttles this subscription; run again in a few minutes",
    ],
  },
  {
    name: "an upload without an address",
    fault: { operation: "Uploads_Start", status: 202, body: "" },
    lines: ["contoso: pushing to app/api as contoso-pull: the upload that began has no address"],
  },
  {
    name: "an upload at no address",
    fault: { operation: "Uploads_Start", status: 202, body: "", headers: { location: "https://" } },
    lines: ["contoso: pushing to app/api as contoso-pull: the upload that began has no address"],
  },
  {
    name: "tags that are cut off",
    fault: { operation: "Tags_List", ...text('{"tags":["hunter2') },
    lines: [
      "contoso: listing the tags of app/api as contoso-pull: the answer is not JSON (page 1: SERVER/v2/app/api/tags/list); run again; if it stays like this, ask whoever runs the registry",
    ],
  },
  {
    name: "a list that goes on at no address",
    fault: {
      operation: "Repositories_List",
      ...text('{"repositories":[]}'),
      headers: { link: '<https://>; rel="next"' },
    },
    lines: [
      "contoso: listing the repositories of SERVER as contoso-pull: the list goes on at no address (page 1: SERVER/v2/_catalog?n=1000); run again; if it stays like this, ask whoever runs the registry",
    ],
  },
  {
    name: "a list that goes on elsewhere",
    fault: {
      operation: "Repositories_List",
      ...text('{"repositories":[]}'),
      headers: { link: '<https://other.example/>; rel="next"' },
    },
    lines: [
      "contoso: listing the repositories of SERVER as contoso-pull: the list goes on at another host, other.example (page 1: SERVER/v2/_catalog?n=1000); run again; if it stays like this, ask whoever runs the registry",
    ],
  },
  {
    name: "the vault's firewall",
    fault: {
      operation: "Secrets_Get",
      status: 403,
      code: "ForbiddenByFirewall",
      message: "Client address is not authorized",
    },
    lines: [
      "contoso: reading secret contoso-registry-********: 403 ForbiddenByFirewall: Client address is not authorized (request id ID); allow this address in the vault's firewall, or run from an allowed network",
    ],
  },
  {
    name: "a vault that gives no right",
    fault: {
      operation: "Secrets_Get",
      status: 403,
      code: "ForbiddenByRbac",
      message: "Caller is not authorized",
    },
    lines: [
      'contoso: reading secret contoso-registry-********: 403 ForbiddenByRbac: Caller is not authorized (request id ID); give the identity the role "Key Vault Secrets User" on the vault',
    ],
  },
  {
    name: "500 at the vault",
    fault: { operation: "Secrets_Get", ...ALWAYS, status: 500 },
    lines: [
      "contoso: reading secret contoso-registry-********: 500 EmulatedFault: the emulator was told to fail this request with 500 (request id ID); Azure failed; run again",
    ],
  },
  {
    name: "a web page at the vault",
    fault: { operation: "Secrets_Get", ...page(200) },
    lines: [
      "contoso: reading secret contoso-registry-********: 200: the answer is a web page, not an answer from Azure (request id ID); a proxy or a portal answers instead of Azure: log in to the network, or allow Azure's hosts in the proxy, then run again",
    ],
  },
  {
    name: "a secret without a value",
    fault: {
      operation: "Secrets_Get",
      ...text('{"id":"https://localhost/secrets/a/b","attributes":{}}'),
    },
    lines: [
      "contoso: reading secret contoso-registry-********: the answer has no value; run again",
    ],
  },
  {
    name: "a refused list of manifests",
    fault: {
      operation: "Manifests_ListAttributes",
      path: "app/api",
      ...ALWAYS,
      status: 401,
      code: "UNAUTHORIZED",
      message: "authentication required",
    },
    lines: [
      "contoso: listing the manifests of app/api as this identity: 401 UNAUTHORIZED: authentication required",
    ],
  },
  {
    name: "a refused exchange at the registry",
    fault: {
      operation: "RefreshTokens_Post",
      skip: 1,
      ...ALWAYS,
      status: 401,
      code: "UNAUTHORIZED",
    },
    lines: [
      "contoso: logging in at SERVER as this identity: the registry refuses the identity, which has no role that counts at this registry",
      "contoso: logging in at SERVER as this identity: the registry refuses the identity, which has no role that counts at this registry",
    ],
  },
];
