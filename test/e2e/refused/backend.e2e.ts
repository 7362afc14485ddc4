// What a command says where the backend does not know it or its stack: the real CLI's words, and what to do.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { openStackState, selectedStack } from "../../../engine/stackState";
import { testEngine } from "../../helpers/testEngine";

describe("a stack that cannot be read", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "backend-"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: customer-access\nruntime: nodejs\n");
  });
  after(() => rmSync(folder, { recursive: true }));

  const where = async (backend: string) => ({
    engine: await testEngine(),
    folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      PULUMI_HOME: join(folder, "home"),
      PULUMI_BACKEND_URL: backend,
      PULUMI_CONFIG_PASSPHRASE: "test",
    },
  });

  const refusal = (reading: Promise<unknown>) =>
    reading.then(
      () => expect.fail("was read"),
      ({ message, remedy }: { message: string; remedy: string }) => ({ message, remedy }),
    );

  it("names the login where nobody is logged in", async () => {
    const stack = openStackState({ ...(await where("")), stackName: "production" });
    expect(await refusal(stack.read())).to.deep.equal({
      message:
        "pulumi stack export failed:\nerror: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions",
      remedy:
        "log in to the stack's backend, `npm run pulumi -- login <address>`, or set PULUMI_BACKEND_URL; docs/azure.md, step 2",
    });
  });

  it("names the list of stacks where the backend has none of that name", async () => {
    const stack = openStackState({ ...(await where(`file://${folder}`)), stackName: "productoin" });
    expect(await refusal(stack.read())).to.deep.equal({
      message: "pulumi stack export failed:\nerror: no stack named 'productoin' found",
      remedy:
        "`npm run pulumi -- stack ls --all` lists the stacks of the backend; another backend needs another login",
    });
  });

  it("names the option where no stack is selected", async () => {
    expect(await refusal(selectedStack(await where(`file://${folder}`)))).to.deep.equal({
      message:
        "pulumi stack --show-name failed:\nerror: no stack selected; please use `pulumi stack select` or `pulumi stack init` to choose one",
      remedy: "name the stack with --stack",
    });
  });
});
