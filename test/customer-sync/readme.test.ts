// The README of the customer's folder: how to log in, and the same rights as the page that it leads to.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const textOf = (path: string) => readFileSync(join(__dirname, "../..", path), "utf8");
const README = textOf("customer-sync/README.md");

describe("the README of the customer's folder", () => {
  /** The text below a heading, to the next one. */
  const below = (text: string, heading: string) =>
    text.slice(text.indexOf(`\n${heading}\n`)).split(/\n#+ /)[1] ?? "";
  /** Roles and actions that table rows name. */
  const rightsIn = (rows: string) =>
    [...rows.matchAll(/\*[A-Z][A-Za-z ]+\*|`Microsoft\.[\w/]+`/g)].map(([right]) => right).sort();

  it("says how to log in to Azure and to the backend, before anything needs it", () => {
    const [before] = below(README, "## The steps, in order").split("pulumi stack init");
    for (const way of [
      "`az login`",
      "`ARM_CLIENT_ID`",
      "pulumi login",
      "PULUMI_CONFIG_PASSPHRASE",
    ]) {
      expect(before, way).to.include(way);
    }
  });

  it("names every right that npm run sync needs, as docs/sync-customer.md does", () => {
    const [, rows = ""] = below(README, "## Rights").split("whoever runs `npm run sync`");
    const named = rows.split("\n\n")[0] ?? "";
    const needed = rightsIn(below(textOf("docs/sync-customer.md"), "### What it needs"));
    expect(needed).to.have.lengthOf(4);
    expect(rightsIn(named)).to.deep.equal(needed);
  });
});
