// npm run handover and npm run repositories on a real stack: what they read of state and settings is what the engine writes.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import picocolors from "picocolors";
import { runHandover } from "../../cli/handover/runHandover";
import { runRepositories } from "../../cli/repositories/runRepositories";
import { type Deployment, openDeployment } from "../helpers/deployment";

const FILE = `customers:
  contoso:
    displayName: Contoso Ltd
    repositories: [app/api, base/*]
    readers: [66666666-6666-4666-8666-666666666666]
  tailspin: { repositories: [app/api], state: suspended }
`;

describe("npm run handover on a real stack", function () {
  this.timeout(120_000);
  let deployment: Deployment;
  const notes: string[] = [];

  before(async () => {
    deployment = await openDeployment();
    at("2026-03-01");
    await deployment.write(FILE);
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
  });
  after(() => deployment.close());
  beforeEach(() => {
    notes.length = 0;
  });

  const at = (day: string) => {
    deployment.emulator.clock.set(`${day}T12:00:00Z`);
    deployment.advanceDays(0);
  };
  const context = () => ({
    env: { ...process.env, ...deployment.stack.workspace.envVars },
    isTerminal: false,
    colors: picocolors.createColors(false),
    signal: new AbortController().signal,
    print: () => {},
    progress: (text: string) => notes.push(text),
  });
  const handover = (id: string, more: { html?: string; withPassword?: boolean } = {}) =>
    runHandover({ id, folder: deployment.folder, stack: "dev", ...more }, context(), {
      ca: deployment.emulator.ca,
    });
  const page = async (id: string) => (await handover(id)).lines.join("\n");

  it("writes the page of a customer from what the run left", async () => {
    const text = await page("contoso");
    const [registry] = deployment.emulator.registries;
    expect(text).to.include(`# Container images from ${registry?.loginServer} for Contoso Ltd\n`);
    expect(text).to.include("| repositories | `app/api`; all below `base/`");
    expect(text).to.include(
      `--vault-name vendor-access --name ${deployment.secretName("contoso")} --query`,
    );
    expect(text).to.include(
      "- The newest password is `password1` of 2026-03-01. It works until 2026-05-29:",
    );
    expect(notes).to.deep.equal([]);
  });

  it("puts the password of the vault on a page that was asked to hold it", async () => {
    const html = join(deployment.folder, "contoso.html");
    const { exitCode } = await handover("contoso", { html, withPassword: true });
    expect(exitCode).to.equal(0);
    const [, password] = /<pre><code>([^<]+)<\/code>/.exec(readFileSync(html, "utf8")) ?? [];
    expect(password).to.equal(await deployment.password("contoso"));
    expect(await deployment.accepts("contoso", password)).to.equal(true);
  });

  it("has none for a customer who is suspended, or only in the file", async () => {
    expect((await handover("tailspin")).exitCode).to.equal(1);
    await deployment.write(`${FILE}  adatum: { repositories: [app/api] }\n`);
    expect((await handover("adatum")).lines[0]).to.equal(
      "adatum: not deployed yet: run `pulumi up` first, which makes the token and its password",
    );
    await deployment.write(FILE);
  });

  it("tells after a rotation until when the password before works", async () => {
    at("2026-05-01");
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
    expect(await page("contoso")).to.include(
      "- **Fetch the new password by 2026-05-29, if you still use the one before.** Two work now: the newest, and `password1` of 2026-03-01, which works until 2026-05-29.\n- The newest password is `password2` of 2026-05-01.",
    );
  });

  it("and npm run repositories say of the stack's own registry and file who may pull what", async () => {
    const where = { folder: deployment.folder, stack: "dev" };
    const http = { ca: deployment.emulator.ca };
    const { data } = await runRepositories({ ...where, name: "base/node" }, context(), http);
    const { images, grants } = data as { images: object[]; grants: object[] };
    expect(images).to.have.lengthOf(6);
    expect(grants).to.deep.equal([
      { customer: "contoso", pattern: "base/*", line: 4, state: "active", mayListTags: false },
    ]);
  });
});
