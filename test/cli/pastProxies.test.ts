// Which hosts are reached without a proxy, by the variables that were set before. test/e2e/story/start.e2e.ts runs the demo behind a proxy.
import { expect } from "chai";
import { keepLocalPastProxies } from "../../cli/pastProxies";

describe("keepLocalPastProxies", () => {
  const here = "localhost,.localhost,127.0.0.1";
  const cases: [what: string, given: NodeJS.ProcessEnv, left: NodeJS.ProcessEnv][] = [
    ["neither variable", {}, { NO_PROXY: here, no_proxy: here }],
    [
      "one of them, which then counts for both",
      { no_proxy: ".corp.example" },
      { NO_PROXY: `.corp.example,${here}`, no_proxy: `.corp.example,${here}` },
    ],
    [
      "both",
      { NO_PROXY: "one.example", no_proxy: "two.example", HTTPS_PROXY: "http://proxy:8080" },
      {
        NO_PROXY: `one.example,${here}`,
        no_proxy: `two.example,${here}`,
        HTTPS_PROXY: "http://proxy:8080",
      },
    ],
  ];
  const everywhere = { NO_PROXY: "*", no_proxy: "*", no_grpc_proxy: here };
  it("leaves a star alone, which means every host only by itself", () => {
    for (const given of [{ NO_PROXY: "*" }, { no_proxy: "*" }, { NO_PROXY: "*", no_proxy: "*" }]) {
      const env: NodeJS.ProcessEnv = { ...given };
      keepLocalPastProxies(env);
      expect(env).to.deep.equal(everywhere);
    }
  });

  for (const [what, given, left] of cases) {
    it(`adds this machine to ${what}`, () => {
      const env = { ...given };
      keepLocalPastProxies(env);
      expect(env).to.deep.equal(left);
    });
  }
});
