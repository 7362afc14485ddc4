// No password outside the vault: not in the state, its history, a plan, a log, a trace, or any message.

import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect } from "chai";
import { addDays } from "../../access/days";
import { type Deployment, openDeployment } from "../helpers/deployment";
import {
  COMPRESSIONS,
  filesBelow,
  type Issued,
  patternOf,
  rememberPasswords,
  searchFolder,
  spellings,
} from "../helpers/passwords";
import { pulumiCli } from "../helpers/pulumiCli";
import { recordRuns } from "../helpers/recordRuns";
import { Reviewed } from "../helpers/reviewed";

const CUSTOMERS = ["contoso", "fabrikam", "northwind"] as const;

/** The file in which each customer has what is given; `null` removes one. */
function file(given: Partial<Record<(typeof CUSTOMERS)[number], string | null>> = {}, head = "") {
  const entries = CUSTOMERS.filter((id) => given[id] !== null).map(
    (id) => `  ${id}: { repositories: [app/api]${given[id] ?? ""} }\n`,
  );
  return `${head}customers:\n${entries.join("")}`;
}

const RAISED = { contoso: ", credential: { generation: 2, revokeBefore: 2 }" };
const SUSPENDED = { ...RAISED, fabrikam: ", state: suspended" };

/** Where the engine keeps or writes what it sees, as paths below the folder of a deployment begin. */
const PLACES = [
  ".pulumi/stacks/",
  ".pulumi/history/",
  ".pulumi/backups/",
  "plan.json",
  "records/grpc-",
  "records/trace-",
];

