// What a failed request says: operation, status, code, Azure's words, request id, and what to do.

import { expect } from "chai";
import { type Advice, AzureError, azureError } from "../../azure/azureError";

const IDENTITY =
  "check the Azure identity in the environment (ARM_CLIENT_ID and its secret, certificate or OIDC token, or `az login`)";

const headers = {
  get: (name: string) => (name === "x-ms-request-id" ? "4be1a2c0" : undefined),
};

interface Case {
  name: string;
  thrown: unknown;
  advice?: Advice;
  message: string;
  facts?: { status?: number; code?: string; requestId?: string };
}

const CASES: Case[] = [
  {
    name: "an answer of Azure with its code, words and request id",
    thrown: {
      statusCode: 404,
      code: "ResourceNotFound",
      details: { error: { code: "ResourceNotFound", message: "The resource was not found." } },
      message: "ignored",
      response: { status: 404, headers },
    },
    message:
      "reading x: 404 ResourceNotFound: The resource was not found (request id 4be1a2c0); check whether it and its parent resources still exist",
    facts: { status: 404, code: "ResourceNotFound", requestId: "4be1a2c0" },
  },
  {
    name: "an answer of a registry, which lists its errors",
    thrown: {
      statusCode: 401,
      details: { errors: [{ code: "UNAUTHORIZED", message: "authentication required" }] },
      message: '{"errors":[]}',
      response: {
        status: 401,
        headers: {
          get: (name: string) => (name === "x-ms-correlation-request-id" ? "17d6f7e5" : undefined),
        },
      },
    },
    advice: { advice: "ask for the role" },
    message:
      "reading x: 401 UNAUTHORIZED: authentication required (request id 17d6f7e5); ask for the role",
    facts: { status: 401, code: "UNAUTHORIZED", requestId: "17d6f7e5" },
  },
  {
    name: "a missing role on the registry",
    thrown: { statusCode: 403, code: "AuthorizationFailed", message: "No." },
    message:
      'reading x: 403 AuthorizationFailed: No; give the identity the role "Container Registry Contributor and Data Access Configuration Administrator" on the registry',
    facts: { status: 403, code: "AuthorizationFailed" },
  },
  {
    name: "a missing role elsewhere",
    thrown: { statusCode: 403, code: "Forbidden", message: "No." },
    advice: { role: '"Key Vault Secrets User" on the vault' },
    message:
      'reading x: 403 Forbidden: No; give the identity the role "Key Vault Secrets User" on the vault',
    facts: { status: 403, code: "Forbidden" },
  },
  {
    name: "a login that Azure does not accept",
    thrown: { statusCode: 401, code: "InvalidAuthenticationToken", message: "No." },
    message: `reading x: 401 InvalidAuthenticationToken: No; ${IDENTITY}`,
    facts: { status: 401, code: "InvalidAuthenticationToken" },
  },
  {
    name: "an identity that is refused",
    thrown: Object.assign(new Error("invalid_client: AADSTS7000215\nTrace ID: 1"), {
      name: "AuthenticationRequiredError",
    }),
    message: `reading x: invalid_client: AADSTS7000215; ${IDENTITY}`,
  },
  {
    name: "an identity that is not there",
    thrown: Object.assign(new Error("Please run 'az login'"), {
      name: "CredentialUnavailableError",
    }),
    message: `reading x: Please run 'az login'; ${IDENTITY}`,
  },
  {
    name: "another operation under way",
    thrown: { statusCode: 409, code: "AnotherOperationInProgress", message: "Busy." },
    message:
      "reading x: 409 AnotherOperationInProgress: Busy; another operation is in progress on it; run again in a few minutes",
    facts: { status: 409, code: "AnotherOperationInProgress" },
  },
  {
    name: "a request that Azure calls bad",
    thrown: { statusCode: 400, code: "BadRequest", message: "The expiry is in the past." },
    message:
      "reading x: 400 BadRequest: The expiry is in the past; correct what Azure names, then run again",
    facts: { status: 400, code: "BadRequest" },
  },
  {
    name: "throttling",
    thrown: { statusCode: 429, code: "TooManyRequests", message: "Slow down." },
    message:
      "reading x: 429 TooManyRequests: Slow down; Azure throttles this subscription; run again in a few minutes",
    facts: { status: 429, code: "TooManyRequests" },
  },
  {
    name: "a failure of Azure",
    thrown: { statusCode: 503, message: "Down." },
    message: "reading x: 503: Down; Azure failed; run again",
    facts: { status: 503 },
  },
  {
    name: "the first status of a failure of Azure",
    thrown: { statusCode: 500, message: "Down." },
    message: "reading x: 500: Down; Azure failed; run again",
    facts: { status: 500 },
  },
  {
    name: "an answer that is not JSON by its code, without repeating it",
    thrown: { code: "PARSE_ERROR", message: 'Error "SyntaxError" at {"value":"secret' },
    message:
      "reading x: PARSE_ERROR: the answer is not JSON; check the network and ARM_METADATA_HOSTNAME, then run again",
    facts: { code: "PARSE_ERROR" },
  },
  {
    name: "an answer that is not JSON by its words, without repeating it",
    thrown: new Error('Error "SyntaxError" occurred while parsing the response body - {"value":"s'),
    message: "reading x: the answer is not JSON",
  },
  {
    name: "a broken connection",
    thrown: { code: "ECONNRESET", message: "socket hang up" },
    message:
      "reading x: ECONNRESET: socket hang up; check the network and ARM_METADATA_HOSTNAME, then run again",
    facts: { code: "ECONNRESET" },
  },
  {
    name: "a status as text, as Key Vault's client gives it",
    thrown: { status: "403", code: "Forbidden", message: "No." },
    advice: { advice: "ask the vault's owner" },
    message: "reading x: 403 Forbidden: No; ask the vault's owner",
    facts: { status: 403, code: "Forbidden" },
  },
  {
    name: "an answer that is not JSON, without any part of it",
    thrown: {
      statusCode: 200,
      code: "PARSE_ERROR",
      message: `Error "SyntaxError" occurred while parsing the response body - {"passwords":[{"value":"hunter2".`,
    },
    message: "reading x: 200 PARSE_ERROR: the answer is not JSON; run again",
    facts: { status: 200, code: "PARSE_ERROR" },
  },
  {
    name: "words that would steer a terminal or a pipeline",
    thrown: {
      statusCode: 403,
      code: "DE\u001b[32mNIED",
      message:
        "\u001b[2J\u009b1mIn step\r\u2028 all\u202e ##vso[task.complete] ##[error]. \u{10ffff}",
    },
    advice: { advice: "ask" },
    message:
      "reading x: 403 DE [32mNIED:  [2J 1mIn step  all  # #vso[task.complete] # #[error]. \u{10ffff}; ask",
    facts: { status: 403, code: "DE\u001b[32mNIED" },
  },
  {
    name: "an error of the program",
    thrown: new Error("cannot read properties of undefined"),
    message: "reading x: cannot read properties of undefined",
  },
  { name: "what is no error at all", thrown: "no", message: "reading x: no" },
];

describe("azureError", () => {
  for (const { name, thrown, advice, message, facts = {} } of CASES) {
    it(`describes ${name}`, () => {
      const error = azureError("reading x", thrown, advice);
      const { status, code, requestId } = error;
      expect({ message: error.message, status, code, requestId }).to.deep.equal({
        message,
        status: undefined,
        code: undefined,
        requestId: undefined,
        ...facts,
      });
    });
  }

  it("keeps what it made already", () => {
    const error = new AzureError({ operation: "stopping", reason: "cancelled" });
    expect(azureError("reading x", error)).to.equal(error);
  });
});
