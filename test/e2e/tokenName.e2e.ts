// Another tokenName: a new token is made, published, and only then the old one ends.

import { expect } from "chai";
import { EmulatedAzure } from "../emulator/useEmulator";
import { type Deployment, openDeployment } from "../helpers/deployment";

/** By this name the journal shows what was asked here, and not by a run. */
const WATCHER = "watcher";

const file = (tokenName: string) =>
  `customers:\n  contoso: { repositories: [app/api], tokenName: ${tokenName} }\n`;

describe("another tokenName", function () {
  this.timeout(120_000);
  let deployment: Deployment;
  let azure: EmulatedAzure;
  let old: string;

  before(async () => {
    deployment = await openDeployment();
    azure = EmulatedAzure.visit(deployment.emulator, WATCHER);
    await deployment.write(file("contoso-old"));
    await deployment.up();
    old = (await deployment.password("contoso")) ?? "";
  });
  after(async () => {
    azure.leave();
    await deployment.close();
  });

  const worksAs = async (username: string, password = "") =>
    (await azure.login(username, password)).status === 200;

  it("is refused while the customer is protected", async () => {
    await deployment.write(file("contoso-new"));
    const result = await deployment.preview();
    expect(result.failed).to.equal(true);
    expect(result.output).to.match(
      /unable to replace resource .*contoso-scope-map"\nas it is currently marked for protection/,
    );
  });

  it("ends the old password only when the new one stands in the vault", async () => {
    await deployment.write(file("contoso-old"));
    await deployment.stack.setConfig("customer-access:protect", { value: "false" });
    expect((await deployment.up()).changes).to.deep.equal({});

    await deployment.write(file("contoso-new"));
    const moments: string[] = [];
    const stop = deployment.emulator.intercept(async ({ phase, entry }) => {
      const { method, path, userAgent, operation } = entry;
      if (phase === "before" || method === "GET" || userAgent === WATCHER) return;
      if (operation?.startsWith("Token_") || path.includes("oauth2")) return;
      const published = await deployment.password("contoso");
      const works = [
        ...((await worksAs("contoso-old", old)) ? ["old"] : []),
        ...((await worksAs(published === old ? "contoso-old" : "contoso-new", published))
          ? ["published"]
          : []),
      ];
      moments.push(`${method} ${path.split("/").slice(-2).join("/")}: ${works.join(", ")}`);
    });
    const result = await deployment.up();
    stop();
    expect(result.failed, result.output).to.equal(false);
    expect(result.changes).to.deep.equal({ replace: 3, update: 2 });
    expect(moments.map((moment) => moment.replace(/registry-\w{6}:/, "registry-…:"))).to.deep.equal(
      [
        "PUT scopeMaps/contoso-new: old, published",
        "PUT tokens/contoso-new: old, published",
        "POST vendorimages/generateCredentials: old, published",
        "PUT secrets/contoso-registry-…: old, published",
        "PATCH tokens/contoso-old: published",
        "DELETE tokens/contoso-old: published",
        "DELETE scopeMaps/contoso-old: published",
      ],
    );
  });

  it("leaves everything as it was when the vault refuses the new password, and ends the old one with the next run", async () => {
    deployment.emulator.faults.add({
      method: "PUT",
      path: "/secrets/",
      status: 400,
      code: "BadParameter",
    });
    await deployment.write(file("contoso-newer"));
    const published = await deployment.password("contoso");
    const first = await deployment.up();
    expect(first.failed).to.equal(true);
    expect(await deployment.password("contoso")).to.equal(published);
    expect(await worksAs("contoso-new", published)).to.equal(true);

    const second = await deployment.up();
    expect(second.failed, second.output).to.equal(false);
    expect(await worksAs("contoso-newer", await deployment.password("contoso"))).to.equal(true);
    expect(await worksAs("contoso-new", published)).to.equal(false);
  });
});
