// npm run credentials over a rotation: what it prints of a real state, with nothing but the state to read.

import { expect } from "chai";
import picocolors from "picocolors";
import type { Outcome } from "../../cli/command";
import { runCredentials } from "../../cli/credentials/runCredentials";
import { type Deployment, openDeployment } from "../helpers/deployment";
import { PASSWORD_PATTERN } from "../helpers/passwords";

const file = (generation: number) => `customers:
  contoso: { repositories: [app/api] }
  byhand:
    repositories: [app/web]
    credential: { rotation: manual, lifetimeDays: 30, generation: ${generation} }
`;

describe("npm run credentials", function () {
  this.timeout(120_000);
  let deployment: Deployment;

  before(async () => {
    deployment = await openDeployment();
    at("2026-03-01");
    await deployment.write(file(1));
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
  });
  after(() => deployment.close());

  const at = (day: string) => {
    deployment.emulator.clock.set(`${day}T12:00:00Z`);
    deployment.advanceDays(0);
  };

  /** Runs the command with the stack's backend, and without a passphrase or an identity. */
  async function credentials(options: { customer?: string[]; endingWithin?: string } = {}) {
    const env: NodeJS.ProcessEnv = { ...process.env, ...deployment.stack.workspace.envVars };
    for (const name of Object.keys(env)) {
      if (/PASSPHRASE|^(ARM|AZURE)_CLIENT/.test(name)) delete env[name];
    }
    const folder = deployment.folder;
    return runCredentials(
      { folder, stack: "dev", ...options },
      {
        env,
        isTerminal: false,
        colors: picocolors.createColors(false),
        signal: new AbortController().signal,
        print: () => {},
        progress: () => {},
      },
    );
  }

  /** What is printed, with the random ends of the secrets' names replaced. */
  function printed({ exitCode, lines }: Outcome) {
    const text = lines.join("\n").replaceAll(/-registry-[a-z0-9]{8}/g, "-registry-********");
    return { exitCode, text };
  }

  it("lists first passwords, asks Azure nothing and shows no password", async () => {
    deployment.emulator.journal.clear();
    const outcome = await credentials();
    expect(printed(outcome)).to.deep.equal({
      exitCode: 0,
      text: `
┌───────────────────────────┬────────────┬─────────────────────────┬───────────────────┐
│ customer                  │ state      │ current password        │ previous password │
├───────────────────────────┼────────────┼─────────────────────────┼───────────────────┤
│ byhand                    │ active     │ password1 of 2026-03-01 │ -                 │
│ byhand-pull               │ by hand    │ no end, 0 days old      │                   │
│ byhand-registry-********  │            │ generation 1            │                   │
├───────────────────────────┼────────────┼─────────────────────────┼───────────────────┤
│ contoso                   │ active     │ password1 of 2026-03-01 │ -                 │
│ contoso-pull              │ rotates on │ until 2026-05-30        │                   │
│ contoso-registry-******** │ 2026-04-30 │ generation 1            │                   │
└───────────────────────────┴────────────┴─────────────────────────┴───────────────────┘
dev on 2026-03-01, 2 customers: nothing is wrong, no new password is waiting
`.trim(),
    });
    expect(deployment.emulator.journal.entries()).to.deep.equal([]);
    expect(JSON.stringify(outcome)).to.not.match(PASSWORD_PATTERN);
  });

  it("finds the rotation that no run has done, and the old password that is served by hand", async () => {
    at("2026-05-01");
    expect(printed(await credentials())).to.deep.equal({
      exitCode: 1,
      text: `
┌───────────────────────────┬────────────┬─────────────────────────┬───────────────────┐
│ customer                  │ state      │ current password        │ previous password │
├───────────────────────────┼────────────┼─────────────────────────┼───────────────────┤
│ byhand                    │ active     │ password1 of 2026-03-01 │ -                 │
│ byhand-pull               │ by hand    │ no end, 61 days old     │                   │
│ byhand-registry-********  │            │ generation 1            │                   │
├───────────────────────────┼────────────┼─────────────────────────┼───────────────────┤
│ contoso                   │ active     │ password1 of 2026-03-01 │ -                 │
│ contoso-pull              │ due since  │ until 2026-05-30        │                   │
│ contoso-registry-******** │ 2026-04-30 │ generation 1            │                   │
└───────────────────────────┴────────────┴─────────────────────────┴───────────────────┘
Something is wrong:
  contoso: the next password is due since 2026-04-30 (1 day): run \`pulumi up\`, and look at the nightly run
  byhand: password1 is older than 30 days and rotation is manual: raise \`generation\` for a new one
dev on 2026-05-01, 2 customers: something is wrong with 2, no new password is waiting
`.trim(),
    });
  });

  it("says after the rotation whose new password is waiting, and when who is locked out", async () => {
    await deployment.write(file(2));
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
    const outcome = await credentials();
    expect(printed(outcome)).to.deep.equal({
      exitCode: 0,
      text: `
┌───────────────────────────┬────────────┬─────────────────────────┬─────────────────────────┐
│ customer                  │ state      │ current password        │ previous password       │
├───────────────────────────┼────────────┼─────────────────────────┼─────────────────────────┤
│ byhand                    │ active     │ password2 of 2026-05-01 │ password1 of 2026-03-01 │
│ byhand-pull               │ by hand    │ no end, 0 days old      │ no end, 61 days old     │
│ byhand-registry-********  │            │ generation 2            │                         │
├───────────────────────────┼────────────┼─────────────────────────┼─────────────────────────┤
│ contoso                   │ active     │ password2 of 2026-05-01 │ password1 of 2026-03-01 │
│ contoso-pull              │ rotates on │ until 2026-07-30        │ until 2026-05-30        │
│ contoso-registry-******** │ 2026-06-30 │ generation 1            │ in 29 days              │
└───────────────────────────┴────────────┴─────────────────────────┴─────────────────────────┘
New passwords are waiting; whoever has not fetched theirs by then is locked out:
  on 2026-05-30, in 29 days: contoso, waiting since 2026-05-01
  no end announced: byhand, waiting since 2026-05-01
dev on 2026-05-01, 2 customers: nothing is wrong, new passwords are waiting for 2
`.trim(),
    });
    expect(JSON.stringify(outcome)).to.not.match(PASSWORD_PATTERN);
  });

  it("picks who needs somebody in time, and by name", async () => {
    const soon = await credentials({ endingWithin: "28" });
    expect(soon).to.deep.include({
      exitCode: 0,
      lines: ["dev on 2026-05-01: none of 2 customers needs somebody within 28 days"],
    });
    const needed = await credentials({ endingWithin: "29", customer: ["contoso,byhand"] });
    expect({ exitCode: needed.exitCode, lines: needed.lines.slice(1) }).to.deep.equal({
      exitCode: 1,
      lines: [
        "New passwords are waiting; whoever has not fetched theirs by then is locked out:",
        "  on 2026-05-30, in 29 days: contoso, waiting since 2026-05-01",
        "dev on 2026-05-01: 1 of 2 customers needs somebody within 29 days",
      ],
    });
    const failure = await credentials({ customer: ["contso"] }).catch((error) => error);
    expect({ message: failure.message, remedy: failure.remedy }).to.deep.equal({
      message: '--customer: stack dev has no customer "contso"',
      remedy: "did you mean contoso? without --customer all are listed",
    });
  });
});
