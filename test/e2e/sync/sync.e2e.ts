// A customer's webhooks on the real engine, from the header to the end; the customer's workflow is a receiver here.

import { expect } from "chai";
import type { DeliveriesReport } from "../../../cli/deliveries/report";
import { engineWords } from "../../../cli/plan/engineWords";
import { SYNC_ENDS } from "../../../cli/plan/syncNotes";
import { driftIn, foundIn } from "../../helpers/drift";
import { sourceOf } from "../reviewed/plan/plannedStack";
import { READER, type Shown, SyncedStack } from "./syncedStack";

const SIGNATURES = ["FirstSignature-0123456789", "OtherSignature-9876543210"] as const;
const REPOSITORIES: readonly string[] = ["app/api", "base/node", "base/python", "base/runtime"];
const WAITING =
  "no webhook yet: waiting for contoso to send the callback URL, which `npm run sync-url -- contoso` puts into the vault";
const LATER = `with the URL, webhooks are made for ${REPOSITORIES.map((name) => `${name} in westeurope`).join(", ")}`;

describe("a sync on the real engine", function () {
  this.timeout(600_000);
  const stack = new SyncedStack();
  before(() => stack.open());
  after(() => stack.close());

  /** Those that are announced. */
  let repositories = REPOSITORIES;
  let first = "";
  let second = "";
  const [firstUrl, otherUrl] = [() => stack.url(SIGNATURES[0]), () => stack.url(SIGNATURES[1])];
  const ALL = "sync: {}";
  const HANDED_OVER = "sync: { header: { generation: 2, inUse: 1 } }";
  const IN_USE = "sync: { header: { generation: 2, inUse: 2 } }";

  const all = (status: string, url: string, header: string) =>
    Object.fromEntries(
      repositories.map((name): [string, Shown] => [`${name}:*`, [status, url, header]]),
    );
  const about = (words: (repository: string) => string) => repositories.map(words);

  it("is named in the first preview of a stack: who is waited for, and which webhooks are made then", async () => {
    expect(await stack.preview(ALL)).to.deep.equal([
      "header 1 is handed over in secret of the customer",
      WAITING,
      LATER,
    ]);
    stack.deployment.emulator.journal.clear();
  });

  it("is nothing for a file without one", async () => {
    expect(await stack.up("")).to.deep.equal([]);
    const asked = stack.deployment.emulator.journal.entries().map(({ path }) => path);
    expect(asked.filter((path) => path.includes("webhooks"))).to.deep.equal([]);
  });

  it("hands over a header, which the customer's readers may fetch, and waits for the URL", async () => {
    const said = [`header 1 is handed over in secret ${stack.secretName()}`, WAITING];
    expect(await stack.preview(ALL)).to.deep.equal([...said, LATER]);
    expect(await stack.up(ALL)).to.deep.equal(said);
    first = (await stack.header()) ?? "";
    expect(first).to.have.length(43);
    expect(await stack.webhooks()).to.deep.equal({});
    expect(await stack.readersOf(stack.secretName())).to.deep.equal([READER]);
    expect(await stack.up(ALL)).to.deep.equal([WAITING]);
  });

  it("makes a webhook for each repository once the URL is there, and each push is announced", async () => {
    await stack.bringUrl(firstUrl());
    const made = about((name) => `a webhook for ${name} in westeurope is made`);
    expect(await stack.preview(ALL)).to.deep.equal(made);
    expect(await stack.up(ALL)).to.deep.equal(made);
    expect(await stack.webhooks()).to.deep.equal(all("enabled", firstUrl(), first));
    expect(await stack.readersOf(`${stack.secretName()}-url`)).to.deep.equal([]);
    expect(await stack.push("app/api", "2.0.0")).to.deep.equal([["push app/api:2.0.0", first]]);
    expect(await stack.push("app/web", "2.0.0")).to.deep.equal([]);
    expect(await stack.up(ALL)).to.deep.equal([]);
  });

  it("names in a preview what was added below a prefix, and announces it after the run", async () => {
    expect(await stack.push("base/late", "1.0.0")).to.deep.equal([]);
    const made = [
      "a webhook for base/late in westeurope is made",
      'the workflow of contoso imports nothing of base/late unless their own list has it; send them: "New: base/late. Add it to customer-sync:repositories, and run pulumi up. Add base/late to repositories in sync.json, too."',
    ];
    expect(await stack.preview(ALL)).to.deep.equal(made);
    expect(await stack.up(ALL)).to.deep.equal(made);
    expect(await stack.push("base/late", "1.0.1")).to.deep.equal([["push base/late:1.0.1", first]]);
    repositories = ["app/api", "base/late", ...REPOSITORIES.slice(1)];
  });

  it("hands a new header over in one run, and sends it in another", async () => {
    await stack.up(IN_USE, { fails: true });
    expect(await stack.header()).to.equal(first);
    expect(await stack.up(HANDED_OVER)).to.deep.equal([
      `header 2 is handed over in secret ${stack.secretName()}`,
    ]);
    second = (await stack.header()) ?? "";
    expect(second).not.to.equal(first);
    expect(await stack.push("app/api", "2.0.1")).to.deep.equal([["push app/api:2.0.1", first]]);
    expect(await stack.up(IN_USE)).to.deep.equal(
      about((name) => `the webhook for ${name} in westeurope sends header 2`),
    );
    expect(await stack.push("app/api", "2.0.2")).to.deep.equal([["push app/api:2.0.2", second]]);
    expect(await stack.webhooks()).to.deep.equal(all("enabled", firstUrl(), second));
  });

  it("is explained by the file, and found by drift where the file does not have it", async () => {
    const { folder, stack: opened, emulator } = stack.deployment;
    const env = { ...opened.workspace.envVars };
    // Who pushes here has tokens that nobody declared.
    const found = async () =>
      foundIn((await driftIn({ folder, env, ca: emulator.ca })).data)
        .filter((line) => !line.includes("pusher-"))
        .map((line) => line.replace(/: .*/, "").replace(/(synccontoso)\w+/, "$1"));
    expect(await found()).to.deep.equal([]);
    await stack.write("");
    expect(await found()).to.deep.equal([
      `vaultRole | contoso | service principal ${READER}`,
      ...about(() => "undeclaredWebhook | contoso | webhook synccontoso"),
      "undeclaredSecret | - | secret contoso-sync-********",
      "undeclaredSecret | - | secret contoso-sync-********-url",
    ]);
  });

  it("corrects what was changed by hand, and sends to a new URL", async () => {
    await stack.redirectOne();
    const said = await stack.up(IN_USE);
    expect(said).to.have.length(1);
    expect(said[0]).to.match(
      /^the webhook for \S+ in westeurope was changed outside Pulumi \(address\) and is corrected$/,
    );
    expect(await stack.webhooks()).to.deep.equal(all("enabled", firstUrl(), second));
    await stack.bringUrl(otherUrl());
    expect(await stack.up(IN_USE)).to.deep.equal(
      about((name) => `the webhook for ${name} in westeurope sends to the new callback URL`),
    );
    expect(await stack.webhooks()).to.deep.equal(all("enabled", otherUrl(), second));
  });

  it("is known to the command that says who answers, by the state that the engine keeps", async () => {
    const { exitCode, data } = await stack.deliveries();
    const { webhooks, isAnswering } = data as DeliveriesReport;
    expect([exitCode, isAnswering]).to.deep.equal([0, true]);
    expect(
      webhooks.map(({ customer, repository, status }) => [customer, repository, status]),
    ).to.deep.equal(repositories.map((name) => ["contoso", name, "enabled"]));
    expect(webhooks.map(({ standing }) => standing?.verdict)).to.deep.equal(
      repositories.map((name) => (/api|late/.test(name) ? "answered" : "silent")),
    );
    const said = JSON.stringify(data);
    for (const secret of [...SIGNATURES, first, second]) expect(said).not.to.include(secret);
  });

  it("is disabled while the customer is suspended", async () => {
    await stack.up(`${IN_USE}\n    state: suspended`);
    expect(await stack.webhooks()).to.deep.equal(all("disabled", otherUrl(), second));
    expect(await stack.push("app/api", "2.0.3")).to.deep.equal([]);
    await stack.up(IN_USE);
    expect(await stack.webhooks()).to.deep.equal(all("enabled", otherUrl(), second));
  });

  it("ends without the customer, and with the customer", async () => {
    await stack.write("");
    const { preview } = sourceOf(stack.deployment);
    expect(engineWords(await preview()).customers.get("contoso")?.sync).to.deep.equal([SYNC_ENDS]);
    await stack.up("");
    expect(await stack.webhooks()).to.deep.equal({});
    expect(await stack.header()).to.equal(undefined);

    await stack.up(IN_USE);
    expect(await stack.header()).to.equal(second);
    await stack.bringUrl(otherUrl());
    await stack.up(IN_USE);
    await stack.up(`${IN_USE}\n    state: offboarded`);
    expect(await stack.webhooks()).to.deep.equal(all("disabled", otherUrl(), second));
    const [header, url] = [stack.secretName(), `${stack.secretName()}-url`];
    await stack.deployment.write("customers:\n  fabrikam: { repositories: [app/api] }\n");
    const { failed, output } = await stack.deployment.up();
    expect(failed, output.slice(-2000)).to.equal(false);
    expect(await stack.webhooks()).to.deep.equal({});
    expect([await stack.header(header), await stack.header(url)]).to.deep.equal([
      undefined,
      undefined,
    ]);
  });
});
