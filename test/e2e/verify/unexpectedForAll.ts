// What Azure answers before any customer is acted as, without which npm run verify cannot run.

import { page, text } from "../../azure/foreign";
import { ALWAYS, FIREWALL, type Unexpected } from "./unexpected";

/** Answers without which nothing can be verified. */
export const TO_EVERYBODY: readonly Unexpected[] = [
  {
    name: "no role to read tokens",
    fault: {
      operation: "Tokens_List",
      status: 403,
      code: "AuthorizationFailed",
      message: "The client does not have authorization",
    },
    error:
      'listing the tokens of registry vendorimages: 403 AuthorizationFailed: Pagination failed with unexpected statusCode 403 (request id ID); give the identity the role "Reader" on the registry',
  },
  {
    name: "500 at the list of tokens",
    fault: { operation: "Tokens_List", ...ALWAYS, status: 500 },
    error:
      "listing the tokens of registry vendorimages: 500 EmulatedFault: Pagination failed with unexpected statusCode 500 (request id ID); Azure failed; run again",
  },
  {
    name: "a list of tokens that is cut off",
    fault: { operation: "Tokens_List", ...text('{"value":[') },
    error:
      "listing the tokens of registry vendorimages: 200 PARSE_ERROR: the answer is not JSON (request id ID); run again",
  },
  {
    name: "a registry that is gone",
    fault: { operation: "Registries_Get", status: 404, code: "ResourceNotFound", message: "gone" },
    error:
      "reading registry vendorimages in resource group registry-access: 404 ResourceNotFound: gone (request id ID); check subscription 11111111-1111-4111-8111-111111111111, the resource group and the registry's name",
  },
  {
    name: "the firewall at the list of repositories",
    fault: { operation: "Repositories_ListAcr", ...ALWAYS, ...FIREWALL },
    error:
      "listing the repositories of vendorimages: 403 DENIED: client with IP '192.0.2.7' is not allowed access (request id ID); allow this address in the registry's firewall, or run from an allowed network",
  },
  {
    name: "a web page at Entra",
    fault: { operation: "Entra_IssueToken", ...page(200) },
    error:
      "listing the tokens of registry vendorimages: network_error: See https://aka.ms/msal.js.errors#network_error for details; check the network and ARM_METADATA_HOSTNAME, then run again",
  },
  {
    name: "no role to read the vault",
    fault: { operation: "Vaults_Get", status: 403, code: "AuthorizationFailed", message: "no" },
    error:
      'reading vault vendor-access: 403 AuthorizationFailed: no (request id ID); give the identity the role "Reader" on the vault',
  },
];
