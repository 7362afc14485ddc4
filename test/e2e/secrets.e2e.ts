// No password anywhere but in the vault and, encrypted, in the state: not printed, logged, previewed, journaled or stored.

import { expect } from "chai";
import { openStackState } from "../../engine/stackState";
import { type Deployment, openDeployment, testEngine } from "../helpers/deployment";
import { outside } from "../helpers/outside";
import { PASSWORD_PATTERN, searchFolder, spellings } from "../helpers/passwords";

const CUSTOMERS = ["contoso", "fabrikam", "northwind"];
const FILE = `customers:\n${CUSTOMERS.map((id) => `  ${id}: { repositories: [app/api] }\n`).join("")}`;

describe("passwords", function () {
  this.timeout(180_000);
  let deployment: Deployment;
  const known: { username: string; password: string }[] = [];

  async function remember() {
    for (const id of CUSTOMERS) {
      const password = await deployment.password(id).catch(() => undefined);
      if (password !== undefined) known.push({ username: `${id}-pull`, password });
    }
  }

  before(async () => {
    deployment = await openDeployment();
    const { faults } = deployment.emulator;
    await deployment.write(FILE);
    // A run with trouble at every place where a password is under way.
    faults.add({ method: "POST", path: "/generateCredentials", status: 500, times: 2 });
    faults.add({
      method: "POST",
      path: "/generateCredentials",
      reset: true,
      when: "after",
      times: 1,
    });
    faults.add({ method: "PUT", path: "/secrets/contoso-", status: 400, code: "BadParameter" });
    faults.add({ method: "GET", path: "/oauth2/token", status: 503, times: 1 });
    await deployment.preview();
    await deployment.up();
    await remember();
    faults.clear();
    await deployment.up();
    await remember();
    // Rotation by force, a drift, and a suspension.
    const azure = outside(deployment.cloud, deployment.emulator);
    const { id = "" } = await azure.getToken("northwind-pull");
    await azure.generate(id, "password1");
    await deployment.write(
      FILE.replace(
        "fabrikam: { repositories: [app/api] }",
        "fabrikam: { repositories: [app/api], credential: { generation: 2 } }",
      ),
    );
    await deployment.preview();
    await deployment.up();
    await remember();
    await deployment.write(
      FILE.replace(
        "contoso: { repositories: [app/api] }",
        "contoso: { repositories: [app/api], state: suspended }",
      ),
    );
    await deployment.up();
    await deployment.up({ refresh: true });
  });
  after(() => deployment.close());

  /** Everything that may be read by somebody who may not know a password. */
  async function everything(): Promise<[string, string][]> {
    const state = openStackState({
      engine: await testEngine(),
      folder: deployment.folder,
      stackName: "dev",
      env: { ...process.env, ...deployment.stack.workspace.envVars },
    });
    return [
      ["printed and shown", deployment.transcript.join("\n")],
      ["journal", JSON.stringify(deployment.emulator.journal.entries())],
      ["exported state", JSON.stringify(await state.read())],
      ["outputs", JSON.stringify(await deployment.stack.outputs())],
      ["history", JSON.stringify(await deployment.stack.history())],
    ];
  }

  it("were issued, and would be found", async () => {
    expect(known.length).to.be.greaterThan(6);
    const revealed = JSON.stringify(await deployment.stack.exportStack());
    for (const { password } of known.slice(-2)) expect(revealed).to.include(password);
    expect(revealed).to.match(PASSWORD_PATTERN);
  });

  it("are in nothing that is printed, shown, journaled or kept in clear", async () => {
    for (const [place, text] of await everything()) {
      expect(text.length, place).to.be.greaterThan(1);
      expect(PASSWORD_PATTERN.test(text), place).to.equal(false);
      for (const { username, password } of known) {
        for (const spelling of spellings(username, password)) {
          expect(text.includes(spelling), place).to.equal(false);
        }
      }
    }
  });

  it("are in no file of the work folder", () => {
    expect(searchFolder(deployment.folder, PASSWORD_PATTERN)).to.deep.equal([]);
    expect(searchFolder(deployment.folder, /ciphertext/).length).to.be.greaterThan(0);
  });
});
