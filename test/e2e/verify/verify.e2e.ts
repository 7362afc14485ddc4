// npm run verify on a deployed stack: a clean one gives a clean report, and each defect is found with its reason.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { addDays } from "../../../access/days";
import type { UserError } from "../../../cli/userError";
import { evidenceSchema } from "../../../cli/verify/evidenceSchema";
import type { VerifyOptions } from "../../../cli/verify/runVerify";
import { registryByHand } from "../../helpers/byHand/registryByHand";
import { vaultByHand } from "../../helpers/byHand/vaultByHand";
import type { Deployment } from "../../helpers/deployment";
import { type ByHand, DEFECTS } from "./defects";
import { RIGHTS_DEFECTS } from "./rightsDefects";
import { findings, type Verified, verifyOn } from "./verifying";
import { deployedFile, openVerified } from "./world";

/** All but `nothing`, whose repositories do not exist. */
const PROVABLE = [
  "contoso",
  "fabrikam",
  "northwind",
  "everything",
  "alpine",
  "tailspin",
  "wingtip",
];

describe("npm run verify", function () {
  this.timeout(180_000);
  let deployment: Deployment;
  let restore: () => void;
  let by: ByHand;
  let today: string;

  before(async () => {
    deployment = await openVerified();
    const { cloud, emulator, secretName } = deployment;
    restore = emulator.checkpoint();
    today = emulator.clock.now().toISOString().slice(0, 10);
    by = {
      registry: registryByHand(cloud, emulator),
      vault: vaultByHand(cloud, emulator.vaults[0]?.uri ?? ""),
      secretName,
      advanceDays: (days) => emulator.clock.advanceDays(days),
      write: (changed) => deployment.write(deployedFile(changed)),
      day: (after = 0) => addDays(today, after),
    };
  });
  afterEach(async () => {
    restore();
    await deployment.write(deployedFile());
  });
  after(() => deployment.close());

  it("finds nothing where all is as declared", async () => {
    const verified = await verifyOn(deployment, { customer: PROVABLE });
    expect(verified.lines).to.deep.equal([
      "Not tried:",
      "  everything: outside: the file gives every repository",
      "  tailspin: login: nobody can read the password",
      "  wingtip: login: nobody can read the password",
      "dev at SERVER: each of 7 customers can do what the file says, and nothing else",
    ]);
    expect(verified.exitCode).to.equal(0);
  });

  it("does not know what a customer can do whose repositories do not exist", async () => {
    const verified = await verifyOn(deployment, { customer: ["nothing"] });
    expect(verified.lines).to.deep.equal([
      "Not known:",
      "  nothing: nothing to pull: there is no repository app/later in the registry's list; push to it, or correct the file",
      "  nothing: nothing to pull: there is no repository below later/* in the registry's list; push to it, or correct the file",
      "dev at SERVER: of 1 customer 1 not known",
    ]);
    expect(verified.exitCode).to.equal(2);
  });

  /** What differs from run to run is left out. */
  const alike = (line: string) =>
    line
      .replaceAll(/\b[0-9a-f]{32}\b/g, "VERSION")
      .replaceAll(addDays(today, 90), "IN90DAYS")
      .replaceAll(/(?<!of )\b20\d\d-\d\d-\d\dT[\d:.]+Z/g, "INSTANT")
      .replaceAll(/\b\d\d:\d\d:\d\d(\.\d+)? UTC/g, "TIME")
      .replaceAll(new RegExp(`${today}T[\\d:.]+Z`, "g"), "INSTANT")
      .replaceAll(today, "TODAY");

  for (const { name, customer = "contoso", make, lines } of [...DEFECTS, ...RIGHTS_DEFECTS]) {
    it(`finds ${name}, and nothing of it before`, async () => {
      const only = customer === "" ? {} : { customer: [customer] };
      // Of `nothing` it is never known.
      const found = (verified: Verified) =>
        findings(verified).filter((line) => !line.startsWith("nothing: nothing to pull: "));
      if (customer !== "newcomer") {
        expect(found(await verifyOn(deployment, only))).to.deep.equal([]);
      }
      await make(by);
      const verified = await verifyOn(deployment, only);
      expect(found(verified).map(alike)).to.deep.equal(lines);
      expect(verified.exitCode).to.equal(1);
    });
  }

  it("says why the file is given without a commit", async () => {
    const { PATH } = process.env;
    process.env.PATH = "";
    const restore = () => Object.assign(process.env, { PATH });
    const { lines } = await verifyOn(deployment, { customer: ["contoso"] }).finally(restore);
    expect(lines[0]).to.match(/yaml is given without a commit: git cannot be run; install git/);
  });

  it("says that the file is not what was applied", async () => {
    await deployment.write(`# a comment\n${deployedFile()}`);
    const { lines, exitCode } = await verifyOn(deployment, { customer: ["contoso"] });
    expect([lines, exitCode]).to.deep.equal([
      [
        `${deployment.customersFile} is not what the last update applied: run \`pulumi up\` first, and verify then`,
        "dev at SERVER: the customer can do what the file says, and nothing else",
      ],
      0,
    ]);
  });

  it("counts what is refused, without what is not", async () => {
    const only = { customer: ["contoso"] };
    const refused = async () => (await verifyOn(deployment, only)).evidence.customers[0]?.refused;
    expect(await refused()).to.equal(10);
    const given = ["app/api", "app/web", "tools/cli"].map(
      (each) => `repositories/${each}/content/read`,
    );
    await by.registry.setActions("contoso-pull", given);
    expect(await refused()).to.equal(9);
  });

  it("keeps evidence without a password, which fits until the file or a password changes", async () => {
    const evidence = join(deployment.folder, "evidence.json");
    const { lines } = await verifyOn(deployment, { evidence, customer: PROVABLE });
    expect(lines.at(-1)).to.equal(`wrote ${evidence}`);
    const text = readFileSync(evidence, "utf8");
    const values = deployment.emulator.tokenPasswords().map(({ password }) => password);
    expect(values.filter((value) => text.includes(value))).to.deep.equal([]);
    expect(values.length).to.be.greaterThan(7);
    const { file, customers } = evidenceSchema.parse(JSON.parse(text));
    const sha256 = createHash("sha256").update(deployedFile()).digest("hex");
    expect(file).to.deep.equal({ path: deployment.customersFile, sha256, commit: null });
    const northwind = customers.find(({ id }) => id === "northwind");
    expect(northwind?.slot).to.equal("password2");
    expect(northwind?.checks.map(({ what, of, verdict }) => [what, of, verdict])).to.deep.equal([
      ["secret", deployment.secretName("northwind"), "as declared"],
      ["login", "password2", "as declared"],
      ["tags of the secret", deployment.secretName("northwind"), "as declared"],
      ["pull", "app/api", "as declared"],
      ["pull", "app/worker", "as declared"],
      ["layer", "app/api", "as declared"],
      ["outside", null, "as declared"],
      ["refused pull", "app/web", "as declared"],
      ["push", "app/api", "as declared"],
      ["rights", null, "as declared"],
      ["rights", "northwind-pull", "as declared"],
      ["tag list", "app/api", "as declared"],
      ["catalog", null, "as declared"],
      ["older password", "password1", "as declared"],
    ]);

    deployment.emulator.journal.clear();
    const fits = await verifyOn(deployment, { checkEvidence: evidence, customer: PROVABLE });
    expect([fits.exitCode, deployment.emulator.journal.entries()]).to.deep.equal([0, []]);
    const all = await verifyOn(deployment, { checkEvidence: evidence });
    expect([all.exitCode, findings(all)]).to.deep.equal([1, ["nothing: it says nothing of them"]]);
    await deployment.write(deployedFile({ alpine: "repositories: [app/web]" }));
    const changed = await verifyOn(deployment, { checkEvidence: evidence, customer: PROVABLE });
    expect([changed.exitCode, findings(changed)]).to.deep.equal([
      1,
      [`${deployment.customersFile} was changed since`],
    ]);
  });

  it("ends when it is cancelled, and writes no evidence", async () => {
    const evidence = join(deployment.folder, "cancelled.json");
    const cancelled = new AbortController();
    const release = deployment.emulator.intercept(({ entry }) => {
      if (entry.operation === "Manifests_Get") cancelled.abort();
    });
    const ended = await verifyOn(deployment, { evidence }, cancelled.signal).then(
      () => "with a result",
      ({ name }: Error) => name,
    );
    release();
    expect([ended, existsSync(evidence)]).to.deep.equal(["AbortError", false]);
  });

  it("shows what was found also where it cannot be written any more", async () => {
    const folder = join(deployment.folder, "evidence");
    const evidence = join(folder, "contoso.json");
    mkdirSync(folder);
    const release = deployment.emulator.intercept(() =>
      rmSync(folder, { recursive: true, force: true }),
    );
    const { exitCode, lines } = await verifyOn(deployment, { evidence, customer: ["contoso"] });
    release();
    expect([exitCode, lines]).to.deep.equal([
      2,
      [
        "dev at SERVER: the customer can do what the file says, and nothing else",
        `${evidence}: cannot be written (ENOENT); name another file with --evidence`,
      ],
    ]);
  });

  it("writes no evidence over another file", async () => {
    const evidence = deployment.customersFile;
    deployment.emulator.journal.clear();
    const refused = await verifyOn(deployment, { evidence }).then(
      () => "nothing",
      ({ message }: UserError) => message,
    );
    expect([refused, deployment.emulator.journal.entries()]).to.deep.equal([
      `${evidence}: is there already, and is no evidence of this version`,
      [],
    ]);
    expect(readFileSync(evidence, "utf8")).to.equal(deployedFile());
  });

  it("refuses what is no evidence, a customer that is not in the file, and an age that is none", async () => {
    const refused = (options: Partial<VerifyOptions>) =>
      verifyOn(deployment, options).then(
        () => "nothing",
        ({ message, remedy }: UserError) => `${message}: ${remedy}`,
      );
    const file = deployment.customersFile;
    expect(await refused({ checkEvidence: file })).to.equal(
      `${file}: is no evidence of this version: write it again: \`npm run verify -- --evidence <file>\``,
    );
    expect(await refused({ customer: ["contosso"] })).to.equal(
      '--customer: the file has no customer "contosso": did you mean contoso? without --customer all are verified',
    );
    expect(await refused({ customer: ["nobody"] })).to.match(
      /"nobody": its customers: .*contoso.*; without --customer all are verified$/,
    );
    expect(await refused({ maximumAgeDays: "3" })).to.equal(
      "--maximum-age-days: nothing is compared with it: name the evidence with --check-evidence <file>",
    );
    expect(await refused({ checkEvidence: file, maximumAgeDays: "one" })).to.equal(
      '--maximum-age-days: "one" is not a number of days: give a whole number, for example --maximum-age-days 1',
    );
  });
});
