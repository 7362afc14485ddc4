// Another tokenName: a new token is made, published, and only then the old one ends.

import { expect } from "chai";
import { EmulatedAzure } from "../../emulator/useEmulator";
import { vaultByHand } from "../../helpers/byHand/vaultByHand";
import { type Deployment, openDeployment } from "../../helpers/deployment";
import { TWO_VAULTS } from "../../helpers/twoVaults";

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
    deployment = await openDeployment({ seed: TWO_VAULTS });
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

  const refused = async () => {
    const { failed, output } = await deployment.preview();
    expect(failed).to.equal(true);
    return /this change is refused:\n([\s\S]*?)\n(?! )/.exec(output)?.[1]?.split("\n");
  };
  const PROTECTED = [
    "  contoso: tokenName contoso-new replaces the token contoso-old, which is protected",
    "    every password handed out for contoso-old ends then; if this is intended, put it back, run `pulumi config set customer-access:protect false` and `pulumi up`, and change it in the next run",
  ];

  it("is refused while the customer is protected", async () => {
    await deployment.write(file("contoso-new"));
    expect(await refused()).to.deep.equal(PROTECTED);
  });

  it("is refused in the change that lifts the protection, which would leave the old token in the registry", async () => {
    await deployment.stack.setConfig("customer-access:protect", { value: "false" });
    expect(await refused()).to.deep.equal(PROTECTED);
    expect((await deployment.up()).failed).to.equal(true);
    expect(await worksAs("contoso-old", old)).to.equal(true);
  });

  it("is refused in another case, which is the same token to Azure", async () => {
    await deployment.write(file("Contoso-old"));
    expect(await refused()).to.deep.equal([
      "  contoso: tokenName Contoso-old is contoso-old in another case, and Azure treats both as the same token",
      "    put `tokenName: contoso-old` back",
    ]);
  });

  it("ends the old password only when the new one is in the vault", async () => {
    await deployment.write(file("contoso-old"));
    // The guard's record says that nothing is protected any more; nothing else changes.
    expect((await deployment.up()).changes).to.deep.equal({ update: 1 });

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
    expect(result.changes).to.deep.equal({ replace: 3, update: 1 });
    expect(moments.map((moment) => moment.replace(/registry-\w{8}:/, "registry-…:"))).to.deep.equal(
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

  it("leaves everything as it was in each run in which the vault refuses the new password, and ends the old one after that", async () => {
    const fault = { method: "PUT", path: "/secrets/", status: 400, code: "BadParameter" } as const;
    deployment.emulator.faults.add({ ...fault, times: Number.POSITIVE_INFINITY });
    const published = await deployment.password("contoso");
    const kept: string[] = [];
    // Whoever goes back to the old name meets the token that is still there.
    const names = ["contoso-newer", "contoso-newer", "contoso-new", "contoso-newer"];
    for (const [run, name] of names.entries()) {
      await deployment.write(file(name));
      const { failed, output } = await deployment.up();
      expect(failed).to.equal(true);
      expect(await deployment.password("contoso")).to.equal(published);
      expect(await worksAs("contoso-new", published), `after run ${run}: ${output}`).to.equal(true);
      kept.push(/token contoso-new: kept, because .*/.exec(output)?.[0] ?? "");
    }
    const why =
      /^token contoso-new: kept, because secret contoso-registry-\w{8} still hands out its password1; correct what kept the new password from being published, and run again$/;
    expect(kept.map((line) => why.test(line))).to.deep.equal([true, true, true, true]);

    deployment.emulator.faults.clear();
    const last = await deployment.up();
    expect(last.failed, last.output).to.equal(false);
    expect(await worksAs("contoso-newer", await deployment.password("contoso"))).to.equal(true);
    expect(await worksAs("contoso-new", published)).to.equal(false);
    expect((await deployment.up()).changes).to.deep.equal({});
  });

  it("ends the old password also where the vault is another one, too, and leaves nothing in the one before", async () => {
    const before = await deployment.password("contoso");
    const [here, next] = deployment.emulator.vaults.map(({ uri }) =>
      vaultByHand(deployment.cloud, uri),
    );
    await deployment.stack.setConfig("customer-access:vaultName", { value: "vendor-next" });
    await deployment.write(file("contoso-last"));
    const result = await deployment.up();
    expect(result.failed, result.output).to.equal(false);
    expect(result.changes).to.deep.equal({ replace: 3, update: 1 });
    expect(await worksAs("contoso-newer", before)).to.equal(false);
    expect(await here?.names()).to.deep.equal([]);
    const published = await next?.value(deployment.secretName("contoso"));
    expect(await worksAs("contoso-last", published)).to.equal(true);
    expect((await deployment.up()).changes).to.deep.equal({});
  });
});
