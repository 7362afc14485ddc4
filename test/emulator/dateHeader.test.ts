// By what clock answers are dated, on each host, and what a cache in between adds.
import { expect } from "chai";
import { useEmulator } from "./useEmulator";

describe("an answer's Date", () => {
  const azure = useEmulator({ now: "2031-05-06T07:08:09Z" });

  afterEach(() => {
    Object.assign(azure.emulator.behaviours, { dateHeader: true, ageSeconds: 0 });
    azure.emulator.faults.clear();
  });

  const hosts: [name: string, ask: () => ReturnType<typeof azure.send>][] = [
    ["Resource Manager", () => azure.arm("GET", azure.registryId)],
    ["Resource Manager, which refuses", () => azure.arm("GET", `${azure.registryId}x`)],
    ["Entra", () => azure.send(`${azure.emulator.url}/metadata/endpoints?api-version=2022-09-01`)],
    ["a vault", () => azure.vault("GET", "/secrets")],
    ["a registry", () => azure.registry("GET", "/v2/")],
  ];
  for (const [name, ask] of hosts) {
    it(`is that of the emulator's clock: ${name}`, async () => {
      azure.emulator.clock.set("2031-05-06T07:08:09Z");
      const { headers } = await ask();
      expect(headers.date).to.match(/^Tue, 06 May 2031 07:08:\d\d GMT$/);
      expect(headers).not.to.have.property("age");
    });

    it(`can be left out: ${name}`, async () => {
      azure.emulator.behaviours.dateHeader = false;
      expect((await ask()).headers).not.to.have.property("date");
    });

    it(`can have an age: ${name}`, async () => {
      azure.emulator.behaviours.ageSeconds = 30;
      expect((await ask()).headers).to.include({ age: "30" });
    });
  }

  it("stands on an answer that a fault made", async () => {
    azure.emulator.clock.set("2031-05-06T07:08:09Z");
    azure.emulator.faults.add({ status: 503 });
    const { status, headers } = await azure.arm("GET", azure.registryId);
    expect([status, headers.date?.slice(0, 20)]).to.deep.equal([503, "Tue, 06 May 2031 07:"]);
  });
});
