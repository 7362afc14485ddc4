// The chain of a credential's events: what counts as one, and that each hash can be computed again from the state.

import { expect } from "chai";
import { fromWire, toWire } from "../../../provider/protocol/wire";
import { withEvent } from "../../../provider/tokenSecret/events";
import type { SecretState } from "../../../provider/tokenSecret/secretState";
import { outputsOf } from "../../../provider/tokenSecret/state";
import { eventSealByHand } from "../../helpers/byHand/sealedByHand";
import { slot } from "../../passwords/passwords";
import { inputs, state } from "./builders";
import { useSecretStack } from "./useSecretStack";

describe("withEvent", () => {
  const first = withEvent(undefined, state());

  it("begins with one event, which none comes before", () => {
    expect(first).to.deep.equal({
      ...state(),
      events: 1,
      eventSha256: eventSealByHand({ outputs: { ...state(), events: 1 } }),
    });
  });

  const changes: [name: string, change: Partial<SecretState>][] = [
    ["the name to log in with", { username: "Contoso-Pull" }],
    ["the status of the token", { enabled: false }],
    ["the published version", { secretVersion: "f".repeat(32) }],
    ["the status of the secret", { secretEnabled: false }],
    ["the current slot", { currentSlot: "password2" }],
    ["the revocation", { revokedBefore: 2 }],
    ["a password more", { slots: [...state().slots, slot("password2")] }],
    ["a password less", { slots: [] }],
    ["when a password was made", { slots: [slot("password1", { createdAt: "2026-01-02" })] }],
    ["an announced end", { slots: [slot("password1", { expiresOn: "2026-03-03" })] }],
    ["the end of an adopted one", { slots: [slot("password1", { endsOn: "2026-03-01" })] }],
    ["its generation", { slots: [slot("password1", { generation: 2 })] }],
  ];
  for (const [name, change] of changes) {
    it(`counts ${name}, and names the event before`, () => {
      const next = { ...first, ...change };
      const previousEventSha256 = first.eventSha256;
      const eventSha256 = eventSealByHand({ outputs: { ...next, events: 2, previousEventSha256 } });
      expect(withEvent(first, next)).to.deep.equal({
        ...next,
        events: 2,
        eventSha256,
        previousEventSha256,
      });
      expect(eventSha256).not.to.equal(first.eventSha256);
    });
  }

  const quiet: [name: string, change: Partial<SecretState>][] = [
    ["another scope map", { scopeMapId: "other" }],
    ["drift that a read has found", { drift: { secret: "altered" }, secretIs: "altered" }],
    ["a password that one answer missed", { slots: [{ ...slot("password1"), isMissing: true }] }],
  ];
  for (const [name, change] of quiet) {
    it(`does not count ${name}`, () => {
      expect(withEvent(first, { ...first, ...change })).to.deep.equal({ ...first, ...change });
    });
  }

  it("counts what a read has found and an update has kept", () => {
    const read = { ...first, enabled: false };
    expect(withEvent(read, read)).to.deep.include({
      events: 2,
      previousEventSha256: first.eventSha256,
    });
  });

  it("starts at the first change of a state that has no events yet", () => {
    expect(withEvent(state(), state())).to.deep.equal(state());
    const changed = withEvent(state(), state({ enabled: false }));
    expect(changed.events).to.equal(1);
    expect(changed).not.to.have.property("previousEventSha256");
  });

  it("gives the same hash from the outputs as the engine keeps them", () => {
    const bare = withEvent(undefined, { username: "contoso-pull", enabled: false, slots: [] });
    for (const each of [first, bare]) {
      const kept = fromWire(toWire(outputsOf(each, inputs())));
      expect(eventSealByHand({ outputs: kept })).to.equal(each.eventSha256);
      expect(eventSealByHand({ outputs: outputsOf(each, inputs()) })).to.equal(each.eventSha256);
    }
  });
});

describe("TokenSecret: events", () => {
  const stack = useSecretStack();
  const chain = () => {
    const { events, eventSha256, previousEventSha256 } = stack.state?.outputs ?? {};
    return { events, eventSha256, previousEventSha256 };
  };
  const next = (count: number, before: ReturnType<typeof chain>) => {
    expect(chain()).to.deep.equal({
      events: count,
      eventSha256: eventSealByHand(stack.state ?? {}),
      previousEventSha256: before.eventSha256,
    });
    return chain();
  };

  it("are chained over creation, suspension, rotation and revocation", async () => {
    await stack.up();
    const first = next(1, { events: 0, eventSha256: undefined, previousEventSha256: undefined });
    await stack.up({ enabled: false });
    const second = next(2, first);
    await stack.up();
    const third = next(3, second);
    await stack.up({ generation: 2 });
    const fourth = next(4, third);
    await stack.up({ generation: 3, revokeBefore: 3 });
    next(5, fourth);
  });

  it("are not counted by an unchanged run, a preview, a read or a new setting", async () => {
    await stack.up();
    const before = chain();
    expect(await stack.up()).to.equal("same");
    await stack.up({ enabled: false }, { isPreview: true });
    await stack.refresh();
    expect(await stack.up({ lifetimeDays: 40, rotateBeforeDays: 20 })).to.equal("updated");
    expect(chain()).to.deep.equal(before);
  });

  it("do not make a state change that has none yet", async () => {
    await stack.up();
    const { state } = stack;
    if (state === undefined) throw new Error("nothing was created");
    const { events: _, eventSha256: __, previousEventSha256: ___, ...outputs } = state.outputs;
    stack.state = { ...state, outputs };
    expect(await stack.up()).to.equal("same");
    expect(stack.state.outputs).to.deep.equal(outputs);
  });

  it("stay over drift that a read finds, and count its correction", async () => {
    await stack.up();
    const before = chain();
    await stack.byHand("PATCH", "tokens/contoso-pull", { status: "disabled" });
    await stack.refresh();
    expect(stack.state?.outputs.enabled).to.equal(false);
    expect(chain()).to.deep.equal(before);
    expect(await stack.up()).to.equal("updated");
    next(2, before);
  });
});
