// The emulated stack keeps to its emulator, whatever Azure identity the user's environment holds.

import { expect } from "chai";
import { type Deployment, openDeployment } from "../helpers/deployment";

describe("an Azure identity in the user's environment", function () {
  this.timeout(120_000);
  const { ARM_CLIENT_CERTIFICATE_PATH } = process.env;
  let deployment: Deployment | undefined;

  afterEach(async () => {
    if (ARM_CLIENT_CERTIFICATE_PATH === undefined) delete process.env.ARM_CLIENT_CERTIFICATE_PATH;
    else process.env.ARM_CLIENT_CERTIFICATE_PATH = ARM_CLIENT_CERTIFICATE_PATH;
    await deployment?.close();
  });

  it("is left alone, also where azure-native would prefer it", async () => {
    process.env.ARM_CLIENT_CERTIFICATE_PATH = "/nonexistent/production.pem";
    deployment = await openDeployment();
    await deployment.write("customers:\n  contoso: { repositories: [app/api] }\n");
    const result = await deployment.up();
    expect(result.failed, result.output).to.equal(false);
  });
});
