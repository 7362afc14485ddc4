// The plugin's own process between two clocks: what its parameter's check makes of Azure's, and by whose day its resources go.

import { status } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { useEmulator } from "../../../emulator/useEmulator";
import { Plugin, type Properties, struct } from "./plugin";
import { failure, GUARD_URN } from "./stack";

const PLACE = { registryId: "/registries/vendorimages", vaultId: "/vaults/vendor-access" };
const line = (id: string, state: string) => `${state}; ${id}-pull; content/read; app/api`;

/** Two customers are suspended at once, which is acknowledged until 2026-11-21. */
const BEFORE = {
  ...PLACE,
  access: { contoso: line("contoso", "active"), fabrikam: line("fabrikam", "active") },
};
const AFTER = {
  ...PLACE,
  access: { contoso: line("contoso", "suspended"), fabrikam: line("fabrikam", "suspended") },
  acknowledge: [{ customers: ["contoso", "fabrikam"], reason: "OPS-7", until: "2026-11-21" }],
};

describe("the plugin between two clocks", () => {
  const azure = useEmulator();
  let plugin: Plugin | undefined;

  afterEach(async () => {
    await plugin?.close();
    Object.assign(azure.emulator.behaviours, { dateHeader: true, ageSeconds: 0 });
    azure.emulator.faults.clear();
  });

  /** Starts the plugin on a machine whose clock says `ours`, and lets it check the place. */
  async function parameterized(ours: string, env: Record<string, string> = {}): Promise<Plugin> {
    const moved = { CUSTOMER_ACCESS_NOW: ours, ...env };
    const started = await Plugin.start({ ...azure.emulator.environment, ...moved });
    plugin = started;
    const place: Properties = {
      cloud: azure.emulator.environment.ARM_METADATA_HOSTNAME,
      registryId: azure.registryId,
      vaultId: azure.vaultId,
    };
    const value = new proto.ParameterizeRequest.ParametersValue()
      .setName("acr-credentials")
      .setVersion("0.1.0")
      .setValue(Buffer.from(JSON.stringify(place)));
    const request = new proto.ParameterizeRequest().setValue(value);
    await started.call<proto.ParameterizeResponse>((client, done) =>
      client.parameterize(request, done),
    );
    return started;
  }

  /** How many reasons the guard has against the change. */
  async function refusals(of: Plugin): Promise<number> {
    const request = new proto.CheckRequest().setUrn(GUARD_URN);
    const place = { registryId: azure.registryId, vaultId: azure.vaultId };
    request.setOlds(struct({ ...BEFORE, ...place })).setNews(struct({ ...AFTER, ...place }));
    const response = await of.call<proto.CheckResponse>((client, done) =>
      client.check(request, done),
    );
    return response.getFailuresList().length;
  }

  it("stops where they are a year apart, in whichever direction", async () => {
    azure.emulator.clock.set("2026-11-21T09:00:00Z");
    for (const ours of ["2027-11-21T09:00:05Z", "2025-11-21T09:00:05Z"]) {
      const { code, details } = await failure(parameterized(ours));
      expect(code).to.equal(status.UNKNOWN);
      expect(details.replace(/09:0\d:\d\d/g, "09:00:NN")).to.equal(
        `\nCUSTOMER_ACCESS_NOW says ${ours.replace("09:00:05", "09:00:NN")}, and Azure's clock 2026-11-21T09:00:NNZ; nothing was read or changed, because a wrong clock makes working passwords look expired: run again with CUSTOMER_ACCESS_NOW=2026-11-21T09:00:NNZ`,
      );
      await plugin?.close();
    }
  });

  it("uses Azure's day if midnight is between them", async () => {
    azure.emulator.clock.set("2026-11-21T23:58:00Z");
    const ahead = await parameterized("2026-11-22T00:01:00Z");
    expect(await refusals(ahead)).to.equal(0);
    await ahead.close();
    azure.emulator.clock.set("2026-11-22T00:01:00Z");
    expect(await refusals(await parameterized("2026-11-21T23:58:00Z"))).to.equal(1);
  });

  it("compares by the one answer that there is when the other one's place is gone", async () => {
    azure.emulator.clock.set("2026-11-21T09:00:00Z");
    azure.emulator.faults.add({ operation: "Registries_Get", status: 404, times: 6 });
    const gone = { CUSTOMER_ACCESS_GONE: "vendorimages" };
    const { details } = await failure(parameterized("2027-11-21T09:00:05Z", gone));
    expect(details).to.match(
      /^\nCUSTOMER_ACCESS_NOW says 2027-11-21T09:00:0\dZ, and Azure's clock/,
    );
  });

  const silent: [words: string, behaviour: object][] = [
    ["have no Date", { dateHeader: false }],
    ["came out of a cache", { ageSeconds: 30 }],
  ];
  for (const [words, behaviour] of silent) {
    it(`warns, and uses its own clock, if the answers ${words}`, async () => {
      azure.emulator.clock.set("2026-11-21T09:00:00Z");
      Object.assign(azure.emulator.behaviours, behaviour);
      const running = await parameterized("2027-11-21T09:00:00Z");
      expect(running.log).to.deep.equal([
        {
          severity: "warning",
          urn: "",
          message: `Azure's answers ${words}, so this machine's clock could not be compared with Azure's; make sure that it is right: a wrong clock makes working passwords look expired`,
        },
      ]);
      expect(await refusals(running)).to.equal(1);
    });
  }
});
