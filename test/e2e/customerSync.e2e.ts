// The program that a customer deploys alone, on the real engine: what it declares, that images arrive, and that no secret is seen.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { expect } from "chai";
import { withCustomer } from "../../emulator/world/customerTenant";
import { DEFAULT_SEED } from "../../emulator/world/seed";
import { givenPusher, pushImage, pushSignature } from "../emulator/registry/signedImage";
import { EmulatedAzure } from "../emulator/useEmulator";
import { CustomerSyncStack, HEADER_SECRET } from "./customerSyncStack";

const NEXT_HEADER_SECRET = "next-header-secret-0123456789abcdef";

describe("the customer's program", function () {
  this.timeout(120_000);
  const vendor = new EmulatedAzure();
  const customer = new CustomerSyncStack();
  const { base, printed } = customer;
  let contoso: EmulatedAzure;
  let stack: Stack;
  let password: string;
  let callbackUrl: string;

  before(async () => {
    await vendor.start({ seed: withCustomer(DEFAULT_SEED) });
    contoso = vendor.in("contoso");
    const rights = ["repositories/app/api/content/read", "repositories/app/api/metadata/read"];
    password = await vendor.givenToken("contoso-pull", rights);
    await customer.open(vendor, contoso, {
      vaultId: contoso.vaultId,
      allowedCallers: "any",
      actionGroupId: `${contoso.groupId}/providers/Microsoft.Insights/actionGroups/on-call`,
    });
    stack = customer.stack;
    await stack.setConfig("customer-sync:password", { value: password, secret: true });
  });
  after(async () => {
    await vendor.close();
    customer.close();
  });

  const up = (options: { refresh?: boolean } = {}) => customer.up(options);
  const webhook = async (secret: string) => {
    const { status } = await vendor.arm("PUT", "webhooks/contososync", {
      location: "westeurope",
      properties: {
        serviceUri: callbackUrl,
        scope: "app/api:*",
        actions: ["push"],
        customHeaders: { "X-Registry-Sync": secret },
      },
    });
    expect(status).to.be.oneOf([200, 201]);
  };
  /** Pushes an image with a signature; which of both is at the customer's then. */
  const arrives = async (tag: string) => {
    const pusher = await givenPusher(vendor, "pusher", "app/api");
    const reader = await givenPusher(contoso, "reader", "vendor/app/api");
    const { index } = await pushImage(pusher, "app/api", tag);
    const signature = await pushSignature(pusher, "app/api", index);
    await vendor.emulator.settle();
    const there = async (reference: string) =>
      (await reader.send("GET", `/v2/vendor/app/api/manifests/${reference}`)).headers[
        "docker-content-digest"
      ];
    return [(await there(tag)) === index, (await there(signature)) === signature];
  };

  it("declares two workflows with their rights, and gives the URL as a secret", async () => {
    const { changes, url } = await up();
    expect(changes).to.deep.equal({ create: 14 });
    expect(url?.secret).to.equal(true);
    callbackUrl = url?.value;
    const { body } = await contoso.arm(
      "GET",
      `${contoso.groupId}/providers/Microsoft.Logic/workflows/registry-sync-events`,
      undefined,
      "2019-05-01",
    );
    const { accessControl } = (body as { properties: { accessControl: object } }).properties;
    expect(accessControl).to.deep.equal({
      contents: { allowedCallerIpAddresses: [{ addressRange: "0.0.0.0-0.0.0.0" }] },
    });
  });

  it("copies what the vendor pushes", async () => {
    await webhook(HEADER_SECRET);
    expect(await arrives("1.0.1")).to.deep.equal([true, true]);
  });

  it("changes nothing when it runs again, and the same URL stays", async () => {
    const { changes, url } = await up();
    expect([changes, url?.value]).to.deep.equal([{}, callbackUrl]);
  });

  it("takes both header secrets while a new one is handed over, then the new one alone", async () => {
    await stack.setConfig("customer-sync:headerSecret", {
      value: NEXT_HEADER_SECRET,
      secret: true,
    });
    const previous = { value: HEADER_SECRET, secret: true };
    await stack.setConfig("customer-sync:previousHeaderSecret", previous);
    const first = await up();
    expect([first.changes, first.url?.value]).to.deep.equal([{ update: 1 }, callbackUrl]);
    const before = await arrives("1.0.2");
    await webhook(NEXT_HEADER_SECRET);
    const during = await arrives("1.0.3");
    await stack.removeConfig("customer-sync:previousHeaderSecret");
    await up();
    const afterwards = await arrives("1.0.4");
    await webhook(HEADER_SECRET);
    expect([before, during, afterwards, await arrives("1.0.5")]).to.deep.equal([
      [true, true],
      [true, true],
      [true, true],
      [false, false],
    ]);
  });

  it("is not disturbed by a refresh, which never sees the secrets again", async () => {
    const { changes, url } = await up({ refresh: true });
    expect([changes, url?.value]).to.deep.equal([{}, callbackUrl]);
  });

  it("has no secret in plain state, history or output", async () => {
    const signature = new URL(callbackUrl).searchParams.get("sig") ?? "";
    const files = await readdir(base, { recursive: true, withFileTypes: true });
    const texts = await Promise.all(
      files
        .filter((file) => file.isFile())
        .map((file) => readFile(join(file.parentPath, file.name), "utf8")),
    );
    const all = [...texts, ...printed].join("\n");
    expect(all).to.include("registry-sync-events");
    for (const secret of [password, HEADER_SECRET, NEXT_HEADER_SECRET, signature]) {
      expect(all.includes(secret), secret.slice(0, 4)).to.equal(false);
    }
  });

  it("leaves nothing behind when it is destroyed, but the images", async () => {
    const { summary } = await stack.destroy();
    expect(summary.resourceChanges).to.deep.equal({ delete: 14 });
    const list = async (path: string, version: string) =>
      ((await contoso.arm("GET", path, undefined, version)).body as { value: unknown[] }).value;
    const { groupId } = contoso;
    const workflows = await list(`${groupId}/providers/Microsoft.Logic/workflows`, "2019-05-01");
    expect(workflows).to.deep.equal([]);
  });
});
