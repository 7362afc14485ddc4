// Reading the registry's challenge: its parameters in any order, quoted or not, and what is none.

import { expect } from "chai";
import { readChallenge } from "../../../azure/registry/challenge";

describe("a challenge", () => {
  const read: [header: string | undefined, challenge: object | undefined][] = [
    [undefined, undefined],
    ['Basic realm="Azure Container Registry"', undefined],
    ["Bearer", undefined],
    ['Bearer realm="https://r.azurecr.io/oauth2/token"', undefined],
    [
      'Bearer realm="https://r.azurecr.io/oauth2/token",service="r.azurecr.io"',
      { realm: "https://r.azurecr.io/oauth2/token", service: "r.azurecr.io" },
    ],
    [
      'bearer service=r.azurecr.io , realm="https://r.azurecr.io/oauth2/token", scope="repository:app/api:pull,push", error="insufficient_scope"',
      {
        realm: "https://r.azurecr.io/oauth2/token",
        service: "r.azurecr.io",
        scope: "repository:app/api:pull,push",
        error: "insufficient_scope",
      },
    ],
    ['Bearer realm="a\\"b",service="s"', { realm: 'a"b', service: "s" }],
  ];
  for (const [header, challenge] of read) {
    it(`is ${challenge === undefined ? "not there" : "read"} in ${header}`, () => {
      expect(readChallenge(header)).to.deep.equal(challenge);
    });
  }
});
