// Logging in, pulling and trying to push as a customer does.

import { expect } from "chai";
import { connectCloud } from "../../../azure/cloud";
import type { Http } from "../../../azure/http";
import { isAllowed } from "../../../azure/registry/answers";
import { passwordIdentity } from "../../../azure/registry/identities";
import { type Login, login } from "../../../azure/registry/login";
import { getManifest } from "../../../azure/registry/manifests";
import { RegistrySession } from "../../../azure/registry/session";
import { tryPush } from "../../../azure/registry/uploads";
import { useInProcess } from "../../emulator/inProcessAzure";

describe("the registry's client", () => {
  const azure = useInProcess();
  let http: Http;
  let as: Login;

  before(async () => {
    const { environment } = azure.emulator;
    ({ http } = await connectCloud(environment, azure.http));
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

    const unreachable: [
      name: string,
      fault: object,
      result: { reason: string; status?: number },
    ][] = [
      [
        "a firewall",
        { status: 403, code: "DENIED" },
        { reason: "SERVER answers 403", status: 403 },
      ],
      ["a failing registry", { status: 503 }, { reason: "SERVER answers 503", status: 503 }],
      [
        "a broken connection",
        { reset: true },
        {
          reason:
            "logging in at SERVER as contoso-pull: ECONNRESET: socket hang up; check the network and ARM_METADATA_HOSTNAME, then run again",
        },
      ],
    ];
    for (const [name, fault, expected] of unreachable) {
      it(`says nothing about the password behind ${name}`, async () => {
        azure.emulator.faults.add({ path: "/oauth2/token", times: Infinity, ...fault });
        const result = await login(http, as);
        expect({
          ...result,
          ...("reason" in result && { reason: result.reason.replace(azure.loginServer, "SERVER") }),
        }).to.deep.equal({ outcome: "unreachable", ...expected });
      });
    }
    it("gets over a failure that passes", async () => {
      azure.emulator.faults.add({ path: "/oauth2/token", status: 500, times: 2 });
      expect((await login(http, as)).outcome).to.equal("accepted");
    });

    it("is given an access token for each of several scopes", async () => {
      const scopes = ["repository:app/api:pull", "repository:app/web:pull"];
      expect(await session(as).login(scopes)).to.deep.equal({
        outcome: "accepted",
        access: [{ type: "repository", name: "app/api", actions: ["pull"] }],
      });
    });
  });

  const session = (login: Login) => new RegistrySession(passwordIdentity(http, login));
  const canPull = (login: Login, repository: string, reference: string) =>
    isAllowed(getManifest(session(login), { repository, reference }));

  describe("pulling", () => {
    it("fails when the password is refused", async () => {
      expect(await failure(canPull({ ...as, password: "wrong" }, "app/api", "latest"))).to.equal(
        "logging in at SERVER as contoso-pull: the registry refuses the password",
      );
    });

    it("fails when the registry cannot be reached", async () => {
      azure.emulator.faults.add({ path: "/oauth2/token", status: 403, times: Infinity });
      expect(await failure(canPull(as, "app/api", "latest"))).to.equal(
        "logging in at SERVER as contoso-pull: SERVER answers 403",
      );
    });

    it("fails on an image that is not there, which says nothing about the rights", async () => {
      expect(await failure(canPull(as, "app/api", "9.9.9"))).to.equal(
        'pulling app/api:9.9.9 as contoso-pull: 404 MANIFEST_UNKNOWN: manifest tagged by "9.9.9" is not found',
      );
    });

    it("takes the firewall's 403 for no refusal", async () => {
      const message =
        "client with IP '203.0.113.7' is not allowed access, refer https://aka.ms/acr/firewall to grant access";
      azure.emulator.faults.add({ path: "/manifests/", status: 403, code: "DENIED", message });
      expect(await failure(canPull(as, "app/api", "latest"))).to.match(
        /^pulling app\/api:latest as contoso-pull: 403 DENIED: client with IP '203\.0\.113\.7' is not allowed access/,
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
        expect(await canPull(as, repository, tag)).to.equal(granted);
      });
    }
  });

  describe("tryPush", () => {
    it("is refused where only pulling is granted", async () => {
      expect(await tryPush(session(as), "app/api")).to.deep.equal({ outcome: "refused" });
    });

    it("cancels the upload that begins where pushing is granted", async () => {
      const password = await azure.givenToken("builder-push", [
        "repositories/app/api/content/read",
        "repositories/app/api/content/write",
      ]);
      const builder = { ...as, username: "builder-push", password };
      expect(await tryPush(session(builder), "app/api")).to.deep.equal({
        outcome: "began",
        cancelled: true,
      });
      const uploads = azure.emulator.journal
        .entries()
        .filter(({ path }) => path.includes("/blobs/uploads/"))
        .map(({ method, status }) => `${method} ${status}`);
      expect(uploads.slice(-2)).to.deep.equal(["POST 202", "DELETE 204"]);
    });
  });
});
