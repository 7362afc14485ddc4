// npm run credentials over a rotation: what it prints of a real state, with nothing but the state to read.

import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import picocolors from "picocolors";
import type { Outcome } from "../../../cli/command";
import { runCredentials } from "../../../cli/credentials/runCredentials";
import { runUsage } from "../../../cli/usage/runUsage";
import { type Deployment, openDeployment } from "../../helpers/deployment";
import { PASSWORD_PATTERN } from "../../helpers/passwords";

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

  /** Runs the command with the stack's backend, and without what decrypts its secrets, or an identity. */
  async function credentials(
    options: { customer?: string[]; endingWithin?: string; on?: string } = {},
  ) {
    const folder = deployment.folder;
    return runCredentials({ folder, stack: "dev", ...options }, context());
  }

  function context() {
    const env: NodeJS.ProcessEnv = { ...process.env, ...deployment.stack.workspace.envVars };
    for (const name of Object.keys(env)) {
      if (/PASSPHRASE|^VAULT_|^(ARM|AZURE)_CLIENT/.test(name)) delete env[name];
    }
    return {
      env,
      isTerminal: false,
      colors: picocolors.createColors(false),
      signal: new AbortController().signal,
      print: () => {},
      progress: () => {},
    };
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
New passwords are waiting. Customers who do not fetch theirs are locked out:
  on 2026-05-30, in 29 days: contoso, waiting since 2026-05-01
  no end announced: byhand, waiting since 2026-05-01
dev on 2026-05-01, 2 customers: nothing is wrong, new passwords are waiting for 2
`.trim(),
    });
    expect(JSON.stringify(outcome)).to.not.match(PASSWORD_PATTERN);
  });

  it("says who is locked out on a later day without a run, as docs/credentials.md shows it", async () => {
    const { exitCode, lines } = await credentials({ on: "2026-07-30" });
    const shown = readFileSync("docs/credentials.md", "utf8");
    expect(shown).to.include(`credentials -- --on 2026-07-30\n${lines.join("\n")}\n`);
    expect(exitCode).to.equal(1);
    const soon = await credentials({ on: "2026-05-30", customer: ["contoso"] });
    expect(soon).to.deep.include({
      exitCode: 0,
      data: {
        stack: "dev",
        today: "2026-05-01",
        on: "2026-05-30",
        lockedOut: [],
        mustFetch: [
          {
            id: "contoso",
            slot: "password1",
            before: "2026-05-30",
            waitingSince: "2026-05-01",
            issuedOn: null,
          },
        ],
      },
    });
  });

  it("lets npm run usage tell who was not seen since the newest password appeared", async () => {
    const logs = [join(deployment.folder, "PT1H.json")];
    const login = (time: string, identity: string) =>
      `{"time":"${time}","operationName":"Login","identity":"${identity}","resultDescription":"200"}\n`;
    await writeFile(
      logs[0] ?? "",
      login("2026-04-30T12:00:00Z", "contoso-pull") + login("2026-05-02T12:00:00Z", "byhand-pull"),
    );
    const { folder } = deployment;
    const { lines } = await runUsage({ logs, folder, stack: "dev" }, context());
    expect(lines.slice(1)).to.deep.equal([
      "Not seen since the newest password appeared, so they do not use it:",
      "  contoso: new on 2026-05-01, last seen on 2026-04-30",
      "Repositories that their customer never pulled in these logs:",
      "  contoso: app/api",
      "  byhand: app/web",
      "Who was seen since the newest password appeared may still use the one before: the logs name the token, not the slot.",
      "2 events from 2026-04-30 to 2026-05-02, 2 customers",
    ]);
  });

  it("selects who needs attention in time, and by name", async () => {
    const soon = await credentials({ endingWithin: "28" });
    expect(soon).to.deep.include({
      exitCode: 0,
      lines: ["dev on 2026-05-01: none of 2 customers needs attention within 28 days"],
    });
    const needed = await credentials({ endingWithin: "29", customer: ["contoso,byhand"] });
    expect({ exitCode: needed.exitCode, lines: needed.lines.slice(1) }).to.deep.equal({
      exitCode: 1,
      lines: [
        "New passwords are waiting. Customers who do not fetch theirs are locked out:",
        "  on 2026-05-30, in 29 days: contoso, waiting since 2026-05-01",
        "dev on 2026-05-01: 1 of 2 customers needs attention within 29 days",
      ],
    });
    const failure = await credentials({ customer: ["contso"] }).catch((error) => error);
    expect({ message: failure.message, remedy: failure.remedy }).to.deep.equal({
      message: '--customer: stack dev has no customer "contso"',
      remedy: "did you mean contoso? without --customer all are listed",
    });
    const other = await credentials({ customer: ["nobody"] }).catch((error) => error);
    expect(other.remedy).to.equal(
      "its customers: byhand, contoso; without --customer all are listed",
    );
  });
});
