// Azure's refusals that docs/troubles.md explains by their code, and other trouble of a request.

import type { Fault } from "../../emulator/faults";

/** Status and code, and which request meets them: the one that looks for the registry, or one for a password. */
export const REFUSALS: readonly { of: "place" | "password"; status: number; code: string }[] = [
  { of: "place", status: 400, code: "InvalidSubscriptionId" },
  { of: "place", status: 401, code: "ExpiredAuthenticationToken" },
  { of: "place", status: 401, code: "InvalidAuthenticationTokenTenant" },
  { of: "place", status: 401, code: "InvalidAuthenticationTokenAudience" },
  { of: "place", status: 403, code: "AuthorizationFailed" },
  { of: "password", status: 403, code: "RequestDisallowedByPolicy" },
  { of: "password", status: 403, code: "DenyAssignmentAuthorizationFailed" },
  { of: "password", status: 404, code: "SubscriptionNotFound" },
  { of: "password", status: 409, code: "ScopeLocked" },
  { of: "password", status: 409, code: "ReadOnlyDisabledSubscription" },
  { of: "password", status: 409, code: "MissingSubscriptionRegistration" },
  { of: "password", status: 409, code: "ResourceGroupBeingDeleted" },
  { of: "password", status: 409, code: "AnotherOperationInProgress" },
];

/** What else comes of a request for a password, a proxy's page among it. */
export const FAULTS: Readonly<Record<string, Fault>> = {
  throttling: { status: 429 },
  "throttling for an hour": { status: 429, retryAfterSeconds: 3600 },
  "an outage": { status: 503 },
  "broken connections": { reset: true },
  "a web page": { status: 200, headers: { "content-type": "text/html" }, body: "<html>" },
  "a token that vanished": { status: 404, code: "ResourceNotFound" },
  "a bad request": { status: 400, code: "BadRequest" },
};
