// Two stacks at one registry, each with a vault of its own: what one declares the other never overwrites, unless its file says so.

import { expect } from "chai";
import { registryByHand } from "../helpers/byHand/registryByHand";
import { checkpoint } from "../helpers/checkpoint";
import { type Deployment, openDeployment } from "../helpers/deployment";
import { Reviewed } from "../helpers/reviewed";
import { correctionsIn, errorsIn } from "../helpers/said";
import { readState } from "../helpers/stateFile";
import { TWO_VAULTS } from "../helpers/twoVaults";

const THEIR_FILE = (repositories: string) =>
  `customers:\n  contoso: { repositories: [${repositories}], tokenName: contoso-pull, adopt: [token, scopeMap] }\n`;
const OUR_FILE = (adopt: string) => `customers:
  contoso: { repositories: [app/web], tokenName: contoso-pull, adopt: ${adopt} }
  gamma: { repositories: [app/web] }
`;

describe("two stacks at one registry", function () {
  this.timeout(400_000);
  let first: Deployment;
  let second: Deployment;
  let restore: () => Promise<void>;
  let theirs: string | undefined;
  let owner: string;

  before(async () => {
    first = await openDeployment({ seed: TWO_VAULTS });
    // Who has made the token adopts it, too: as before a lost state, or after a killed run.
    await first.write(THEIR_FILE("app/api").replace(", adopt: [token, scopeMap]", ""));
    await up(first);
    await first.write(THEIR_FILE("app/api"));
    await up(first);
    theirs = await first.password("contoso");
    owner = /-registry-(\w{8})$/.exec(first.secretName("contoso"))?.[1] ?? "";
    second = await openDeployment({
      emulator: first.emulator,
      config: { "customer-access:vaultName": "vendor-next" },
    });
    restore = await checkpoint(second);
  });
  beforeEach(() => restore());
  after(async () => {
    await second.close();
    await first.close();
  });

  const up = async (deployment: Deployment) => {
    const result = await deployment.up();
    expect(result.failed, result.output).to.equal(false);
    return result;
  };
  const refusal = () =>
    `token contoso-pull: its scope map contoso-pull is owned by another stack (${owner}, for its customer contoso), and is not overwritten; write \`adopt: [token, scopeMap, secret]\` to adopt what that stack published, once it no longer declares this customer`;
  const azure = () => registryByHand(first.cloud, first.emulator);

  /** All of the first stack's customer is as it was, and the second one has nothing of it. */
  async function expectUntouched(): Promise<void> {
    expect(await azure().getActions("contoso-pull")).to.deep.equal([
      "repositories/app/api/content/read",
    ]);
    const { credentials } = await azure().getToken("contoso-pull");
    expect(credentials?.passwords?.map(({ name }) => name)).to.deep.equal(["password1"]);
    expect(await first.accepts("contoso", theirs)).to.equal(true);
    const { resources } = readState(second.folder);
    const kept = resources.filter(({ id }) => id?.endsWith("/contoso-pull"));
    expect(kept.map(({ urn }) => urn)).to.deep.equal([]);
  }

  for (const adopt of ["[token]", "[token, scopeMap]", "[token, secret]"]) {
    it(`refuses adopt: ${adopt} for this customer alone, in a preview and in an update, and again`, async () => {
      await second.write(OUR_FILE(adopt));
      const reviewed = new Reviewed(second);
      for (const run of ["the first", "the next"]) {
        const preview = await second.preview();
        expect(preview.failed, preview.output).to.equal(false);
        expect(correctionsIn(preview, "contoso"), run).to.deep.equal([refusal()]);
        first.emulator.journal.clear();
        const result = await second.up();
        expect(result.failed).to.equal(true);
        expect(errorsIn(result), run).to.deep.equal([
          `contoso-scope-map: ${refusal()}`,
          `contoso-token: ${refusal()}`,
        ]);
        expect(reviewed.writes().filter((write) => /contoso/.test(write))).to.deep.equal([]);
        await expectUntouched();
        expect(await second.accepts("gamma", await second.password("gamma"))).to.equal(true);
      }
    });
  }

  it("refuses it in a saved plan, which holds for everybody else", async () => {
    await second.write(OUR_FILE("[token, scopeMap]"));
    const reviewed = new Reviewed(second);
    const preview = await reviewed.preview();
    expect(preview.failed, preview.output).to.equal(false);
    expect(correctionsIn(preview, "contoso")).to.deep.equal([refusal()]);
    const { failed, writes, output } = await reviewed.apply();
    expect(failed).to.equal(true);
    expect(output).to.include(refusal());
    expect(writes).to.deep.equal([
      "POST vendorimages/generateCredentials password1",
      "PUT scopeMaps/gamma-pull",
      "PUT secrets/gamma",
      "PUT tokens/gamma-pull",
    ]);
    await expectUntouched();
  });

  it("is adopted by `adopt: [token, scopeMap, secret]`, and refused to the stack that had it", async () => {
    await second.write(OUR_FILE("[token, scopeMap, secret]"));
    await up(second);
    expect(await azure().getActions("contoso-pull")).to.deep.equal([
      "repositories/app/web/content/read",
    ]);
    expect(await first.accepts("contoso", theirs)).to.equal(true);
    expect(await first.accepts("contoso", await second.password("contoso"))).to.equal(true);
    await second.write(OUR_FILE("[token, scopeMap]"));
    expect((await up(second)).changes).to.deep.equal({ update: 1 });

    for (const line of [", adopt: [token, scopeMap]", ""]) {
      for (const repositories of ["app/api", "app/api, app/worker"]) {
        await first.write(THEIR_FILE(repositories).replace(", adopt: [token, scopeMap]", line));
        await expectRefused();
      }
    }
    await expectRefused({ refresh: true });
  });

  /** The first stack still has in its state what the second one has adopted. */
  async function expectRefused(options = {}): Promise<void> {
    expect(correctionsIn(await first.preview(), "contoso").length).to.equal(1);
    first.emulator.journal.clear();
    const result = await first.up(options);
    expect(result.failed).to.equal(true);
    expect(errorsIn(result)[0]).to.match(
      /^contoso-(scope-map|secret): token contoso-pull: its scope map contoso-pull is owned by another stack/,
    );
    const writes = first.emulator.journal.entries().filter(({ method }) => method !== "GET");
    expect(writes.filter(({ path }) => /contoso/.test(path))).to.deep.equal([]);
    expect(await azure().getActions("contoso-pull")).to.deep.equal([
      "repositories/app/web/content/read",
    ]);
  }
});
