// npm run deliveries -- --probe-prefix over HTTPS against the emulator: what it says, whom it tells, and that nothing stays.
import { expect } from "chai";
import type { Webhook } from "../../../emulator/webhooks/webhook";
import { useEmulator } from "../../emulator/useEmulator";
import { useReceiver } from "../../emulator/webhooks/receiver";
import { useProbes } from "./probing";

const FIRES =
  "vendorimages: fires: a webhook for a prefix announces pushes, so `webhookScope: prefix` can be used";
const SILENT =
  "vendorimages: does not fire within 60 seconds, while a webhook for a whole name does: leave webhookScope as it is, with one webhook for each repository";

describe("npm run deliveries -- --probe-prefix", () => {
  const { azure, probe, left } = useProbes(useEmulator());
  const receiver = useReceiver(azure);
  const disturb = (more: object) =>
    azure.emulator.faults.add({ operation: "Webhooks_Deliver", ...more });
  const given = (name: string, properties: Partial<Webhook>, tags: object) =>
    azure.arm("PUT", `webhooks/${name}`, {
      location: "westeurope",
      tags,
      properties: { serviceUri: receiver.url, actions: ["push"], ...properties },
    });

  it("says that a prefix fires where it does, tells nobody, and leaves nothing", async () => {
    azure.emulator.behaviours.webhookPrefixScopes = true;
    await given("contosoapi", { scope: "app/api:*" }, { Customer: "contoso", Owner: "x" });
    const { outcome, said } = await probe();
    const { scope } = (outcome?.data ?? {}) as { scope?: string };
    expect(scope).to.match(/^sync-probe-[0-9a-f]{12}\/\*$/);
    expect(outcome).to.deep.equal({
      exitCode: 0,
      lines: [FIRES],
      data: { registry: "vendorimages", scope, verdict: "fires", left: [] },
    });
    expect(said).to.deep.equal([
      "webhook syncprobe… gets the scope sync-probe-…/*",
      "pushing sync-probe-…/below:trial-1",
      "deleting webhook syncprobe… and what is below sync-probe-…/",
    ]);
    expect(await left()).to.deep.equal(["contosoapi"]);
    expect(receiver.received).to.deep.equal([]);
  });

  it("says that it does not fire where the whole name does, after a minute and three pushes of each", async () => {
    const { outcome, said } = await probe();
    expect([outcome?.exitCode, outcome?.lines]).to.deep.equal([1, [SILENT]]);
    expect(said).to.deep.equal([
      "webhook syncprobe… gets the scope sync-probe-…/*",
      ...[1, 2, 3].map((each) => `pushing sync-probe-…/below:trial-${each}`),
      "no event: trying the same with the whole name of a repository",
      "webhook syncprobe… gets the scope sync-probe-…/control:*",
      "pushing sync-probe-…/control:trial-1",
      "deleting webhook syncprobe… and what is below sync-probe-…/",
    ]);
    expect(await left()).to.deep.equal([]);
  });

  it("sends to the registry itself, only pushes, with tags that say what it is", async () => {
    const seen: object[] = [];
    const release = azure.emulator.intercept(async ({ phase, entry }) => {
      if (phase !== "after" || entry.operation !== "Webhooks_Create" || seen.length > 0) return;
      const { body } = await azure.arm("GET", entry.path);
      const config = await azure.arm("POST", `${entry.path}/getCallbackConfig`);
      seen.push(config.body as object, (body as { properties: object }).properties);
    });
    await probe();
    release();
    const { scope } = seen[1] as { scope: string };
    expect(seen).to.deep.equal([
      { serviceUri: `https://${azure.loginServer}/v2/`, customHeaders: {} },
      { status: "enabled", scope, actions: ["push"], provisioningState: "Succeeded" },
    ]);
  });

  it("believes a later push, and an event that comes after the minute", async () => {
    azure.emulator.behaviours.webhookPrefixScopes = true;
    disturb({ delivery: "lost", times: 2 });
    expect((await probe()).outcome?.lines).to.deep.equal([FIRES]);
    disturb({ delivery: "held", times: 3 });
    const { outcome, said } = await probe();
    expect(outcome?.lines).to.deep.equal([FIRES]);
    expect(said).to.include("no event: trying the same with the whole name of a repository");
  });

  it("says that it is not known where nothing is noted at all", async () => {
    azure.emulator.behaviours.webhookPrefixScopes = true;
    disturb({ delivery: "lost", times: Number.POSITIVE_INFINITY });
    const { outcome } = await probe();
    expect([outcome?.exitCode, outcome?.lines]).to.deep.equal([
      2,
      [
        "vendorimages: not known: within 60 seconds no event was noted for a whole name either; run it again later",
      ],
    ]);
    expect(await left()).to.deep.equal([]);
  });

  it("says that Azure does not take such a scope", async () => {
    const message = "The scope is not valid.";
    const fault = { operation: "Webhooks_Create", status: 400, code: "InvalidScope", message };
    azure.emulator.faults.add(fault);
    const { outcome, said } = await probe();
    expect([outcome?.exitCode, outcome?.lines]).to.deep.equal([
      1,
      [
        "vendorimages: does not fire: Azure does not take a prefix as the scope of a webhook; leave webhookScope as it is, with one webhook for each repository",
      ],
    ]);
    expect(said[1]).to.match(
      /^writing webhook syncprobe…: 400 InvalidScope: The scope is not valid/,
    );
    expect(await left()).to.deep.equal([]);
  });

  it("refuses where a customer would be told, and names who else of the vendor is", async () => {
    await given("syncfabrikam", { scope: "" }, { Customer: "fabrikam", Owner: "x7k2pd4q" });
    const { error } = await probe();
    expect([error?.message, error?.remedy]).to.deep.equal([
      "the trial would be announced to customers: syncfabrikam of fabrikam is for all repositories",
      "try it on another registry of yours, which has no customers",
    ]);
    expect(await left()).to.deep.equal(["syncfabrikam"]);
    const status = (value: string) => ({ properties: { status: value } });
    await azure.arm("PATCH", "webhooks/syncfabrikam", status("disabled"));
    expect((await probe()).outcome?.lines).to.deep.equal([SILENT]);
    await azure.arm("PATCH", "webhooks/syncfabrikam", { tags: {}, ...status("enabled") });
    const { outcome, said } = await probe();
    expect(outcome?.lines).to.deep.equal([SILENT]);
    expect(said[0]).to.equal("webhook syncfabrikam is told of the trial, too");
    receiver.forget();
  });

  it("says that the registry is full", async () => {
    await azure.arm("PATCH", azure.registryId, { sku: { name: "Basic" } });
    for (const name of ["first", "second"]) await given(name, { scope: "app/api:*" }, {});
    const { error } = await probe();
    expect([error?.message, error?.remedy]).to.deep.equal([
      "registry vendorimages has no room for the webhook of the trial",
      "delete a webhook that nobody needs, or try it on another registry of yours",
    ]);
    expect(await left()).to.deep.equal(["first", "second"]);
  });
});
