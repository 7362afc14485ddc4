// Reading a customer's secret from a vault.

import { expect } from "chai";
import { type Cloud, connectCloud } from "../../../azure/cloud";
import { openVault } from "../../../azure/vault/vaultSecrets";
import { useInProcess } from "../../emulator/inProcessAzure";

describe("openVault", () => {
  const azure = useInProcess();
  let cloud: Cloud;

  before(async () => {
    const { environment } = azure.emulator;
    cloud = await connectCloud(environment, azure.http);
  });
  beforeEach(() => azure.emulator.faults.clear());

  const open = (change: { vaultName?: string } = {}) => {
    const { subscriptionId, resourceGroupName } = azure.emulator;
    return openVault(cloud, {
      subscriptionId,
      resourceGroupName,
      vaultName: "vendor-access",
      ...change,
    });
  };
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => "no error",
      (error: Error) => error.message.replace(/request id [0-9a-f-]{36}/, "request id ID"),
    );

  it("fails for a vault that is not there, with Azure's words", async () => {
    expect(await failure(open({ vaultName: "elsewhere" }))).to.equal(
      "reading vault elsewhere: 404 ResourceNotFound: The Resource 'Microsoft.KeyVault/vaults/elsewhere' under resource group 'registry-access' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix (request id ID); check whether it and its parent resources still exist",
    );
  });

  it("fails without the role on the vault, and names it", async () => {
    const fault = { status: 403, code: "AuthorizationFailed", message: "No." };
    azure.emulator.faults.add({ ...fault, path: "/vaults/vendor-access" });
    expect(await failure(open())).to.equal(
      'reading vault vendor-access: 403 AuthorizationFailed: No (request id ID); give the identity the role "Reader" on the vault',
    );
  });

  it("fails without the role on its secrets, and names it", async () => {
    const fault = { status: 403, code: "Forbidden", message: "Caller is not authorized." };
    azure.emulator.faults.add({ ...fault, operation: "Secrets_Get" });
    const vault = await open();
    expect(await failure(vault.read("contoso-registry-x7k2pd"))).to.equal(
      'reading secret contoso-registry-x7k2pd: 403 Forbidden: Caller is not authorized (request id ID); give the identity the role "Key Vault Secrets User" on the vault',
    );
  });

  it("fails for a secret that is not there", async () => {
    const vault = await open();
    expect(await failure(vault.read("fabrikam-registry-x7k2pd"))).to.match(
      /^reading secret fabrikam-registry-x7k2pd: 404 SecretNotFound: A secret with \(name\/id\) fabrikam-registry-x7k2pd was not found in this key vault\..* \(request id ID\); check whether it and its parent resources still exist$/,
    );
  });

  it("gives nothing for a disabled secret", async () => {
    await azure.vault("PUT", "/secrets/contoso-registry-aaaaaa", {
      value: "hidden",
      attributes: { enabled: false },
    });
    const vault = await open();
    expect(await vault.read("contoso-registry-aaaaaa")).to.equal(undefined);
  });

  it("reads the latest version with its end and tags", async () => {
    await azure.vault("PUT", "/secrets/contoso-registry-bbbbbb", { value: "older" });
    await azure.vault("PUT", "/secrets/contoso-registry-bbbbbb", {
      value: "newer",
      attributes: { exp: Date.parse("2099-01-01T00:00:00Z") / 1000 },
      tags: { CredentialId: "password2" },
    });
    const vault = await open();
    const secret = await vault.read("contoso-registry-bbbbbb");
    expect(secret?.version).to.match(/^[0-9a-f]{32}$/);
    expect(secret).to.deep.equal({
      value: "newer",
      version: secret?.version,
      expiresAt: "2099-01-01T00:00:00.000Z",
      tags: { CredentialId: "password2" },
    });
  });

  it("reads a secret without an end and without tags", async () => {
    await azure.vault("PUT", "/secrets/contoso-registry-cccccc", { value: "endless" });
    const vault = await open();
    const secret = await vault.read("contoso-registry-cccccc");
    expect(secret).to.deep.equal({ value: "endless", version: secret?.version, tags: {} });
  });
});
