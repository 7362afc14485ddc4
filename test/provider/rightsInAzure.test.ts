// What the scope maps of a registry say: read once in a run, and never another stack's taken for one's own.

import { expect } from "chai";
import { scopeMapDescription } from "../../access/scopeMapMark";
import type { RegistryTokens } from "../../azure/tokens/registryTokens";
import { rightsInAzure, scopeMapRefusal } from "../../provider/rightsInAzure";

const REGISTRY_ID = "/registries/vendorimages";
const WHOSE = { scopeMapId: `${REGISTRY_ID}/scopeMaps/contoso-pull`, owner: "x7k2pd4q" };
const REFUSAL =
  "token Theirs-pull: its scope map Theirs-pull is owned by another stack (k3m9qw2z, for its customer theirs), and is not overwritten; write `adopt: [token, scopeMap, secret]` to adopt what that stack published, once it no longer declares this customer";

const described = (customer: string, owner: string, revision?: number) =>
  scopeMapDescription({ customer, owner }, revision);
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  "contoso-pull": described("contoso", "x7k2pd4q", 12),
  "fabrikam-pull": described("fabrikam", "x7k2pd4q"),
  "Theirs-pull": described("theirs", "k3m9qw2z", 40),
  "by-hand": "made by hand",
};

describe("rights in Azure", () => {
  let asked: string[];
  const azure = (fails = false) => ({
    tokens: async () =>
      ({
        scopeMaps: async (registryId: string) => {
          asked.push(registryId);
          if (fails) throw new Error("403");
          return Object.entries(DESCRIPTIONS).map(([name, description]) => ({ name, description }));
        },
        scopeMap: async (id: string) => {
          const description = DESCRIPTIONS[id.split("/").at(-1) ?? ""];
          return description === undefined ? undefined : { actions: [], description };
        },
      }) as unknown as RegistryTokens,
  });
  beforeEach(() => {
    asked = [];
  });

  it("are read once, for all customers", async () => {
    const rights = rightsInAzure(azure());
    await Promise.all([rights.read(WHOSE), rights.read(WHOSE)]);
    expect(asked).to.deep.equal([REGISTRY_ID]);
    expect(Object.fromEntries(NAMES.map((name) => [name, rights.of(name)]))).to.deep.equal({
      "contoso-pull": { revision: 12 },
      "Fabrikam-Pull": { revision: 0 },
      "theirs-pull": { revision: 0, refusal: REFUSAL },
      "by-hand": undefined,
      nobody: undefined,
    });
  });
  const NAMES = ["contoso-pull", "Fabrikam-Pull", "theirs-pull", "by-hand", "nobody"];

  it("say nothing where they cannot be listed", async () => {
    const rights = rightsInAzure(azure(true));
    await rights.read(WHOSE);
    await rights.read(WHOSE);
    expect(asked).to.deep.equal([REGISTRY_ID]);
    expect(rights.of("contoso-pull")).to.equal(undefined);
  });

  for (const [name, owner, refusal] of [
    ["contoso-pull", "x7k2pd4q", undefined],
    ["Theirs-pull", "x7k2pd4q", REFUSAL],
    ["Theirs-pull", "k3m9qw2z", undefined],
    ["by-hand", "x7k2pd4q", undefined],
    ["nobody", "x7k2pd4q", undefined],
  ] as const) {
    it(`${refusal === undefined ? "let" : "do not let"} ${owner} write ${name}`, async () => {
      const given = {
        scopeMapId: `${REGISTRY_ID}/scopeMaps/${name}`,
        description: described("contoso", owner, 13),
      };
      expect(await scopeMapRefusal(azure())(given)).to.deep.equal(
        refusal === undefined ? {} : { refusal },
      );
    });
  }
});
