// Faults of deliveries: lost, doubled, out of order, late, without an answer.
import { expect } from "chai";
import { useWebhook } from "./useWebhook";

describe("a webhook that is disturbed", () => {
  const { azure, receiver, put, given, settled, events, disturbed } = useWebhook();

  it("loses an event, of which then nothing is noted", async () => {
    await given();
    disturbed({ delivery: "lost", skip: 1 });
    await put("a");
    await put("b");
    await put("c");
    expect(await settled()).to.have.members(["push app/api:a", "push app/api:c"]);
    expect((await events()).length).to.equal(2);
  });

  it("sends an event twice, with the same id", async () => {
    await given();
    disturbed({ delivery: "doubled" });
    await put("twice");
    expect(await settled()).to.deep.equal(["push app/api:twice", "push app/api:twice"]);
    expect(new Set(receiver.received.map(({ event }) => event.id)).size).to.equal(1);
  });

  it("sends an event after the next one", async () => {
    await given();
    disturbed({ delivery: "held" });
    const answered = new Promise<void>((resolve) => {
      const release = azure.emulator.intercept(({ phase, entry: { operation, detail } }) => {
        if (phase !== "after" || operation !== "Webhooks_Deliver") return;
        if (detail?.tag !== "first") return;
        release();
        resolve();
      });
    });
    await put("first");
    await put("second");
    await answered;
    expect(receiver.summary).to.deep.equal(["push app/api:second", "push app/api:first"]);
  });

  it("sends an event that is held back when nothing else is to come", async () => {
    await given();
    disturbed({ delivery: "held" });
    await put("alone");
    expect(await settled()).to.deep.equal(["push app/api:alone"]);
  });

  it("sends an event later by the emulator's clock", async () => {
    await given();
    disturbed({ delaySeconds: 600 });
    await put("late");
    const { clock } = azure.emulator;
    const began = clock.now().getTime();
    clock.advanceSeconds(500);
    await put("early");
    expect(await settled()).to.deep.equal(["push app/api:early", "push app/api:late"]);
    expect(clock.now().getTime() - began).to.be.within(599_000, 700_000);
  });

  it("is disturbed and settled from another process", async () => {
    await given();
    const { url, clock } = azure.emulator;
    const control = (path: string, json?: object) =>
      azure.send(`${url}/_emulator/${path}`, { method: "POST", json });
    await control("faults", { operation: "Webhooks_Deliver", delaySeconds: "Infinity" });
    await control("faults", { operation: "Webhooks_Deliver", delaySeconds: 300 });
    const began = clock.now().getTime();
    await put("never");
    await put("later");
    expect((await control("settle")).status).to.equal(204);
    expect(receiver.summary).to.deep.equal(["push app/api:later"]);
    expect(clock.now().getTime() - began).to.be.within(299_000, 400_000);
  });

  it("never reaches the receiver, or loses its answer", async () => {
    await given();
    disturbed({ status: 502, code: "Bad Gateway" });
    disturbed({ reset: true });
    disturbed({ reset: true, when: "after" });
    for (const tag of ["x", "y", "z"]) {
      await put(tag);
      await azure.emulator.settle();
    }
    const statuses = (await events()).map(({ eventResponseMessage: { statusCode } }) => statusCode);
    expect([await settled(), statuses]).to.deep.equal([["push app/api:z"], ["503", "503", "502"]]);
  });

  it("is in the journal, and waits for hooks", async () => {
    await given();
    const seen: unknown[] = [];
    const release = azure.emulator.intercept(({ phase, entry }) => {
      if (entry.operation === "Webhooks_Deliver") {
        seen.push([phase, entry.status, entry.detail, receiver.received.length]);
      }
    });
    const digest = await put("watched");
    await azure.emulator.settle();
    release();
    const detail = { action: "push", repository: "app/api", tag: "watched", digest };
    expect(seen).to.deep.equal([
      ["before", undefined, detail, 0],
      ["after", 200, detail, 1],
    ]);
  });
});
