// The settings of a stack, from its file: what they say, and what is wrong with them.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readStackSettings } from "../../cli/stackSettings";
import { UserError } from "../../cli/userError";

const WHOLE = `config:
  azure-native:subscriptionId: 11111111-1111-4111-8111-111111111111
  customer-access:resourceGroupName: registry-access
  customer-access:registryName: vendorimages
  customer-access:vaultName: vendor-access
`;

describe("the settings of a stack", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stack-settings-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const read = (yaml: string | undefined, env: NodeJS.ProcessEnv = {}) => {
    if (yaml !== undefined) writeFileSync(join(folder, "Pulumi.production.yaml"), yaml);
    const signal = new AbortController().signal;
    return readStackSettings({ folder, stack: "production" }, { env, signal, progress: () => {} });
  };
  const problem = (yaml: string | undefined) =>
    read(yaml).then(
      () => "none",
      (error: unknown) => {
        expect(error).to.be.instanceOf(UserError);
        const { message, remedy } = error as UserError;
        return `${message} | ${remedy}`.replaceAll(folder, "FOLDER");
      },
    );

  it("say where registry and vault are, which file is declared, and who is known", async () => {
    const operators = "  customer-access:operators: AAAA, bbbb cccc\n";
    const group = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups";
    expect(
      await read(`${WHOLE}  customer-access:vaultResourceGroupName: keys\n${operators}`),
    ).to.deep.equal({
      stack: "production",
      place: {
        registryId: `${group}/registry-access/providers/Microsoft.ContainerRegistry/registries/vendorimages`,
        vaultId: `${group}/keys/providers/Microsoft.KeyVault/vaults/vendor-access`,
      },
      customersFile: join(folder, "customers.yaml"),
      operators: ["aaaa", "bbbb", "cccc"],
      otherStacks: [],
      knownWebhooks: [],
    });
  });

  it("take the subscription from the environment where they name none", async () => {
    const yaml = WHOLE.replace(/ {2}azure-native.*\n/, "");
    const { place } = await read(yaml, { ARM_SUBSCRIPTION_ID: "s" });
    expect(place.registryId).to.match(/^\/subscriptions\/s\//);
  });

  it("are refused where they are not there, not whole, or not YAML", async () => {
    expect(await problem(undefined)).to.equal(
      "FOLDER/Pulumi.production.yaml: cannot be read | name the folder in which stack production has its settings with --folder",
    );
    expect(await problem(WHOLE.replace(/ {2}customer-access:registryName.*\n/, ""))).to.equal(
      "FOLDER/Pulumi.production.yaml: does not say where registry and vault are | set azure-native:subscriptionId, customer-access:resourceGroupName, registryName and vaultName by `pulumi config set`",
    );
    expect(await problem("config: [")).to.equal(
      "FOLDER/Pulumi.production.yaml: is not YAML | correct it",
    );
    for (const odd of ["", "config:", "config: 1", "[]", "text"]) {
      expect(await problem(odd), odd).to.match(/does not say where registry and vault are/);
    }
    rmSync(join(folder, "Pulumi.production.yaml"));
    mkdirSync(join(folder, "Pulumi.production.yaml"));
    expect(await problem(undefined)).to.match(/cannot be read/);
  });
});
