// npm run adopt of a registry that was filled in the portal: nobody loses anything, and every old password goes on working.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import picocolors from "picocolors";
import { type AdoptOptions, runAdopt } from "../../../cli/adopt/runAdopt";
import type { Plan } from "../../../cli/plan/planSchema";
import { MadeByHand, type User } from "../../helpers/byHand/madeByHand";
import { type Deployment, openDeployment } from "../../helpers/deployment";
import { isWrite } from "../../helpers/killedUp";
import { sourceOf } from "../reviewed/plan/plannedStack";
import { planning } from "../reviewed/plan/planning";
import { fillByHand, PORTAL_TOKENS } from "./portalTokens";

const BEFORE = `# Who may pull what.
customers:
  # The first one.
  adatum:
    repositories: [app/api]
`;

/** With a byte order mark, semicolons, quotes and CRLF, as Excel writes it in half of Europe. */
const SHEET = `\ufeff${[
  "Contact;Token;Display name;Access until;id;Region",
  "platform@contoso.example;contoso-pull;Contoso Ltd;;;EU",
  '"it@litware.example";LITWARE-TOKEN;"Litware; Inc.";2027-06-30;litware-inc;EU',
  ";two-customers;Humongous Insurance;;humongous-insurance;US",
  ";two-customers;Lamna Healthcare;;;US",
  ";contract-over;City Power;2026-04-30;;",
  ";adatum-pull;Adatum;;;",
  "",
].join("\r\n")}`;

describe("npm run adopt of a registry that was filled in the portal", function () {
  this.timeout(600_000);
  let deployment: Deployment;
  let byHand: MadeByHand;
  let users: User[];

  before(async () => {
    deployment = await openDeployment();
    at("2026-04-02");
    await deployment.write(BEFORE);
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
    byHand = new MadeByHand(deployment);
    users = await fillByHand(byHand.azure);
    const mark = "rights of wingtip, declared by k3m9qw2z";
    await byHand.azure.createScopeMap(
      "of-another-stack",
      ["repositories/app/api/content/read"],
      mark,
    );
    await byHand.azure.createToken("of-another-stack", "of-another-stack");
    await writeFile(join(deployment.folder, "customers.csv"), SHEET);
    at("2026-05-04");
    deployment.emulator.journal.clear();
  });
  after(() => deployment.close());

  const at = (day: string) => {
    deployment.emulator.clock.set(`${day}T12:00:00Z`);
    deployment.advanceDays(0);
  };

  const adopt = async (options: Partial<AdoptOptions> = {}) => {
    const { customersFile, folder, emulator } = deployment;
    const env = { ...process.env, ...deployment.stack.workspace.envVars };
    const given = { customers: customersFile, folder, stack: "dev", ...options };
    const { exitCode, lines, data } = await runAdopt(
      given,
      {
        env,
        isTerminal: false,
        colors: picocolors.createColors(false),
        signal: new AbortController().signal,
        print: () => {},
        progress: () => {},
      },
      { ca: emulator.ca },
    );
    const text = lines.join("\n").replaceAll(folder, "FOLDER");
    return { exitCode, text, data };
  };

  const pulling = async () => {
    const pulled = await Promise.all(users.map((user) => byHand.pulls(user)));
    return users.filter((_, index) => pulled[index]).map(({ username }) => username);
  };
  const writes = () =>
    deployment.emulator.journal.entries().filter((entry) => entry.host === "arm" && isWrite(entry));

  let working: string[];

  it("begins with forty tokens", async () => {
    expect(PORTAL_TOKENS).to.have.lengthOf(40);
    working = await pulling();
    expect(working).to.include.members(["contoso-pull", "everything", "nod-publishers"]);
  });

  it("prints a draft, and writes nothing", async () => {
    const { exitCode, text } = await adopt({ csv: join(deployment.folder, "customers.csv") });
    expect(exitCode).to.equal(1);
    const [, entries] = text.split("\ncustomers:\n");
    expect(entries).to.equal(
      `${await accepted(entries)}# nothing was written; add --apply to add this to the file`,
    );
    expect(await readFile(deployment.customersFile, "utf8")).to.equal(BEFORE);
    expect(writes()).to.deep.equal([]);
  });

  it("writes it into the file with --apply", async () => {
    const csv = join(deployment.folder, "customers.csv");
    const { exitCode, text } = await adopt({ csv, apply: true });
    expect({ exitCode, text }).to.deep.equal({ exitCode: 1, text: APPLIED });
    const written = await readFile(deployment.customersFile, "utf8");
    expect(written).to.equal(`${BEFORE}\n${await readFile(DRAFT, "utf8")}`);
  });

  it("plans what takes nothing from anybody but the last day that the spreadsheet says", async () => {
    const { customersFile, folder, stack } = deployment;
    const source = sourceOf(deployment);
    const plan = planning(folder, { env: stack.workspace.envVars, source });
    const { data } = await plan(await readFile(customersFile, "utf8"));
    const { customers } = data as Plan;
    const adopted = customers.filter(({ gains }) => gains.length > 0).map(({ id }) => id);
    expect(adopted).to.have.lengthOf(26);
    expect(
      customers.flatMap(({ id, losses }) => losses.map((loss) => `${id}: ${loss}`)),
    ).to.deep.equal(["litware-inc: the last day is 2027-06-30, before there was none"]);
  });

  it("is brought up, and every password that worked goes on working", async () => {
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
    expect(await pulling()).to.deep.equal(working);
  });

  it("has nothing to do the second time", async () => {
    deployment.emulator.journal.clear();
    const { failed, output, changes } = await deployment.up();
    expect(failed, output).to.equal(false);
    expect(changes).to.deep.equal({});
    expect(writes()).to.deep.equal([]);
    expect(await pulling()).to.deep.equal(working);
  });

  it("drafts nothing more while the comments are there", async () => {
    const { exitCode, text } = await adopt();
    // Where a line is wrapped depends on the folder's length.
    expect([exitCode, text.replaceAll("\n#     ", " ")]).to.deep.equal([1, AGAIN]);
  });
});

const DRAFT = join(__dirname, "draft.yaml");

/** The whole draft; `ACCEPT=1` writes it. */
async function accepted(entries = ""): Promise<string> {
  if (process.env.ACCEPT === "1") {
    await writeFile(DRAFT, entries.replace(/# nothing was written.*$/, ""));
  }
  return readFile(DRAFT, "utf8");
}

const APPLIED = `FOLDER/customers.yaml:7: 26 customers were added, and 14 tokens as comments
42 tokens of registry vendorimages on 2026-05-04:
  26 can be adopted as they are
  14 need a decision: their entries are commented out, with the reason and the way
  1 is in FOLDER/customers.yaml already
  of-another-stack is declared by another stack (k3m9qw2z, for its customer wingtip)
columns of FOLDER/customers.csv that were not read: "Region"
next: \`npm run plan\` shows what each adoption takes; then commit the file and open a pull request`;

const AGAIN = `# 42 tokens of registry vendorimages on 2026-05-04:
#   14 wait as comments in FOLDER/customers.yaml; without its comment a token is drafted again
#   27 are in FOLDER/customers.yaml already
#   of-another-stack is declared by another stack (k3m9qw2z, for its customer wingtip)`;
