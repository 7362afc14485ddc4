// The two examples of the customer's folder are of one customer: what stands in both is the same.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";

describe("the examples of the customer's folder", () => {
  const textOf = (file: string) =>
    readFileSync(join(__dirname, "../../customer-sync/examples", file), "utf8");

  it("copy the same repositories from the same registry, with the same password, into the same registry", () => {
    const { config } = parse(textOf("Pulumi.prod.yaml"));
    const vault = String(config["customer-sync:vaultId"]).split("/").at(-1);
    expect(JSON.parse(textOf("sync.json"))).to.deep.equal({
      source: config["customer-sync:vendorRegistry"],
      username: config["customer-sync:tokenName"],
      passwordSecret: `https://${vault}.vault.azure.net/secrets/registry-sync-prod-password`,
      target: config["customer-sync:targetRegistryId"],
      repositories: config["customer-sync:repositories"],
    });
  });
});
