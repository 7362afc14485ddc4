// Suspension, the end of an access and the return from both, as the days pass.

import { expect } from "chai";
import { type Deployment, openDeployment } from "../../helpers/deployment";

const CREDENTIAL = "credential: { lifetimeDays: 60, rotateBeforeDays: 30 }";

interface Settings {
  paused?: string;
  resting?: string;
  leaving?: string;
}

function file({ paused = "active", resting = "active", leaving = "2026-03-20" }: Settings): string {
  return `customers:
  paused: { repositories: [app/api], state: ${paused}, ${CREDENTIAL} }
  resting: { repositories: [app/api], state: ${resting}, ${CREDENTIAL} }
  leaving: { repositories: [app/api], accessUntil: ${leaving}, ${CREDENTIAL} }
`;
}

describe("the end of an access, and the return", function () {
  this.timeout(180_000);
  let deployment: Deployment;
  const first: Record<string, string | undefined> = {};

  before(async () => {
    // Two of three are suspended at once.
    deployment = await openDeployment({ config: { "customer-access:maximumLosses": "2" } });
    at("2026-03-01T09:00:00Z");
    await up({});
    for (const id of ["paused", "resting", "leaving"]) first[id] = await deployment.password(id);
  });
  after(() => deployment.close());

  const at = (instant: string) => {
    deployment.emulator.clock.set(instant);
    deployment.advanceDays(0);
  };
  const up = async (settings: Settings) => {
    deployment.emulator.journal.clear();
    await deployment.write(file(settings));
    const result = await deployment.up();
    expect(result.failed, result.output).to.equal(false);
    return result;
  };
  const generated = () =>
    deployment.emulator.journal
      .entries()
      .filter(({ operation }) => operation === "Registries_GenerateCredentials").length;
  const accepted = (id: string) => deployment.accepts(id, first[id]);

  it("refuses a suspended customer, hides the secret and makes no password", async () => {
    at("2026-03-02T09:00:00Z");
    await up({ paused: "suspended", resting: "suspended" });
    for (const id of ["paused", "resting"]) {
      expect(await accepted(id)).to.equal(false);
      expect(await deployment.password(id)).to.equal(undefined);
    }
    expect(await accepted("leaving")).to.equal(true);
    expect(generated()).to.equal(0);
  });

  it("lets a customer in until the last second of the last day, and the registry itself ends the access", async () => {
    at("2026-03-20T23:59:00Z");
    expect(await accepted("leaving")).to.equal(true);
    at("2026-03-21T00:00:30Z");
    expect(await accepted("leaving")).to.equal(false);
  });

  it("gives the same password back after a suspension, and disables what has ended", async () => {
    // A program's day begins five minutes late, as far as its clock may be ahead of Azure's.
    at("2026-03-21T00:06:00Z");
    await up({ resting: "suspended" });
    expect(await accepted("paused")).to.equal(true);
    expect(await deployment.password("paused")).to.equal(first.paused);
    expect(await deployment.password("leaving")).to.equal(undefined);
    expect(generated()).to.equal(0);
  });

  it("makes one new password for each who comes back after its end, and for one whose run is late", async () => {
    at("2026-06-01T09:00:00Z");
    await up({ leaving: "2026-12-31" });
    expect(generated()).to.equal(3);
    for (const id of ["paused", "resting", "leaving"]) {
      const password = await deployment.password(id);
      expect(password).to.be.a("string").and.not.equal(first[id]);
      expect(await deployment.accepts(id, password)).to.equal(true);
    }
    expect((await deployment.up()).changes).to.deep.equal({});
  });
});
