// Reviewed is applied: an update under a saved plan does what the preview showed, or nothing.

import { expect } from "chai";
import { MadeByHand } from "../../helpers/byHand/madeByHand";
import { registryByHand } from "../../helpers/byHand/registryByHand";
import { type Deployment, openDeployment } from "../../helpers/deployment";
import { PASSWORD_PATTERN } from "../../helpers/passwords";
import { Reviewed } from "../../helpers/reviewed";

/** The entries by customer; what is not said otherwise pulls app/api. */
const file = (entries: Record<string, string>) =>
  `customers:\n${Object.entries(entries)
    .map(([id, rest]) => `  ${id}: { ${rest || "repositories: [app/api]"} }\n`)
    .join("")}`;

const API = "repositories: [app/api]";
const BOTH = "repositories: [app/api, app/web]";
const READER = "8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b";

/** The guard has its own tests. */
const EVERYBODY = { "customer-access:maximumLosses": "9" };

describe("a saved plan", function () {
  this.timeout(300_000);
  let deployment: Deployment;
  let reviewed: Reviewed;

  const open = async (config: Record<string, string> = EVERYBODY) => {
    deployment = await openDeployment({ config });
    reviewed = new Reviewed(deployment);
  };
  const bringUp = async (entries: Record<string, string>) => {
    await deployment.write(file(entries));
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
  };
  const plan = async (entries: Record<string, string>) => {
    await deployment.write(file(entries));
    const preview = await reviewed.preview();
    expect(preview.failed, preview.output).to.equal(false);
    return preview;
  };

  describe("of everything that may happen to a customer", () => {
    before(async () => {
      await open();
      const first = {
        contoso: "",
        fabrikam: "",
        northwind: "",
        adventure: `${API}, state: suspended`,
        wingtip: "",
      };
      await bringUp({ ...first, tailspin: "" });
      await bringUp({ ...first, tailspin: `${API}, state: offboarded` });
    });
    after(() => deployment.close());

    it("is applied as it was shown, and leaves nothing to do", async () => {
      const old = await deployment.password("northwind");
      const preview = await plan({
        contoso: BOTH,
        fabrikam: `${API}, state: suspended`,
        northwind: `${API}, credential: { generation: 2, revokeBefore: 2 }`,
        adventure: "",
        wingtip: `${API}, readers: [${READER}], accessUntil: 2030-01-01`,
        fourthcoffee: "",
      });
      const applied = await reviewed.apply();
      expect(applied.failed, applied.output).to.equal(false);
      expect(applied.changes).to.deep.equal(preview.changes);
      expect(applied.writes.map((line) => line.replace(/[\da-f-]{36}/, "<id>"))).to.deep.equal([
        "DELETE scopeMaps/tailspin-pull",
        "DELETE secrets/tailspin",
        "DELETE tokens/tailspin-pull",
        "PATCH secrets/fabrikam",
        "PATCH tokens/adventure-pull",
        "PATCH tokens/fabrikam-pull",
        "PATCH tokens/northwind-pull",
        "PATCH tokens/tailspin-pull",
        "POST vendorimages/generateCredentials password1",
        "POST vendorimages/generateCredentials password1",
        "POST vendorimages/generateCredentials password2",
        "PUT roleAssignments/<id>",
        "PUT scopeMaps/contoso-pull",
        "PUT scopeMaps/fourthcoffee-pull",
        "PUT secrets/adventure",
        "PUT secrets/fourthcoffee",
        "PUT secrets/northwind",
        "PUT tokens/fourthcoffee-pull",
      ]);
      expect(await deployment.accepts("northwind", old)).to.equal(false);
      for (const id of ["contoso", "northwind", "adventure", "wingtip", "fourthcoffee"]) {
        expect(await deployment.accepts(id, await deployment.password(id)), id).to.equal(true);
      }
      expect((await deployment.up({ refresh: true })).changes).to.deep.equal({});
    });

    it("holds no password, as the state does not", () => {
      expect(reviewed.plan).to.include("::contoso-secret");
      expect(reviewed.plan).to.not.match(PASSWORD_PATTERN);
      expect(reviewed.plan).to.not.include("ciphertext");
    });
  });

  describe("of tokens that are adopted and replaced", () => {
    before(async () => {
      await open({ ...EVERYBODY, "customer-access:protect": "false" });
      const byHand = new MadeByHand(deployment);
      await byHand.make("tailwind-ci", { scopeMap: "tailwind-ci", slot: "password1" });
      await byHand.make("wingtip-ci", { scopeMap: "wingtip-map", slot: "password1" });
      await bringUp({ contoso: "" });
    });
    after(() => deployment.close());

    it("is applied as it was shown", async () => {
      const preview = await plan({
        contoso: `${API}, tokenName: contoso-new`,
        tailwind: `${API}, tokenName: tailwind-ci, adopt: [token, scopeMap]`,
        wingtip: `${API}, tokenName: wingtip-ci, adopt: [token]`,
      });
      expect(preview.changes.import).to.equal(3);
      const applied = await reviewed.apply();
      expect(applied.failed, applied.output).to.equal(false);
      expect(applied.changes).to.deep.equal(preview.changes);
      expect(applied.writes).to.include.members([
        "POST vendorimages/generateCredentials password1",
        "POST vendorimages/generateCredentials password2",
        "PUT tokens/contoso-new",
        "DELETE tokens/contoso-pull",
      ]);
      expect((await deployment.up()).changes).to.deep.equal({});
    });
  });

  describe("whose ground has moved", () => {
    const BEFORE = { contoso: "", fabrikam: "", northwind: "" };
    const AFTER = {
      contoso: BOTH,
      fabrikam: `${API}, credential: { lifetimeDays: 60 }`,
      northwind: `${API}, state: suspended`,
    };
    let azure: ReturnType<typeof registryByHand>;

    before(async () => {
      await open();
      azure = registryByHand(deployment.cloud, deployment.emulator);
      await bringUp(BEFORE);
      await plan(AFTER);
    });
    after(() => deployment.close());

    const actions = (...repositories: string[]) =>
      repositories.map((name) => `repositories/${name}/content/read`);

    /** What happens in between, the message about it, and how it is undone. */
    const stops: [string, () => Promise<unknown>, RegExp, () => Promise<unknown>][] = [
      [
        "customers.yaml says something else",
        () => deployment.write(file({ ...AFTER, contoso: `${BOTH}, displayName: Contoso` })),
        /access-guard violates plan: properties changed: [+~=-]{2}fileSha256\[/,
        () => deployment.write(file(AFTER)),
      ],
      [
        "customers.yaml has one customer more",
        () => deployment.write(file({ ...AFTER, wingtip: "" })),
        /access-guard violates plan: properties changed: [+~=-]{2}access\[.*, [+~=-]{2}fileSha256\[/,
        () => deployment.write(file(AFTER)),
      ],
      [
        "the scope map of somebody else was edited in Azure",
        () => azure.setActions("fabrikam-pull", actions("app/secret")),
        /fabrikam-scope-map violates plan: properties changed: [+~=-]{2}actions\[/,
        () => azure.setActions("fabrikam-pull", actions("app/api")),
      ],
      [
        "a token was disabled in Azure",
        () => azure.updateToken("fabrikam-pull", { status: "disabled" }),
        /fabrikam-secret violates plan: properties changed: [+~=-]{2}enabled\[/,
        () => azure.updateToken("fabrikam-pull", { status: "enabled" }),
      ],
    ];
    for (const [what, deed, said, undo] of stops) {
      it(`stops before anything is changed where ${what}`, async () => {
        await deed();
        const { failed, output, writes } = await reviewed.apply();
        await undo();
        expect({ failed, writes }).to.deep.equal({ failed: true, writes: [] });
        expect(output).to.match(said);
        expect(output).to.not.match(PASSWORD_PATTERN);
      });
    }

    it("corrects what it is about, and leaves alone what nobody holds", async () => {
      await azure.setActions("contoso-pull", actions("app/api", "app/web", "app/secret"));
      await azure.updateToken("northwind-pull", { status: "disabled" });
      await azure.generate(azure.tokenId("fabrikam-pull"), "password2");
      const { failed, output, writes } = await reviewed.apply();
      expect(failed, output).to.equal(false);
      expect(writes).to.deep.equal(["PATCH secrets/northwind", "PUT scopeMaps/contoso-pull"]);
      expect(await azure.getActions("contoso-pull")).to.deep.equal(actions("app/api", "app/web"));
    });

    it("stops where a password was regenerated in Azure", async () => {
      await plan({ ...AFTER, contoso: "" });
      await azure.generate(azure.tokenId("fabrikam-pull"), "password1");
      const { failed, output, writes } = await reviewed.apply();
      expect({ failed, writes }).to.deep.equal({ failed: true, writes: [] });
      expect(output).to.match(
        /update is not allowed by the plan: this resource is constrained to same/,
      );
    });
  });
});
