// One record of a registry's log in each form in which it is exported, and what is no such record.

import { expect } from "chai";
import { logEventOf } from "../../../cli/usage/logEvent";

const AT = Date.parse("2026-05-04T09:41:33.027Z");
const LOGIN = {
  kind: "login",
  at: AT,
  identity: "contoso-pull",
  operation: "Login",
  isAllowed: true,
};
const PULL = { ...LOGIN, kind: "repository", operation: "Pull", repository: "app/api" };

const row = {
  TimeGenerated: "2026-05-04T09:41:33.027Z",
  Identity: "contoso-pull",
  OperationName: "Login",
  ResultType: "HttpStatusCode",
  ResultDescription: "200",
};
const pull = {
  ...row,
  OperationName: "Pull",
  Repository: "app/api",
  Tag: "1.2",
  Digest: "sha256:0",
};

describe("a record of a registry's log", () => {
  const forms: [name: string, record: unknown, event: object][] = [
    ["of a query", { ...pull, TableName: "PrimaryResult" }, PULL],
    ["of a login", { ...row, JwtId: "x", Repository: "" }, LOGIN],
    [
      "of the portal's CSV",
      { ...pull, TimeGenerated: undefined, "TimeGenerated [UTC]": "5/4/2026, 9:41:33.027 AM" },
      PULL,
    ],
    [
      "of the portal in the afternoon, without a fraction",
      { ...row, TimeGenerated: "12/31/2026, 12:00:01 PM" },
      { ...LOGIN, at: Date.parse("2026-12-31T12:00:01Z") },
    ],
    [
      "of a storage account",
      {
        time: "2026-05-04T09:41:33.0270000Z",
        category: "ContainerRegistryRepositoryEvents",
        operationName: "Pull",
        identity: "contoso-pull",
        resultType: "HttpStatusCode",
        resultDescription: "200",
        properties: { repository: "app/api", tag: "1.2" },
      },
      PULL,
    ],
    [
      "with everything below properties",
      {
        time: "2026-05-04T11:41:33.027+02:00",
        operationName: "Login",
        properties: { Identity: "contoso-pull", ResultDescription: 200 },
      },
      LOGIN,
    ],
    [
      "of the table AzureDiagnostics",
      { ...row, Identity: undefined, identity_s: "contoso-pull" },
      LOGIN,
    ],
    [
      "with the caller",
      { ...row, CallerIpAddress: "203.0.113.7", UserAgent: "docker/24.0.5 go/1.20" },
      { ...LOGIN, address: "203.0.113.7", userAgent: "docker/24.0.5 go/1.20" },
    ],
    ["that was refused", { ...row, ResultDescription: "401" }, { ...LOGIN, isAllowed: false }],
    [
      "with a word as its result",
      { ...row, ResultDescription: "", ResultType: "Succeeded" },
      LOGIN,
    ],
    ["of nobody", { ...row, Identity: "" }, { ...LOGIN, identity: "" }],
    ["with a time without a zone", { ...row, TimeGenerated: "2026-05-04 09:41:33.027" }, LOGIN],
  ];
  for (const [name, record, event] of forms) {
    it(`is read as one ${name}`, () => {
      expect(logEventOf(record)).to.deep.equal(event);
    });
  }

  const others: [record: unknown, reason: string][] = [
    [null, "is no record"],
    ["text", "is no record"],
    [[], "is no record"],
    [{}, "has no Identity"],
    [{ ...row, Identity: { claim: "x" } }, "has an Identity that is no text"],
    [
      { ...row, TimeGenerated: "04.05.2026 09:41" },
      'has no TimeGenerated that is a time in UTC: "04.05.2026 09:41"',
    ],
    [
      { ...row, TimeGenerated: "2026-13-04T09:41:33Z" },
      'has no TimeGenerated that is a time in UTC: "2026-13-04T09:41:33Z"',
    ],
    [
      { ...row, TimeGenerated: undefined, "TimeGenerated [Local Time]": "5/4/2026, 9:41:33 AM" },
      "has no TimeGenerated that is a time in UTC: nothing",
    ],
    [{ ...row, OperationName: "" }, "has no OperationName"],
    [
      { ...row, ResultDescription: "maybe" },
      "has no ResultDescription or ResultType that is a status",
    ],
  ];
  for (const [record, reason] of others) {
    it(`is not ${JSON.stringify(record)?.slice(0, 70)}: ${reason}`, () => {
      expect(logEventOf(record)).to.equal(reason);
    });
  }
});
