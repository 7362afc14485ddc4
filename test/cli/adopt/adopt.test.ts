// npm run adopt of a registry on the emulator, named by its id: what is printed, and what is written into the file.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { AdoptOptions } from "../../../cli/adopt/runAdopt";
import { wrapped } from "../../../cli/wrapped";
import { loadCustomers } from "../../../customers/load";
import { useEmulator } from "../../emulator/useEmulator";
import { EditedFile } from "../editing/run";
import { adoptIn } from "./adoptIn";

const HEAD = "# Who may pull what.\ncustomers:\n";
const ADATUM = "    adatum:\n        repositories: [app/web] # as agreed\n\n    # The last one.\n";
const BEFORE = `${HEAD}${ADATUM}    zava: { repositories: [app/web], tokenName: zava-token }\n`;

const PRINTED = `  # token contoso-pull, enabled, scope map contoso-pull
  # password1 of 2026-03-01 (31 days), no end; password2 free
  contoso:
    repositories: [app/api, base/*]
    tokenName: contoso-pull
    adopt: [token, scopeMap]

  # needs a decision: token fabrikam-ci, enabled, scope map fabrikam-ci
  # password1 of 2026-03-01 (31 days), until 2026-12-24; password2 free
  # - it allows content/write on app/api, and an entry gives reading alone;
  #   whoever pushes with it keeps the token as it is, outside the file; if
  #   nobody does, take the entry, which takes this away
  # fabrikam-ci:
  #   repositories: [app/api]
  #   tokenName: fabrikam-ci
  #   adopt: [token, scopeMap]`;

/** As the file is indented. */
const ADDED = `
    # token contoso-pull, enabled, scope map contoso-pull
    # password1 of 2026-03-01 (31 days), no end; password2 free
    contoso:
        repositories: [app/api, base/*]
        tokenName: contoso-pull
        adopt: [token, scopeMap]

    # needs a decision: token fabrikam-ci, enabled, scope map fabrikam-ci
    # password1 of 2026-03-01 (31 days), until 2026-12-24; password2 free
    # - it allows content/write on app/api, and an entry gives reading alone;
    #   whoever pushes with it keeps the token as it is, outside the file; if
    #   nobody does, take the entry, which takes this away
    # fabrikam-ci:
    #     repositories: [app/api]
    #     tokenName: fabrikam-ci
    #     adopt: [token, scopeMap]
`;

const SUMMARY = [
  "5 tokens of registry vendorimages on 2026-04-01:",
  "  1 can be adopted as it is",
  "  1 needs a decision: its entry is commented out, with the reason and the way",
  "  2 are in FILE already",
  "  northwind is declared by another stack (k3m9qw2z, for its customer northwind)",
];

