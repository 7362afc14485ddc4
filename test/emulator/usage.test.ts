// What the emulator's start says of each kind of tool.
import { expect } from "chai";
import { describeUse, HELP } from "../../emulator/usage";
import { withCustomer } from "../../emulator/world/customerTenant";
import { DEFAULT_SEED } from "../../emulator/world/seed";
import { useEmulator } from "./useEmulator";

describe("HELP", () => {
  it("fits a terminal of 80 columns", () => {
    expect(HELP.split("\n").filter((line) => line.length > 80)).to.deep.equal([]);
  });
});

describe("describeUse with a customer's tenant", () => {
  const azure = useEmulator({ seed: withCustomer(DEFAULT_SEED) });

  it("tells the addresses of both tenants, and the customer's variables", () => {
    const shown = describeUse(azure.emulator);
    const [vendor, contoso] = azure.emulator.tenants;
    for (const tenant of [vendor, contoso]) {
      expect(shown).to.contain(`https://${tenant?.registries[0]?.loginServer}\n`);
      expect(shown).to.contain(`${tenant?.vaults[0]?.uri}\n`);
    }
    expect(shown.trimEnd().split("\n\n").slice(-2)).to.deep.equal([
      "The tenant of contoso, a customer:",
      Object.entries(contoso?.environment ?? {})
        .filter(([name]) => name.startsWith("ARM_"))
        .map(([name, value]) => `  export ${name}=${value}`)
        .join("\n"),
    ]);
  });
});

describe("describeUse", () => {
  const azure = useEmulator();

  it("fits a terminal of 80 columns, but for what is copied", () => {
    const lines = describeUse(azure.emulator).split("\n");
    const isProse = (line: string) => /^\S/.test(line);
    expect(lines.filter((line) => isProse(line) && line.length > 80)).to.deep.equal([]);
  });

  const paragraphsFrom = (start: string, count: number) => {
    const paragraphs = describeUse(azure.emulator).trimEnd().split("\n\n");
    const first = paragraphs.findIndex((paragraph) => paragraph.startsWith(start));
    return first === -1 ? [] : paragraphs.slice(first, first + count);
  };

  it("tells how Python's libraries reach Resource Manager, the registry and a vault", () => {
    const { url } = azure.emulator;
    expect(paragraphsFrom("Python", 2)).to.deep.equal([
      "Python's azure-identity, azure-mgmt-containerregistry and\nazure-keyvault-secrets, with REQUESTS_CA_BUNDLE as above:",
      `  ClientSecretCredential(TENANT, CLIENT, SECRET, authority="${url}", disable_instance_discovery=True)
  ContainerRegistryManagementClient(CREDENTIAL, SUBSCRIPTION, base_url="${url}", credential_scopes=["${url}/.default"])
  SecretClient("${azure.vaultUrl}/", CREDENTIAL, verify_challenge_resource=False)`,
    ]);
  });

  it("tells what name the Azure CLI looks for when it is given a vault's", () => {
    expect(paragraphsFrom("The line az keyvault secret", 2)).to.deep.equal([
      "The line az keyvault secret --vault-name NAME looks for NAME.localhost; where\nthat leads nowhere:",
      '  echo "127.0.0.1 vendor-access.localhost" >> /etc/hosts',
    ]);
  });
});
