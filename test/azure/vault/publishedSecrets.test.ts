// Which secret of a vault hands out a password, by its tags; however many secrets there are.

import { expect } from "chai";
import { type Cloud, connectCloud } from "../../../azure/cloud";
import { publishedIn } from "../../../azure/vault/publishedSecrets";
import { useEmulator } from "../../emulator/useEmulator";

describe("publishedIn", () => {
  const azure = useEmulator();
  let cloud: Cloud;

  const token = (name: string) => `${azure.registryId}/tokens/${name}`;

  before(async () => {
    const { environment, ca } = azure.emulator;
    cloud = await connectCloud(environment, { ca, retryDelayMs: 1 });
    await put("another", undefined);
    await put("strange", { CredentialId: "password1", ProviderAddress: "somewhere else" });
    for (let number = 1; number <= 30; number++) {
      const ProviderAddress = token(`customer-${number}-pull`);
      await put(`customer-${number}-registry`, { CredentialId: "password1", ProviderAddress });
    }
  });

  async function put(name: string, tags: Record<string, string> | undefined): Promise<void> {
    const body = { properties: { value: "not-a-password" }, tags };
    const { status } = await azure.arm(
      "PUT",
      `${azure.vaultId}/secrets/${name}`,
      body,
      "2024-11-01",
    );
    expect(status).to.equal(201);
  }

  const find = (name: string, slot: "password1" | "password2", vaultId = azure.vaultId) =>
    publishedIn(cloud, vaultId, { tokenId: token(name), slot });

  it("fails when the vault is not there, with Azure's code", async () => {
    const message = await find("customer-1-pull", "password1", `${azure.vaultId}x`).then(
      () => "no error",
      (error: Error) => error.message.replace(/request id [0-9a-f-]{36}/, "request id ID"),
    );
    expect(message).to.match(
      /^listing the secrets of vault vendor-accessx: 404 ResourceNotFound: /,
    );
  });

  it("fails without the role", async () => {
    azure.emulator.faults.add({ operation: "VaultSecrets_List", status: 403, code: "Forbidden" });
    const message = await find("customer-1-pull", "password1").catch(({ message }) => message);
    expect(message).to.match(
      /^listing the secrets of vault vendor-access: 403 Forbidden: .*"Reader" on the vault$/,
    );
  });

  const cases: [name: string, slot: "password1" | "password2", secret: string | undefined][] = [
    ["customer-1-pull", "password1", "customer-1-registry"],
    ["customer-30-pull", "password1", "customer-30-registry"],
    ["CUSTOMER-30-pull", "password1", "customer-30-registry"],
    ["customer-30-pull", "password2", undefined],
    ["customer-31-pull", "password1", undefined],
  ];
  for (const [name, slot, secret] of cases) {
    it(`finds ${secret ?? "none"} for ${slot} of ${name}`, async () => {
      expect(await find(name, slot)).to.equal(secret);
    });
  }
});
