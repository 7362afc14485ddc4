// Where the stand-in for azure-native looks for a vault: below the cloud's suffix where that name is known, else where ARM says.
import { expect } from "chai";
import type { Arm } from "../../../emulator/plugins/azureNative/arm";
import type { Credential } from "../../../emulator/plugins/azureNative/credential";
import { Requests } from "../../../emulator/plugins/azureNative/requests";
import { VaultSecrets } from "../../../emulator/plugins/azureNative/vault";

const ADDRESS = {
  vaultName: "vendor-access",
  secretName: "contoso",
  vaultId: "/vaults/vendor-access",
  apiVersion: "2024-11-01",
};

function vaultSecrets(knownHosts: string[], vaultUri = "https://localhost:8444/") {
  const asked: string[] = [];
  const arm = {
    async get({ id }: { id: string }) {
      asked.push(id);
      return { properties: { vaultUri } };
    },
  } as unknown as Arm;
  const cloud = {
    resourceManager: "https://localhost:1",
    resourceManagerAudience: "https://management.azure.com",
    loginEndpoint: "https://localhost:1",
    keyVaultSuffix: "vault.localhost:8444",
  };
  const services = { arm, credential: {} as Credential, requests: new Requests("test"), cloud };
  return { asked, vault: new VaultSecrets(services, async (host) => knownHosts.includes(host)) };
}

describe("a vault's address", () => {
  it("is its name below the cloud's suffix, without asking Resource Manager", async () => {
    const { vault, asked } = vaultSecrets(["vendor-access.vault.localhost"]);
    expect(await vault.addressOf(ADDRESS)).to.equal("https://vendor-access.vault.localhost:8444");
    expect(asked).to.deep.equal([]);
  });

  it("is what Resource Manager says where that name leads nowhere", async () => {
    const { vault, asked } = vaultSecrets([]);
    expect(await vault.addressOf(ADDRESS)).to.equal("https://localhost:8444");
    expect(asked).to.deep.equal(["/vaults/vendor-access"]);
  });

  it("is refused when it is not on this machine", async () => {
    const { vault } = vaultSecrets([], "https://vendor-access.vault.azure.net/");
    const error = await vault.addressOf(ADDRESS).catch((reason: Error) => reason);
    expect((error as Error).message).to.contain(
      '"https://vendor-access.vault.azure.net/" is not on this machine',
    );
  });
});
