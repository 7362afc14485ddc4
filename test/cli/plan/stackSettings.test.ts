// What a plan makes of the stack's configuration: another file than the stack's is refused, and an incomplete place is not asked about.
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { UserError } from "../../../cli/userError";
import { plannedOnNothing } from "./plannedOnNothing";

const NEW_CUSTOMER = "customers:\n  contoso: { repositories: [base/*] }\n";
const FILE = "customer-access:customersFile";

describe("the settings of a planned stack", () => {
  let folder: string;
  let customers: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "plan-"));
    customers = join(folder, "customers.yaml");
    await writeFile(customers, NEW_CUSTOMER);
    await writeFile(join(folder, "customers-us.yaml"), NEW_CUSTOMER);
    await symlink(folder, `${folder}-link`);
  });
  after(async () => {
    await rm(`${folder}-link`);
    await rm(folder, { recursive: true });
  });

  const repositories = async () => ["base/go"];
  const planned = (config: Record<string, string>) =>
    plannedOnNothing(customers, { repositories, config });

  const refusal = (config: Record<string, string>) =>
    planned(config).then(
      () => expect.fail("was not refused"),
      ({ message, remedy }: UserError) => ({ message, remedy }),
    );

  it("name another file, which is refused with the one to name", async () => {
    const file = join(folder, "customers-us.yaml");
    expect(await refusal({ [FILE]: "customers-us.yaml" })).to.deep.equal({
      message: `stack dev declares the customers of ${file}, not of ${customers}`,
      remedy: `add --customers ${file}, or correct customer-access:customersFile of the stack`,
    });
    expect((await refusal({ [FILE]: "nowhere.yaml" })).message).to.equal(
      `stack dev declares the customers of ${join(folder, "nowhere.yaml")}, not of ${customers}`,
    );
  });

  it("name the same file, also by its whole path or through a link", async () => {
    for (const same of ["customers.yaml", customers, join(`${folder}-link`, "customers.yaml")]) {
      expect((await planned({ [FILE]: same })).exitCode, same).to.equal(0);
    }
  });

  it("name no registry, which then is not asked, and no move is seen", async () => {
    const asked: string[] = [];
    const { lines } = await plannedOnNothing(customers, {
      repositories: async (registryId) => {
        asked.push(registryId);
        return [];
      },
      config: { "customer-access:registryName": "" },
      record: { access: {}, registryId: "/elsewhere", vaultId: "/elsewhere" },
    });
    expect(asked).to.deep.equal([]);
    expect(lines.join("\n")).to.equal(
      [
        "customers.yaml against stack dev, on 2026-11-21",
        "",
        "contoso: new",
        "  + may pull base/*",
        "",
        "1 of 1 customer changes: 1 new",
      ]
        .join("\n")
        .replace("customers.yaml", customers),
    );
  });
});
