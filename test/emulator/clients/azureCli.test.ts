// The Azure CLI, unchanged, against the emulator: each line that this project gives to people, as it is written.
import { expect } from "chai";
import { type AzLine, commandOf, optionsOf } from "../../docs/azLines";
import { projectAzLines } from "../../docs/azProject";
import type { RunLine } from "../../docs/azRunLine";
import { OTHER_LINES, RUN_LINES } from "../../docs/azTable";
import { EmulatedAzure } from "../useEmulator";
import { type AzureCli, isAzureCliInstalled, startAzureCli } from "./azureCli";

describe("the Azure CLI", function () {
  this.timeout(180_000);
  const azure = new EmulatedAzure();
  let cli: AzureCli | undefined;

  before(async function () {
    if (!isAzureCliInstalled()) {
      process.stdout.write(
        "    the Azure CLI is not installed; its tests are skipped (pip install azure-cli)\n",
      );
      this.skip();
    }
    await azure.start();
    cli = await startAzureCli(azure);
  });
  after(async () => {
    if (cli !== undefined) {
      await cli.close();
      await azure.close();
    }
  });

  const run = (line: string) => cli?.run(line) ?? Promise.reject(new Error("not started"));
  const lines = distinct(projectAzLines());

  for (const { text } of lines) {
    const kind = RUN_LINES.find(({ pattern }) => pattern.test(text));
    if (kind !== undefined) {
      it(`does ${text}`, async () => {
        const line = filled(text, kind, azure);
        await kind.before?.(azure, line);
        await kind.after(azure, await run(line));
      });
    }
  }

  it("explains the options of all other lines", async () => {
    const others = lines.filter(({ text }) =>
      OTHER_LINES.some(({ pattern, isExtension }) => pattern.test(text) && !isExtension),
    );
    const commands = [...new Set(others.map(({ text }) => commandOf(text)))];
    const helps = await Promise.all(commands.map((command) => run(`${command} --help`)));
    for (const [index, command] of commands.entries()) {
      const given = others.filter(({ text }) => commandOf(text) === command);
      for (const option of given.flatMap(({ text }) => optionsOf(text))) {
        expect(helps[index], `${command} ${option}`).to.match(new RegExp(`${option}\\b`));
      }
    }
  });

  it("lists, makes and names what the emulator has, without the name of a resource group", async () => {
    expect(await run("az group list --query [].name --output tsv")).to.equal("registry-access\n");
    expect(await run("az acr show-usage --name vendorimages --query value[0].unit")).to.equal(
      '"Bytes"\n',
    );
    await run(
      "az acr scope-map create --registry vendorimages --name cli-pull --repository app/api content/read",
    );
    const made = await run(
      "az acr token create --registry vendorimages --name cli-pull --scope-map cli-pull --no-passwords --query status",
    );
    expect(made).to.equal('"enabled"\n');
    const generated = await run(
      "az acr token credential generate --registry vendorimages --name cli-pull --password1 --expiration-in-days 30 --query passwords[0].value --output tsv",
    );
    expect((await azure.login("cli-pull", generated.trim())).status).to.equal(200);
    const assigned = await run(
      `az role assignment create --assignee 55555555-5555-4555-8555-555555555555 --role "Key Vault Secrets User" --scope ${azure.vaultId} --query principalId --output tsv`,
    );
    expect(assigned).to.equal("66666666-6666-4666-8666-666666666666\n");
    expect(
      await run(
        "az role assignment list --all --assignee 66666666-6666-4666-8666-666666666666 --query [].roleDefinitionName --output tsv",
      ),
    ).to.include("Key Vault Secrets User\n");
  });

  it("was told of the admin user what it expects, and never asked another machine", async () => {
    const refused = await run("az acr credential show --name vendorimages").catch(String);
    expect(refused).to.include("az acr update -n vendorimages --admin-enabled true");
    expect(cli?.outside()).to.deep.equal([]);
    const unknown = azure.emulator.journal.entries().filter(({ status = 0 }) => status >= 500);
    expect(unknown).to.deep.equal([]);
  });
});

function distinct(lines: readonly AzLine[]): AzLine[] {
  return [...new Map(lines.map((line) => [line.text, line])).values()];
}

/** The line with its placeholders filled, each by itself or by the option before it. */
function filled(text: string, { fill }: RunLine, azure: EmulatedAzure): string {
  const values = fill?.(azure) ?? {};
  return text.replace(/(--[\w-]+ )?(<[^>]+>|\$\{[^}]+\}|…)/g, (whole, option = "", placeholder) => {
    const value = values[placeholder] ?? values[option.trim()];
    return value === undefined ? whole : `${option}${value}`;
  });
}