describe("passwords", function () {
  this.timeout(600_000);
  let deployment: Deployment;
  let issued: readonly Issued[];

  before(async () => {
    deployment = await openDeployment({ config: { "customer-access:maximumLosses": "9" } });
    issued = rememberPasswords(deployment.emulator);
    recordRuns(deployment);
  });
  after(() => deployment.close());

  const refused = { method: "PUT", path: "/secrets/contoso-", status: 400, code: "BadParameter" };

  /** An update to this file; it must end as expected, and make so many passwords. */
  async function up(
    customersYaml: string,
    { fails = false, makes }: { fails?: boolean; makes: number },
  ): Promise<string> {
    const before = issued.length;
    await deployment.write(customersYaml);
    const { failed, output } = await deployment.up();
    expect(failed, lastWords(output)).to.equal(fails);
    expect(issued.length - before).to.equal(makes);
    return output;
  }

  /** Where something stands, in texts and in paths of files. */
  async function whereIs(pattern: RegExp): Promise<string[]> {
    const { folder, transcript, emulator, stack } = deployment;
    const exported = await pulumiCli(deployment, ["stack", "export", "--show-secrets"]);
    const history = await pulumiCli(deployment, ["stack", "history", "--json", "--show-secrets"]);
    const texts = {
      "printed and shown": transcript.join("\n"),
      "exported state": exported.output,
      "shown history": history.output,
      outputs: JSON.stringify(await stack.outputs()),
      journal: JSON.stringify(emulator.journal.entries()),
    };
    const found = Object.entries(texts).filter(([, text]) => pattern.test(text));
    const files = searchFolder(folder, pattern).map((path) => relative(folder, path));
    return [...found.map(([place]) => place), ...files];
  }

  it("are made by a first run with trouble wherever one is under way", async () => {
    const { faults } = deployment.emulator;
    const generate = { method: "POST", path: "/generateCredentials" };
    faults.add({ ...generate, status: 500, times: 2 });
    faults.add({ ...generate, reset: true, when: "after", times: 1 });
    faults.add(refused);
    faults.add({ method: "GET", path: "/oauth2/token", status: 503, times: 1 });
    await deployment.write(file());
    expect((await deployment.preview()).failed).to.equal(false);
    // One of them twice, as nobody got the answer with the first.
    const output = await up(file(), { fails: true, makes: 4 });
    expect(output).to.include("password1 was generated but is not published: ");
    faults.clear();
    await up(file(), { makes: 1 });
  });

  it("are made by rotations, and by raised generations that revoke the ones before", async () => {
    deployment.advanceDays(61);
    await up(file(), { makes: 3 });
    deployment.advanceDays(31);
    await up(file(RAISED), { makes: 1 });
  });

  it("are kept in a suspension", async () => {
    await up(file(SUSPENDED), { makes: 0 });
  });

  it("are lost where the vault refuses them", async () => {
    const raised = { ...SUSPENDED, contoso: ", credential: { generation: 3, revokeBefore: 3 }" };
    deployment.emulator.faults.add(refused);
    const output = await up(file(raised), { fails: true, makes: 1 });
    expect(output).to.include("was generated but is not published: ");
    deployment.emulator.faults.clear();
    await up(file(raised), { makes: 1 });
    Object.assign(SUSPENDED, raised);
  });

  it("are no part of a plan, nor of what is said where it is violated", async () => {
    const reviewed = new Reviewed(deployment);
    await deployment.write(file({ ...SUSPENDED, northwind: ", credential: { generation: 2 }" }));
    expect((await reviewed.preview()).failed).to.equal(false);
    await deployment.stack.setConfig("customer-access:verifyLogin", { value: "false" });
    const { failed, output } = await reviewed.apply();
    await deployment.stack.removeConfig("customer-access:verifyLogin");
    expect(failed).to.equal(true);
    expect(output).to.match(/-secret violates plan: properties changed: .*verifyLogin/);
  });

  it("end where customers leave", async () => {
    const leaving = { ...SUSPENDED, fabrikam: ", state: offboarded" };
    await up(file(leaving), { makes: 0 });
    await up(file({ ...leaving, fabrikam: null }), { makes: 0 });
    await deployment.up({ refresh: true });
  });

  it("are known here, each that was ever made", async () => {
    expect(issued.length).to.equal(11);
    for (const id of ["contoso", "northwind"]) {
      const password = await deployment.password(id);
      expect(issued, id).to.deep.include({ username: `${id}-pull`, password });
      expect(await deployment.accepts(id, password), id).to.equal(true);
    }
  });

  it("are nowhere, while the names beside them are in every place that was searched", async () => {
    expect(await whereIs(patternOf(issued))).to.deep.equal([]);
    expectEverywhere(await whereIs(/contoso-secret/));
    // The new traces name calls, not what is passed.
    expect((await whereIs(/resourceSpans/)).join("\n")).to.include("records/otel-");
    expect(await whereIs(/azure:core-rest-pipeline/)).to.include("printed and shown");
  });

  it("would be found where one is planted: in all that the engine sees", async () => {
    const [planted] = issued.slice(-1) as [Issued];
    const until = addDays(deployment.emulator.clock.now().toISOString().slice(0, 10), 1);
    const reason = `acknowledge: [{ customers: [contoso], reason: "${planted.password}", until: ${until} }]\n`;
    await deployment.write(file({ ...SUSPENDED, fabrikam: null }, reason));
    expect((await new Reviewed(deployment).preview()).failed).to.equal(false);
    expect((await deployment.up()).failed).to.equal(false);
    expect((await deployment.up({ refresh: true })).failed).to.equal(false);
    expectEverywhere(await whereIs(patternOf([planted])));
  });

  it("would be found in each spelling, also compressed", () => {
    const [planted] = issued as [Issued];
    const folder = join(deployment.folder, "home");
    const pattern = patternOf([planted]);
    const before = searchFolder(folder, pattern).length;
    const texts = [
      ...spellings(planted),
      Buffer.from(JSON.stringify({ value: planted.password })).toString("base64url"),
    ];
    const ways = [...COMPRESSIONS, { name: "plain", compress: (bytes: Buffer) => bytes }];
    for (const [at, text] of texts.entries()) {
      for (const { name, compress } of ways) {
        writeFileSync(join(folder, `${name}-${at}`), compress(Buffer.from(`{"${text}"}`)));
      }
    }
    const found = searchFolder(folder, pattern).length - before;
    expect(found).to.equal(texts.length * ways.length);
  });

  function expectEverywhere(found: readonly string[]): void {
    const missing = PLACES.filter((place) => !found.some((path) => path.startsWith(place)));
    expect(missing).to.deep.equal([]);
    expect(found).to.include.members(["printed and shown", "exported state"]);
    const { folder } = deployment;
    expect(filesBelow(join(folder, "home")).length, "the CLI's home").to.be.greaterThan(0);
  }
});

/** The end of what was printed, without the log. */
function lastWords(output: string): string {
  const lines = output.split("\n").filter((line) => !line.startsWith('{"time":'));
  return lines.slice(-40).join("\n");
}
