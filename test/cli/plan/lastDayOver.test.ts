// A new customer whose last day is over already: the plan says that they get nothing, and what to do.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { TODAY, YESTERDAY } from "../../access/anyAccess";
import { plannedOnNothing } from "./plannedOnNothing";

describe("npm run plan, for a new customer with a last day", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "last-day-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function plannedUntil(accessUntil: string, markdown = false) {
    const file = join(folder, "customers.yaml");
    const yaml = `customers:\n  contoso: { repositories: [app/api], accessUntil: ${accessUntil} }\n`;
    await writeFile(file, yaml);
    const repositories = async () => ["app/api"];
    const { lines } = await plannedOnNothing(file, { repositories, options: { markdown } });
    return lines.join("\n").split("\n").slice(2);
  }

  const over = `the last day was ${YESTERDAY}, so no password works; correct accessUntil, or leave the entry out`;

  it("says that it is over", async () => {
    expect(await plannedUntil(YESTERDAY)).to.deep.equal([
      "contoso: new",
      "  + may pull app/api",
      `    ${over}`,
      "",
      "1 of 1 customer changes: 1 new",
    ]);
    expect(await plannedUntil(YESTERDAY, true)).to.include(
      `| \`contoso\` | **new** | ➕ may pull app/api<br>${over} |`,
    );
  });

  it("says nothing on the last day itself", async () => {
    expect(await plannedUntil(TODAY)).to.deep.equal([
      "contoso: new",
      "  + may pull app/api",
      "",
      "1 of 1 customer changes: 1 new",
    ]);
  });
});
