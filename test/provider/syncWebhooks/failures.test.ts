// Requests that Azure refuses: what is said, that no secret stands in it, and that the next run does what is left.

import { expect } from "chai";
import { NOT_COMPARED } from "../../../access/syncMark";
import type { Fault } from "../../../emulator/faults";
import { Unfinished } from "../../../provider/protocol/resource";
import { failure, text } from "../tokenSecret/outcome";
import { OWNER, URLS, useSyncStack } from "./syncStack";

const ENDLESS = Number.POSITIVE_INFINITY;
const REGISTRY_ROLE =
  '"Container Registry Contributor and Data Access Configuration Administrator" on the registry';
const NO = { status: 403, code: "AuthorizationFailed", message: "No." };
const SECRET = `contoso-sync-${OWNER}`;

describe("SyncWebhooks: failures", () => {
  const stack = useSyncStack();

  const CASES: readonly { name: string; fault: Fault; says: RegExp }[] = [
    {
      name: "listing the webhooks",
      fault: { operation: "Webhooks_List", ...NO },
      says: /^listing the webhooks of registry vendorimages: 403 .* the role "Reader" on the registry$/,
    },
    {
      name: "reading where a webhook sends",
      fault: { operation: "Webhooks_GetCallbackConfig", ...NO },
      says: new RegExp(
        `^reading where webhook synccontoso[0-9a-f]{24} sends: 403 .* the role ${REGISTRY_ROLE}$`,
      ),
    },
    {
      name: "writing a webhook",
      fault: { operation: "Webhooks_Create", ...NO },
      says: new RegExp(
        `^writing webhook synccontoso[0-9a-f]{24}: 403 .* the role ${REGISTRY_ROLE}$`,
      ),
    },
    {
      name: "removing a webhook",
      fault: { operation: "Webhooks_Delete", ...NO },
      says: new RegExp(
        `^deleting webhook synccontoso[0-9a-f]{24}: 403 .* the role ${REGISTRY_ROLE}$`,
      ),
    },
    {
      name: "handing over a header",
      fault: { operation: "VaultSecrets_CreateOrUpdate", ...NO },
      says: new RegExp(`^writing secret ${SECRET}: 403 .* "Key Vault Contributor" on the vault`),
    },
    {
      name: "reading a header",
      fault: { path: `${SECRET}/`, status: 403, code: "Forbidden", message: "No." },
      says: new RegExp(
        `^reading version [0-9a-f]{32} of secret ${SECRET}: 403 .* "Key Vault Secrets User" on the vault$`,
      ),
    },
    {
      name: "reading the callback URL",
      fault: { path: `${SECRET}-url/`, status: 403, code: "Forbidden", message: "No." },
      says: new RegExp(
        `^reading version [0-9a-f]{32} of secret ${SECRET}-url: 403 .* "Key Vault Secrets User" on the vault$`,
      ),
    },
    {
      name: "an outage of the registry's webhooks",
      fault: { path: "/webhooks", status: 503, code: "ServiceUnavailable", message: "Down." },
      says: /^listing the webhooks of registry vendorimages: 503 ServiceUnavailable: .*; Azure failed; run again$/,
    },
  ];
  const change = {
    generation: 2,
    webhooks: { "app/api": ["westeurope"], "app/new": ["westeurope"] },
  };
  for (const { name, fault, says } of CASES) {
    it(`says who may, and goes on in the next run: ${name}`, async () => {
      await stack.establish();
      const known = stack.state;
      stack.azure.emulator.faults.add({ ...fault, times: ENDLESS });
      const error = await failure(stack.up(change));
      expect(text(error)).to.match(says);
      expect(stack.state).to.deep.equal(known);
      stack.azure.emulator.faults.clear();
      expect(await stack.up(change)).to.equal("updated");
      expect(Object.keys(await stack.webhooks()).sort()).to.deep.equal([
        "app/api:* westeurope",
        "app/new:* westeurope",
      ]);
      expect(await stack.header.versions()).to.have.length(2);
      expect(await stack.up(change)).to.equal("same");
    });
  }

  it("keeps a resource whose creation failed half-way, and finishes it", async () => {
    await stack.url.write(URLS[0]);
    stack.azure.emulator.faults.add({ operation: "Webhooks_Create", skip: 1, ...NO });
    const error = await failure(stack.up());
    expect(error).to.be.instanceOf(Unfinished);
    expect(stack.state?.id).to.equal("contoso");
    expect(Object.keys(await stack.webhooks())).to.have.length(1);
    expect(await stack.up()).to.equal("updated");
    expect(stack.lines).to.deep.equal(["info: a webhook for app/web in westeurope is made"]);
    expect(await stack.up()).to.equal("same");
  });

  for (const [name, fault] of [
    ["may not read where webhooks send", { operation: "Webhooks_GetCallbackConfig", ...NO }],
    ["may not read the callback URL", { operation: "Secrets_GetVersion", status: 403 }],
    // Resource Manager has the same path below another one.
    ["cannot reach the vault", { path: "/^.secrets.contoso-sync-/", reset: true }],
  ] as const) {
    it(`goes on in a preview, which says that it ${name}`, async () => {
      await stack.establish();
      const known = stack.state;
      stack.azure.emulator.faults.add({ ...fault, times: ENDLESS });
      expect(await stack.up({}, { isPreview: true })).to.equal("same");
      expect(stack.lines).to.have.length(1);
      expect(stack.lines[0]?.startsWith(`info: ${NOT_COMPARED}`), stack.lines[0]).to.equal(true);
      expect(stack.state).to.deep.equal(known);
      await stack.up({ generation: 2 }, { isPreview: true });
      expect(stack.lines[1]).to.equal(`info: header 2 is handed over in secret ${SECRET}`);
    });
  }

  for (const [name, words] of [
    ["the whole address", URLS[0]],
    ["its signature", "FirstSignatureOfContoso-0123456789"],
  ] as const) {
    it(`says nothing of an answer that repeats ${name}`, async () => {
      await stack.up();
      await stack.url.write(URLS[0]);
      const message = `The service URI '${words}' is not valid.`;
      stack.azure.emulator.faults.add({
        operation: "Webhooks_Create",
        status: 400,
        code: "InvalidServiceUri",
        message,
      });
      const error = await failure(stack.up());
      expect(text(error).replace(/[0-9a-f]{24}/, "…")).to.equal(
        "writing webhook synccontoso…: 400 InvalidServiceUri: Azure's answer repeats the address or the header, so it is not shown (request id ID); check the callback URL, put it into the vault again, and run again",
      );
    });
  }

  it("says nothing of an answer that repeats the header", async () => {
    await stack.up();
    await stack.url.write(URLS[0]);
    const message = `The header '${await stack.headerValue()}' is not valid.`;
    const fault = { operation: "Webhooks_Create", status: 400, code: "BadRequest", message };
    stack.azure.emulator.faults.add(fault);
    expect(text(await failure(stack.up()))).to.include("so it is not shown");
  });

  it("moves to another registry's webhooks, and asks again for the URL in another vault", async () => {
    await stack.establish();
    const vaultId = stack.azure.vaultId.replace("vendor-access", "vendor-next");
    expect(await stack.up({ vaultId })).to.equal("updated");
    expect(
      stack.lines.map((line) => line.replaceAll(/\/subscriptions\S*\/vaults\//g, "")),
    ).to.deep.equal([
      `info: header 1 is handed over in secret ${SECRET}`,
      "info: the callback URL is gone from the vault, and the webhooks stay as they are: waiting for contoso to send the callback URL, which `npm run sync-url -- contoso` puts into the vault",
      `warning: the header is another one, in vendor-next/secrets/${SECRET}; the customer needs it before its callback URL is put there; vendor-access/secrets/${SECRET} and vendor-access/secrets/${SECRET}-url stay, delete them by hand`,
    ]);
    expect(await stack.up({ vaultId })).to.equal("same");
  });
});