describe("npm run adopt of a registry", () => {
  const azure = useEmulator({ now: "2026-03-01T12:00:00Z" });
  let file: EditedFile;

  before(async () => {
    const read = (repository: string) => `repositories/${repository}/content/read`;
    await azure.givenToken("contoso-pull", [read("base/*"), read("app/api")]);
    await azure.givenToken("fabrikam-ci", [read("app/api"), "repositories/app/api/content/write"]);
    await azure.givenToken("zava-token", [read("app/web")]);
    await azure.givenToken("adatum-pull", [read("app/web")]);
    await azure.givenToken("northwind", [read("app/api")]);
    const description = "rights of northwind, declared by k3m9qw2z";
    await azure.arm("PATCH", "scopeMaps/northwind", { properties: { description } });
    await azure.givenPassword("contoso-pull", "password1");
    await azure.givenPassword("fabrikam-ci", "password1", "2026-12-24T00:00:00Z");
    azure.emulator.clock.set("2026-04-01T12:00:00Z");
  });
  beforeEach(() => {
    file = new EditedFile(BEFORE);
    azure.emulator.journal.clear();
  });
  afterEach(() => file.remove());

  const adopt = (options: Partial<AdoptOptions> = {}) => adoptIn(file, azure, options);

  it("prints a file of its own, and writes nothing", async () => {
    const { exitCode, text } = await adopt();
    expect({ exitCode, text }).to.deep.equal({
      exitCode: 1,
      text: [
        ...SUMMARY.flatMap((line) => wrapped(line, 78)).map((line) => `# ${line}`),
        "customers:",
        PRINTED,
        "# nothing was written; add --apply to add this to the file",
      ].join("\n"),
    });
    expect(file.text).to.equal(BEFORE);
    const loaded = loadCustomers(Buffer.from(text), { file: "draft" });
    expect(loaded.ok && loaded.file.customers.map(({ id }) => id)).to.deep.equal(["contoso"]);
    const asked = azure.emulator.journal.entries().map(({ operation }) => operation);
    expect(asked.filter((each) => each !== undefined).sort()).to.include.members([
      "ScopeMaps_List",
      "Tokens_List",
    ]);
    expect(
      azure.emulator.journal
        .entries()
        .filter(({ method, host }) => host === "arm" && method !== "GET"),
    ).to.deep.equal([]);
  });

  it("takes registry and file from the stack's settings", async () => {
    const [, , subscriptionId, , resourceGroupName] = azure.registryId.split("/");
    const config = {
      "azure-native:subscriptionId": subscriptionId,
      "customer-access:resourceGroupName": resourceGroupName,
      "customer-access:registryName": "vendorimages",
      "customer-access:vaultName": "vendor-access",
      "customer-access:customersFile": "customers.yaml",
    };
    writeFileSync(join(file.folder, "Pulumi.dev.yaml"), JSON.stringify({ config }));
    const named = await adopt();
    const asked = { registry: undefined, customers: undefined, folder: file.folder, stack: "dev" };
    expect(await adopt(asked as Partial<AdoptOptions>)).to.deep.equal(named);
  });

  it("is shown so in docs/operations.md", async () => {
    const { text } = await adopt();
    const shown = text.replaceAll("FILE", "customers.yaml");
    expect(readFileSync("docs/operations.md", "utf8")).to.include(`$ npm run -s adopt\n${shown}\n`);
  });

  it("writes it after the last customer with --apply, and drafts nothing twice", async () => {
    const first = await adopt({ apply: true });
    expect(file.text).to.equal(`${BEFORE}${ADDED}`);
    expect(first).to.deep.include({
      exitCode: 1,
      text: [
        "FILE:9: 1 customer was added, and 1 token as comments",
        ...SUMMARY,
        "next: `npm run plan` shows what each adoption takes; then commit the file and open a pull request",
      ].join("\n"),
    });
    const written = file.text;
    const second = await adopt({ apply: true });
    expect(file.text).to.equal(written);
    expect({ exitCode: second.exitCode, text: second.text.replace(/\n# {5}/g, " ") }).to.deep.equal(
      {
        exitCode: 1,
        text: [
          "# 5 tokens of registry vendorimages on 2026-04-01:",
          "#   1 waits as a comment in FILE; without the comment it is drafted again",
          "#   3 are in FILE already",
          "#   northwind is declared by another stack (k3m9qw2z, for its customer northwind)",
        ].join("\n"),
      },
    );
  });

  it("keeps a byte order mark, CRLF, and a text that does not end with a line end", async () => {
    const before = `\ufeff${BEFORE.trimEnd().replaceAll("\n", "\r\n")}`;
    file.remove();
    file = new EditedFile(before);
    await adopt({ apply: true });
    expect(file.text).to.equal(`${before}\r\n${ADDED.trimEnd().replaceAll("\n", "\r\n")}`);
  });

  for (const [name, text] of Object.entries({
    "an empty file": "",
    "a file of comments": "# Nobody yet.\n",
    "a list without customers": "customers:\n  # Nobody yet.\n",
  })) {
    it(`adds to ${name}`, async () => {
      file.remove();
      file = new EditedFile(text);
      expect((await adopt({ apply: true })).exitCode).to.equal(1);
      expect(file.text.startsWith(text)).to.equal(true);
      const loaded = loadCustomers(Buffer.from(file.text), { file: "FILE" });
      const ids = loaded.ok && loaded.file.customers.map(({ id }) => id);
      expect(ids).to.deep.equal(["adatum", "contoso", "zava"]);
    });
  }

  it("tells programs the same", async () => {
    const { data } = await adopt();
    expect(data).to.deep.include({
      registry: azure.registryId,
      today: "2026-04-01",
      inFile: ["zava-token", "adatum-pull"],
      waiting: [],
      written: false,
    });
    expect((data as { drafts: object[] }).drafts[0]).to.deep.equal({
      token: "contoso-pull",
      enabled: true,
      scopeMap: "contoso-pull",
      sharedWith: [],
      slots: [
        { slot: "password1", is: "taken", createdOn: "2026-03-01", ageDays: 31, endsOn: null },
        { slot: "password2", is: "free", createdOn: null, ageDays: null, endsOn: null },
      ],
      entries: [
        {
          id: "contoso",
          entry: {
            repositories: ["app/api", "base/*"],
            tokenName: "contoso-pull",
            adopt: ["token", "scopeMap"],
          },
        },
      ],
      notes: [],
      problems: [],
    });
  });
});
