// npm run drift: each defect is made by hand on a deployed stack and found, with nothing else; without it the report is clean.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { DriftOptions } from "../../../cli/drift/runDrift";
import { KINDS } from "../../../drift/finding";
import { PROJECT_FOLDER } from "../../../projectFolder";
import { EmulatedAzure } from "../../emulator/useEmulator";
import { type Deployment, openDeployment } from "../../helpers/deployment";
import { driftIn, foundIn } from "../../helpers/drift";
import {
  type ByHand,
  CUSTOMERS,
  changeActions,
  changeToken,
  type DriftCase,
  makeTokenOn,
} from "./driftFound/driftCase";
import { PASSWORDS } from "./driftFound/passwords";
import { REGISTRY } from "./driftFound/registry";
import { ROLE_CASES } from "./driftFound/roles";
import { SECRETS } from "./driftFound/secrets";
import { TOKENS } from "./driftFound/tokens";
import { WEBHOOKS } from "./driftFound/webhooks";

const CASES: readonly DriftCase[] = [
  ...TOKENS,
  ...PASSWORDS,
  ...SECRETS,
  ...REGISTRY,
  ...ROLE_CASES,
  ...WEBHOOKS,
];

describe("npm run drift", function () {
  this.timeout(120_000);
  let deployment: Deployment;
  let azure: EmulatedAzure;
  let restore: () => void;

  before(async () => {
    deployment = await openDeployment();
    deployment.emulator.clock.set("2026-03-01T12:00:00Z");
    deployment.advanceDays(0);
    await deployment.write(CUSTOMERS);
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
    // A password that is younger than two minutes may be refused.
    deployment.emulator.clock.set("2026-03-01T13:00:00Z");
    restore = deployment.emulator.checkpoint();
    azure = EmulatedAzure.visit(deployment.emulator, "somebody");
  });
  after(async () => {
    azure.leave();
    await deployment.close();
  });
  beforeEach(async () => {
    restore();
    await deployment.write(CUSTOMERS);
  });

  const by: ByHand = {
    get azure() {
      return azure;
    },
    secretName: (customer) => deployment.secretName(customer),
    advanceDays: (days) => deployment.advanceDays(days),
    write: (customersYaml) => deployment.write(customersYaml),
  };

  function drift(options: Partial<DriftOptions> = {}) {
    const { stack, folder, emulator } = deployment;
    const { envVars } = stack.workspace;
    const env = { ...envVars, CUSTOMER_ACCESS_NOW: emulator.clock.now().toISOString() };
    return driftIn({ folder, env, http: { ca: emulator.ca, retryDelayMs: 1 } }, options);
  }

  it("finds nothing where nobody did anything, and says what was looked at", async () => {
    const { exitCode, lines } = await drift({ login: true });
    expect({ exitCode, lines }).to.deep.equal({
      exitCode: 0,
      lines: [
        "dev on 2026-03-01, 4 customers, 4 of 500 tokens, 9 of 500 scope maps: everything comes from the file",
        "looked at: connected registries, export pipelines, limits, repositories, roles on the registry, roles on the vault, scope maps, secrets, the registry's settings, the vault's settings, tokens, webhooks, logins",
        "cannot be seen: who has copied a password; what was pulled (only the registry's logs tell); who is in a group; roles that somebody may activate for a while (Privileged Identity Management); who has access by Azure Lighthouse; deny assignments, which take rights away; deleted secrets; where webhooks send (who may change them sees it)",
      ],
    });
  });

  for (const { name, make, options = {}, found: expected } of CASES) {
    it(`${expected.length === 0 ? "finds nothing" : "finds it"} when somebody ${name}`, async () => {
      expect(foundIn((await drift()).data)).to.deep.equal([]);
      await make(by);
      const { exitCode, data } = await drift(options);
      expect(foundIn(data)).to.deep.equal(expected);
      expect(exitCode).to.equal(expected.length === 0 ? 0 : 1);
    });
  }

  it("prints what docs/operations.md shows", async () => {
    await makeTokenOn(by, "legacy-ci", "_repositories_push");
    const actions = ["app/api", "app/web", "internal/billing"];
    await changeActions(
      by,
      "contoso-pull",
      actions.map((each) => `repositories/${each}/content/read`),
    );
    const { lines } = await drift();
    const page = readFileSync(join(__dirname, "../../../docs/operations.md"), "utf8");
    const [, shown = ""] =
      /^\$ npm run -s drift -- --stack production\n(.*?)^```$/ms.exec(page) ?? [];
    const printed = lines.map((line) => line.replace(/^dev /, "production "));
    const expected = shown.trimEnd().split("\n");
    // Three dots stand for the rest of a line.
    const cut = printed.map((line, at) => {
      const [start = "", rest] = expected[at]?.split("…") ?? [];
      return rest === "" && line.startsWith(start) ? `${start}…` : line;
    });
    expect(cut).to.deep.equal(expected);
  });

  it("is a command of its own, which asks neither engine nor backend", async () => {
    const { stack, folder, emulator } = deployment;
    const { envVars } = stack.workspace;
    const env = {
      PATH: process.env.PATH,
      ...Object.fromEntries(Object.entries(envVars).filter(([name]) => /^(ARM|NODE)_/.test(name))),
      CUSTOMER_ACCESS_NOW: emulator.clock.now().toISOString(),
    };
    const { execa } = await import("execa");
    const run = async () => {
      const given = ["cli/run.cjs", "drift", "--folder", folder, "--stack", "dev", "--json"];
      const options = { env, extendEnv: false, reject: false, cwd: PROJECT_FOLDER };
      const { exitCode, stdout } = await execa(process.execPath, given, options);
      return [exitCode, foundIn(JSON.parse(stdout))];
    };
    expect(await run()).to.deep.equal([0, []]);
    await changeToken(by, "contoso-pull", { status: "disabled" });
    expect(await run()).to.deep.equal([
      1,
      ["tokenDisabled | contoso | token contoso-pull: is disabled"],
    ]);
  });

  it("has a case for each kind of finding", () => {
    const kinds = new Set(CASES.flatMap((each) => each.found.map((line) => line.split(" | ")[0])));
    expect(Object.keys(KINDS).filter((kind) => !kinds.has(kind))).to.deep.equal([]);
  });
});
