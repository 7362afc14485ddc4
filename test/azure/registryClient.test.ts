// Logging in, pulling and trying to push as a customer does.

import { expect } from "chai";
import { connectCloud } from "../../azure/cloud";
import type { Http } from "../../azure/http";
import { canPull, canPush, type Login, login } from "../../azure/registryClient";
import { useEmulator } from "../emulator/useEmulator";

describe("the registry's client", () => {
  const azure = useEmulator();
  let http: Http;
  let as: Login;

  before(async () => {
    const { environment, ca } = azure.emulator;
    ({ http } = await connectCloud(environment, { ca, retryDelayMs: 1 }));
    const password = await azure.givenToken("contoso-pull", [
      "repositories/app/api/content/read",
      "repositories/base/*/content/read",
    ]);
    as = { loginServer: azure.loginServer, username: "contoso-pull", password };
  });
  afterEach(() => azure.emulator.faults.clear());

  const failure = (work: Promise<unknown>) =>
    work.then(
      () => "no error",
      (error: Error) => error.message.replaceAll(azure.loginServer, "SERVER"),
    );

  describe("login", () => {
    const refused: [name: string, change: () => Partial<Login>][] = [
      ["a wrong password", () => ({ password: "wrong" })],
      ["an empty password", () => ({ password: "" })],
      ["another user's name", () => ({ username: "fabrikam-pull" })],
      ["a name in another case", () => ({ username: "Contoso-Pull" })],
    ];
    for (const [name, change] of refused) {
      it(`refuses ${name}`, async () => {
        expect(await login(http, { ...as, ...change() })).to.deep.equal({ outcome: "refused" });
      });
    }

    it("refuses a disabled token's password", async () => {
      const status = (value: string) =>
        azure.arm("PATCH", "tokens/contoso-pull", { properties: { status: value } });
      await status("disabled");
      expect(await login(http, as)).to.deep.equal({ outcome: "refused" });
      await status("enabled");
      expect((await login(http, as)).outcome).to.equal("accepted");
    });

    const unreachable: [name: string, fault: object, reason: string][] = [
      ["a firewall", { status: 403, code: "DENIED" }, "SERVER answers 403"],
      ["a failing registry", { status: 503 }, "SERVER answers 503"],
      [
        "a broken connection",
        { reset: true },
        "logging in at SERVER as contoso-pull: ECONNRESET: socket hang up; check the network and ARM_METADATA_HOSTNAME, then run again",
      ],
    ];
    for (const [name, fault, reason] of unreachable) {
      it(`says nothing about the password behind ${name}`, async () => {
        azure.emulator.faults.add({ path: "/oauth2/token", times: Infinity, ...fault });
        const result = await login(http, as);
        expect({
          ...result,
          ...("reason" in result && { reason: result.reason.replace(azure.loginServer, "SERVER") }),
        }).to.deep.equal({ outcome: "unreachable", reason });
      });
    }

    it("gets over a failure that passes", async () => {
      azure.emulator.faults.add({ path: "/oauth2/token", status: 500, times: 2 });
      expect((await login(http, as)).outcome).to.equal("accepted");
    });

    it("is given an access token for each of several scopes", async () => {
      const scopes = ["repository:app/api:pull", "repository:app/web:pull"];
      const result = await login(http, { ...as, scopes });
      if (result.outcome !== "accepted") throw new Error(result.outcome);
      const claims = JSON.parse(
        Buffer.from(result.accessToken.split(".")[1] ?? "", "base64url").toString("utf8"),
      );
      expect(claims.access).to.deep.equal([
        { type: "repository", name: "app/api", actions: ["pull"] },
      ]);
    });
  });

  describe("canPull", () => {
    it("fails when the password is refused", async () => {
      const image = { repository: "app/api", tag: "latest" };
      expect(await failure(canPull(http, { ...as, password: "wrong" }, image))).to.equal(
        "logging in at SERVER as contoso-pull: the registry refuses the password",
      );
    });

    it("fails when the registry cannot be reached", async () => {
      azure.emulator.faults.add({ path: "/oauth2/token", status: 403, times: Infinity });
      const image = { repository: "app/api", tag: "latest" };
      expect(await failure(canPull(http, as, image))).to.equal(
        "logging in at SERVER as contoso-pull: SERVER answers 403",
      );
    });

    it("fails on an answer that decides nothing, such as an image that is not there", async () => {
      const image = { repository: "app/api", tag: "9.9.9" };
      expect(await failure(canPull(http, as, image))).to.equal(
        "pulling app/api:9.9.9: 404: an answer that says neither yes nor no",
      );
    });

    const images: [repository: string, tag: string, granted: boolean][] = [
      ["app/api", "latest", true],
      ["app/api", "1.0.0", true],
      ["base/node", "1.1.0", true],
      ["app/web", "latest", false],
      ["internal/billing", "latest", false],
    ];
    for (const [repository, tag, granted] of images) {
      it(`${granted ? "pulls" : "does not pull"} ${repository}:${tag}`, async () => {
        expect(await canPull(http, as, { repository, tag })).to.equal(granted);
      });
    }
  });

  describe("canPush", () => {
    it("does not push what may only be pulled", async () => {
      expect(await canPush(http, as, "app/api")).to.equal(false);
    });

    it("begins an upload where pushing is granted", async () => {
      const password = await azure.givenToken("builder-push", [
        "repositories/app/api/content/read",
        "repositories/app/api/content/write",
      ]);
      const builder = { ...as, username: "builder-push", password };
      expect(await canPush(http, builder, "app/api")).to.equal(true);
    });
  });
});
