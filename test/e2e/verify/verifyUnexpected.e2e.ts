// npm run verify where Azure answers something unexpected: a reason, and neither a yes, a no, nor a stack.

import { expect } from "chai";
import { AzureError } from "../../../azure/azureError";
import { text } from "../../azure/foreign";
import { registryByHand } from "../../helpers/byHand/registryByHand";
import type { Deployment } from "../../helpers/deployment";
import { TO_CUSTOMER } from "./unexpected";
import { TO_EVERYBODY } from "./unexpectedForAll";
import { findings, verifyOn } from "./verifying";
import { openVerified } from "./world";

describe("npm run verify with unexpected answers", function () {
  this.timeout(180_000);
  let deployment: Deployment;

  before(async () => {
    deployment = await openVerified();
  });
  afterEach(() => deployment.emulator.faults.clear());
  after(() => deployment.close());

  const contoso = () => verifyOn(deployment, { customer: ["contoso"] });
  const alike = (line: string) => line.replaceAll(/sha256:[0-9a-f]{64}/g, "sha256:DIGEST");

  for (const { name, fault, lines = [] } of TO_CUSTOMER) {
    it(`does not know after ${name}`, async () => {
      deployment.emulator.faults.add(fault);
      const verified = await contoso();
      expect(findings(verified).map(alike)).to.deep.equal(lines);
      expect(verified.exitCode).to.equal(2);
    });
  }

  for (const { name, fault, error } of TO_EVERYBODY) {
    it(`cannot run after ${name}`, async () => {
      deployment.emulator.faults.add(fault);
      const thrown = await contoso().catch((failure: unknown) => failure);
      expect(thrown).to.be.instanceOf(AzureError);
      const { message } = thrown as AzureError;
      expect(message.replaceAll(/request id [0-9a-f-]{36}/g, "request id ID")).to.equal(error);
    });
  }

  it("says so where Resource Manager cannot tell why something is refused", async () => {
    const { emulator, cloud } = deployment;
    const restore = emulator.checkpoint();
    const registry = registryByHand(cloud, emulator);
    const fault = { operation: "Tokens_Get", status: 403, code: "AuthorizationFailed" };
    const said =
      'and Resource Manager does not say why: reading token contoso-pull: 403 AuthorizationFailed: the emulator was told to fail this request with 403 (request id ID); give the identity the role "Container Registry Contributor and Data Access Configuration Administrator" on the registry';

    await registry.setActions("contoso-pull", ["repositories/app/web/content/read"]);
    emulator.faults.add(fault);
    expect(findings(await contoso())).to.deep.equal([`contoso: cannot pull app/api, ${said}`]);

    await registry.updateToken("contoso-pull", { status: "disabled" });
    emulator.faults.add(fault);
    expect(findings(await contoso())).to.deep.equal([
      `contoso: the registry refuses the password, ${said}`,
    ]);
    restore();
  });

  it("finds a repository outside that is pulled although the access token does not name it", async () => {
    const fault = { operation: "Manifests_Get", path: "latest", ...text('{"schemaVersion":2}') };
    deployment.emulator.faults.add(fault);
    const verified = await contoso();
    expect(findings(verified)).to.deep.equal([
      "contoso: could ask for app/worker:latest, which the file does not give, and which the access token does not name: is anonymous pull enabled on the registry?",
    ]);
    expect(verified.exitCode).to.equal(1);
  });

  it("needs no Date in an answer", async () => {
    deployment.emulator.behaviours.dateHeader = false;
    const verified = await contoso();
    deployment.emulator.behaviours.dateHeader = true;
    expect([findings(verified), verified.exitCode]).to.deep.equal([[], 0]);
  });
});
