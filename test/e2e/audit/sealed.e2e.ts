// The seals on the real engine: each record and each event names the one before, and an unchanged run changes none.

import { expect } from "chai";
import { readCheckpoint } from "../../../audit/history/readCheckpoint";
import { eventSealByHand, recordSealByHand } from "../../helpers/byHand/sealedByHand";
import { type Deployment, openDeployed, openDeployment } from "../../helpers/deployment";
import { killedUp } from "../../helpers/killedUp";
import { readState } from "../../helpers/stateFile";
import { ONE_CUSTOMER, THREE_CUSTOMERS } from "../../helpers/usualFiles";

describe("the seals of a stack", function () {
  this.timeout(180_000);
  let deployment: Deployment;

  before(async () => {
    deployment = await openDeployment();
  });
  after(() => deployment.close());

  const find = (suffix: string) => {
    const found = readState(deployment.folder).resources.find(({ urn }) => urn.endsWith(suffix));
    if (found === undefined) throw new Error(`${suffix} is not in the state`);
    return found;
  };
  const guard = () => find("::access-guard");
  const secret = () => find("::contoso-secret");
  const up = async (file: string) => {
    await deployment.write(file);
    const result = await deployment.up();
    expect(result.failed, result.output).to.equal(false);
    return result;
  };
  /** The chain as it stands, after it was computed again. */
  const heads = () => {
    const record = guard();
    expect(record.outputs?.recordSha256).to.equal(recordSealByHand(record));
    const credential = secret();
    expect(credential.outputs?.eventSha256).to.equal(eventSealByHand(credential));
    // What reads histories agrees.
    const reading = readCheckpoint({
      version: 3,
      checkpoint: { latest: readState(deployment.folder) },
    });
    if ("problem" in reading) throw new Error(reading.problem);
    const { guard: read, customers } = reading.value.snapshot;
    expect([read?.isSealTrue, customers.map((each) => each.isEventSealTrue)]).to.deep.equal([
      true,
      [true],
    ]);
    const { revision, recordSha256, previousSha256 } = record.outputs ?? {};
    const { events, eventSha256, previousEventSha256 } = credential.outputs ?? {};
    return {
      record: { revision, recordSha256, previousSha256 },
      credential: { events, eventSha256, previousEventSha256 },
    };
  };

  it("chain over a first run, a change, a rotation and a suspension, and stay in an unchanged run", async () => {
    await up(ONE_CUSTOMER);
    const first = heads();
    expect(first.record).to.deep.include({ revision: 1, previousSha256: undefined });
    expect(first.credential).to.deep.include({ events: 1, previousEventSha256: undefined });

    expect((await deployment.preview({ refresh: true })).changes).to.deep.equal({});
    expect((await up(ONE_CUSTOMER)).changes).to.deep.equal({});
    expect(heads()).to.deep.equal(first);

    const wider = ONE_CUSTOMER.replace("contoso: { repositories: [app/api", "$&, base/node");
    expect(wider).not.to.equal(ONE_CUSTOMER);
    await up(wider);
    const second = heads();
    expect(second.record).to.deep.include({
      revision: 2,
      previousSha256: first.record.recordSha256,
    });
    expect(second.credential).to.deep.equal(first.credential);

    deployment.advanceDays(80);
    await up(wider);
    const third = heads();
    expect(third.record).to.deep.equal(second.record);
    expect(third.credential).to.deep.include({
      events: 2,
      previousEventSha256: second.credential.eventSha256,
    });

    await up(wider.replace("contoso: { ", "contoso: { state: suspended, "));
    const fourth = heads();
    expect(fourth.record).to.deep.include({
      revision: 3,
      previousSha256: third.record.recordSha256,
    });
    expect(fourth.credential).to.deep.include({
      events: 3,
      previousEventSha256: third.credential.eventSha256,
    });

    const { failed } = await deployment.up({ refresh: true });
    expect(failed).to.equal(false);
    expect(heads()).to.deep.equal(fourth);
  });
});

describe("who is behind a run, in the record", function () {
  this.timeout(180_000);
  let deployment: Deployment;

  afterEach(() => deployment.close());

  const provenance = (letter: string) => ({
    commit: letter.repeat(40),
    author: "alice",
    pullRequest: "12",
    approvers: ["bob", "carol"],
    run: `https://github.example/o/r/actions/runs/${letter}`,
  });
  const note = (value: object | string | undefined) => {
    const { envVars } = deployment.stack.workspace;
    if (value === undefined) delete envVars.CUSTOMER_ACCESS_PROVENANCE;
    else
      envVars.CUSTOMER_ACCESS_PROVENANCE =
        typeof value === "string" ? value : JSON.stringify(value);
  };
  const record = () => {
    const guard = readState(deployment.folder).resources.find(({ urn }) =>
      urn.endsWith("::access-guard"),
    );
    if (guard === undefined) throw new Error("the guard is not in the state");
    expect(guard.outputs?.recordSha256).to.equal(recordSealByHand(guard));
    return guard;
  };

  it("is the killed first run whose grants these are, not the run after it", async () => {
    deployment = await openDeployment();
    await deployment.write(THREE_CUSTOMERS);
    note(provenance("a"));
    const killed = await killedUp(
      deployment,
      ({ phase, entry }) =>
        phase === "after" && entry.operation === "Registries_GenerateCredentials",
    );
    expect(killed).not.to.equal(undefined);
    expect(record().outputs?.provenance).to.deep.equal(provenance("a"));

    await deployment.stack.cancel();
    note(provenance("b"));
    const second = await deployment.up();
    expect(second.failed, second.output).to.equal(false);
    expect(record().outputs).to.deep.include({ revision: 1, provenance: provenance("a") });

    // The next change is of a run that was not told: it does not keep what the one before was told.
    note(undefined);
    await deployment.write(THREE_CUSTOMERS.replace("[app/api]", "[app/api, base/node]"));
    expect((await deployment.up()).failed).to.equal(false);
    expect(record().outputs).to.deep.include({ revision: 2 });
    expect(record().outputs).not.to.have.property("provenance");
  });

  it("is no change of its own", async () => {
    deployment = await openDeployed(ONE_CUSTOMER);
    note(provenance("a"));
    expect((await deployment.preview({ refresh: true })).changes).to.deep.equal({});
    expect((await deployment.up()).changes).to.deep.equal({});
    expect(record().outputs).not.to.have.property("provenance");
  });

  it("is left out with a warning where the variable cannot be read, and the run goes on", async () => {
    deployment = await openDeployed(ONE_CUSTOMER);
    note('{"commit": "main"}');
    await deployment.write(ONE_CUSTOMER.replace("[app/api]", "[app/api, base/node]"));
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
    expect(output).to.include(
      "CUSTOMER_ACCESS_PROVENANCE: has another form than it may have in commit; the record of this run does not say who is behind it",
    );
    expect(record().outputs).to.deep.include({ revision: 2 });
    expect(record().outputs).not.to.have.property("provenance");
  });
});
