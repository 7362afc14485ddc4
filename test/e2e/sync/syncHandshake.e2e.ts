// Both sides of a sync by the steps of docs/sync.md, on the real engine: images arrive, and no secret is seen on either side.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { searchFolder } from "../../helpers/passwords";
import { pulumiCli } from "../../helpers/pulumiCli";
import { recordRuns } from "../../helpers/recordRuns";
import { BothStacks, CATCH_UP, EVENTS, REPOSITORIES } from "./bothStacks";
import { blobsOf, Skopeo, signatureTag, writeSignedImage } from "./signedLayout";

describe("a sync between two stacks, by the documented steps", function () {
  this.timeout(600_000);
  const both = new BothStacks();
  const { vendor, customer } = both;
  before(() => both.open());
  after(() => both.close());

  it("begins with the header alone, and the plan says who is waited for", async () => {
    const waiting =
      "no webhook yet: waiting for contoso to send the callback URL, which `npm run sync-url -- contoso` puts into the vault";
    const said = [`header 1 is handed over in secret ${vendor.secretName()}`, waiting];
    const made = ["app/api", "base/node", "base/python", "base/runtime"];
    expect(await vendor.preview("sync: {}")).to.deep.equal([
      ...said,
      `with the URL, webhooks are made for ${made.map((name) => `${name} in westeurope`).join(", ")}`,
    ]);
    recordRuns(vendor.deployment);
    await vendor.up("sync: {}");
    expect(await vendor.webhooks()).to.deep.equal({});
  });

  it("goes on with the customer, who fetches header and password, and gets a URL as a secret output", async () => {
    expect(await vendor.fetched(`${vendor.secretName()}-url`)).to.equal("403");
    await both.configure();
    expect(both.headers[0]).to.have.length(43);
    expect(await customer.up()).to.deep.equal({ create: 14 });
    expect(await customer.callbackUrl()).to.equal("[secret]");
    both.url = await customer.callbackUrl("--show-secrets");
    expect(both.url).to.match(/^https:\/\/\S+&sig=\S+$/);
    const { body } = await both.workflows.arm("GET", EVENTS);
    const { accessControl } = (body as { properties: { accessControl: object } }).properties;
    expect(accessControl).to.deep.equal({
      contents: { allowedCallerIpAddresses: [{ addressRange: "0.0.0.0-0.0.0.0" }] },
    });
  });

  it("makes the webhooks once the vendor has the URL, also after Azure refused one", async () => {
    const { faults } = vendor.deployment.emulator;
    await vendor.bringUrl(both.url);
    const message = `The service URI ${both.url} is not valid.`;
    faults.add({ operation: "Webhooks_Create", skip: 1, status: 400, code: "BadRequest", message });
    await vendor.up("sync: {}", { fails: true });
    faults.clear();
    await vendor.up("sync: {}");
    const made = REPOSITORIES.map((name) => [`${name}:*`, ["enabled", both.url, both.headers[0]]]);
    expect(await vendor.webhooks()).to.deep.equal(Object.fromEntries(made));
  });

  it("lets skopeo pull from the customer's registry what it pushed to the vendor's, with the same digests", async function () {
    if (!Skopeo.isThere()) {
      process.stdout.write(
        "    skopeo is not installed; its test is skipped (apt-get install skopeo)\n",
      );
      this.skip();
    }
    const { folder } = customer;
    const skopeo = await Skopeo.open(join(folder, "skopeo"), vendor.deployment.emulator.caFile);
    const rights = (repository: string) =>
      ["content/read", "content/write"].map((right) => `repositories/${repository}/${right}`);
    const pusher = `shipper:${await vendor.azure.givenToken("shipper", rights("app/api"))}`;
    const reader = `puller:${await both.contoso.givenToken("puller", rights("vendor/app/api"))}`;
    const [pushed, pulled] = [join(folder, "pushed"), join(folder, "pulled")];
    mkdirSync(pushed);
    const { image, referrer } = writeSignedImage(pushed, "2.0.0");
    const references = {
      image: ":2.0.0",
      signature: `:${signatureTag(image)}`,
      referrer: `@${referrer}`,
    };
    for (const [name, reference] of Object.entries(references)) {
      await skopeo.push(pushed, name, `${vendor.azure.loginServer}/app/api${reference}`, pusher);
    }
    await vendor.deployment.emulator.settle();
    for (const [name, reference] of Object.entries(references)) {
      const from = `${both.contoso.loginServer}/vendor/app/api${reference}`;
      await skopeo.pull(from, pulled, name, reader);
    }
    expect(blobsOf(pulled)).to.deep.equal(blobsOf(pushed));
    expect(await both.copiedTags()).to.deep.equal(["2.0.0", signatureTag(image)]);
  });

  it("goes on with a new header, without a push that is lost", async () => {
    expect(await both.arrives("2.1.0")).to.deep.equal([true, true]);
    await vendor.up("sync: { header: { generation: 2 } }");
    await both.configure({ isHandover: true });
    expect(await customer.up()).to.deep.equal({ update: 1 });
    expect(await both.arrives("2.1.1")).to.deep.equal([true, true]);
    await vendor.redirectOne();
    await vendor.up("sync: { header: { generation: 2, inUse: 2 } }");
    const sent = Object.values(await vendor.webhooks());
    expect(sent).to.deep.equal(REPOSITORIES.map(() => ["enabled", both.url, both.headers[1]]));
    expect(await both.arrives("2.1.2")).to.deep.equal([true, true]);
    await both.configure();
    expect(await customer.up()).to.deep.equal({ update: 1 });
    expect(await both.arrives("2.1.3")).to.deep.equal([true, true]);
    expect(await customer.callbackUrl("--show-secrets")).to.equal(both.url);
    expect(Object.keys(await both.newEnds())).to.deep.equal(["Succeeded"]);
  });

  it("imports nothing with a disabled token, and its runs fail", async () => {
    const status = (value: string) =>
      vendor.azure.arm("PATCH", "tokens/contoso-pull", { properties: { status: value } });
    await status("disabled");
    expect(await both.arrives("3.0.0")).to.deep.equal([false, false]);
    expect(await both.newEnds()).to.deep.equal({ Failed: 4 });
    await status("enabled");
  });

  it("imports nothing without the role, nor with an expired password, and its runs fail", async () => {
    await both.withdrawRoles();
    expect(await both.arrives("3.1.0")).to.deep.equal([false, false]);
    // What belongs to one platform alone needs no import.
    expect(await both.newEnds()).to.deep.equal({ Succeeded: 2, Failed: 2 });
    vendor.deployment.advanceDays(91);
    expect(await both.arrives("3.2.0")).to.deep.equal([false, false]);
    expect(await both.newEnds()).to.deep.equal({ Failed: 4 });
  });

  it("is mended by a run of each side, and the next catch-up brings what was missed of late", async () => {
    const { deployment } = vendor;
    await deployment.up({ refresh: true });
    await both.configure();
    expect(both.passwords).to.have.length(2);
    // The password's secret, and the two roles. The refresh never sees what is secret.
    expect(await customer.up({ refresh: true })).to.deep.equal({ create: 2, update: 1 });
    expect(await customer.callbackUrl("--show-secrets")).to.equal(both.url);
    await both.workflows.arm("POST", `${CATCH_UP}/triggers/Catch_Up/run`);
    await deployment.emulator.settle();
    const tags = await both.copiedTags();
    expect(tags.filter((tag) => tag.startsWith("3."))).to.deep.equal(["3.2.0"]);
    expect(await both.arrives("3.3.0")).to.deep.equal([true, true]);
    expect(await both.newEnds()).to.deep.equal({ Succeeded: 4 });
  });

  it("shows no secret in the workflows' histories and expression traces, of runs that succeeded and that failed", async () => {
    // The runs of the last push, and one with the expired password.
    const histories = [
      await both.workflows.history(EVENTS, 5),
      await both.workflows.history(CATCH_UP, 1),
    ];
    const operations = vendor.deployment.emulator.journal.entries().map((each) => each.operation);
    expect(operations).to.include("WorkflowRunActions_ListExpressionTraces");
    for (const history of histories) {
      expect(history).to.include("Import_Referrer");
      for (const secret of both.secrets()) expect(history.includes(secret)).to.equal(false);
    }
  });

  it("leaves no webhook at the vendor's and no workflow at the customer's, but the images", async () => {
    await vendor.up("");
    expect(await vendor.webhooks()).to.deep.equal({});
    expect(await customer.destroy()).to.deep.equal({ delete: 14 });
    const { body } = await both.workflows.arm("GET", "");
    expect((body as { value: object[] }).value).to.deep.equal([]);
    expect(await both.arrives("4.0.0")).to.deep.equal([false, false]);
  });

  it("showed no secret in the vendor's state, history, logs and outputs", async () => {
    const { folder, transcript } = vendor.deployment;
    const exported = await pulumiCli(vendor.deployment, ["stack", "export", "--show-secrets"]);
    const history = await pulumiCli(vendor.deployment, ["stack", "history", "--json"]);
    const said = [exported.output, history.output, ...transcript].join("\n");
    for (const secret of both.secrets()) {
      expect(said.includes(secret)).to.equal(false);
      expect(searchFolder(folder, literally(secret))).to.deep.equal([]);
    }
    expect(said).to.include("contoso-sync-");
    const places = searchFolder(folder, /contoso-sync-/).join("\n");
    for (const place of [
      ".pulumi/history/",
      ".pulumi/backups/",
      "records/grpc-",
      "records/trace-",
    ]) {
      expect(places).to.include(place);
    }
  });

  it("showed no secret in the customer's plain state, history and outputs", () => {
    const said = customer.transcript.join("\n");
    for (const secret of both.secrets()) {
      expect(said.includes(secret)).to.equal(false);
      expect(searchFolder(customer.folder, literally(secret))).to.deep.equal([]);
    }
    const places = searchFolder(customer.folder, /registry-sync-dev-events/).join("\n");
    for (const place of [".pulumi/history/", ".pulumi/backups/"]) expect(places).to.include(place);
  });
});

function literally(text: string): RegExp {
  return new RegExp(text.replace(/[+/?.]/g, "\\$&"));
}
