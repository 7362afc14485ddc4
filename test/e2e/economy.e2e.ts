// What a run costs: requests to Azure, and bytes of state.

import { expect } from "chai";
import { type Deployment, openDeployment } from "../helpers/deployment";

/** One of each kind whose state could look unknown to a preview. */
const ENTRIES = {
  contoso: "",
  fabrikam: ", credential: { rotation: manual }",
  northwind: ", state: suspended",
};
const CUSTOMERS = Object.keys(ENTRIES);

describe("an unchanged preview", function () {
  this.timeout(120_000);
  let deployment: Deployment;

  before(async () => {
    deployment = await openDeployment();
    const entries = Object.entries(ENTRIES).map(
      ([id, more]) => `  ${id}: { repositories: [app/api, app/web]${more} }\n`,
    );
    await deployment.write(`customers:\n${entries.join("")}`);
    await deployment.up();
  });
  after(() => deployment.close());

  it("asks Azure for each token and secret and for the list of scope maps once, for the registry and the vault twice, and for nothing else", async () => {
    deployment.emulator.journal.clear();
    const result = await deployment.preview();
    expect(result.changes).to.deep.equal({});
    const asked = deployment.emulator.journal
      .entries()
      .filter(({ host }) => host !== "metadata" && host !== "login")
      .map(({ method, path }) => `${method} ${path.split("/").slice(-2).join("/")}`);
    expect(
      asked.map((each) => each.replace(/-registry-\w{8}$/, "-registry-…")).sort(),
    ).to.deep.equal([
      ...["GET registries/vendorimages", "GET registries/vendorimages"],
      ...CUSTOMERS.map((id) => `GET secrets/${id}-registry-…`),
      ...CUSTOMERS.map((id) => `GET tokens/${id}-pull`),
      // The third time for the one who has no secret yet: 404 means that only where the vault is there.
      ...Array(3).fill("GET vaults/vendor-access"),
      "GET vendorimages/scopeMaps",
    ]);
  });

  it("has a state without the paths of this checkout for any customer", async () => {
    const { deployment: state } = await deployment.stack.exportStack();
    const { resources } = state as { resources: { urn: string; stackTrace?: object[] }[] };
    const own = resources.filter(({ urn }) =>
      CUSTOMERS.some((id) => urn.split("::").at(-1)?.startsWith(id)),
    );
    expect(own).to.have.length(4 * CUSTOMERS.length);
    expect(own.filter(({ stackTrace }) => stackTrace !== undefined)).to.deep.equal([]);
  });
});
