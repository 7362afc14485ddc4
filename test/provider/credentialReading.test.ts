// What the state holds after a token was read from Azure.

import { expect } from "chai";
import type { RegistryToken } from "../../azure/registryToken";
import { hasEnded, promisedUntil } from "../../passwords/validity";
import { adopted, afterReading, heldFrom } from "../../provider/credentialState";
import { type Properties, Secret } from "../../provider/protocol/resource";
import { outputs, SCOPE_MAP_ID, slot, TOKEN_ID, token } from "../passwords/passwords";

const TODAY = "2026-01-21";
const OUTSIDE = { name: "password2", createdAt: "2026-01-20T10:00:00.000Z" } as const;

describe("heldFrom", () => {
  const cases: [name: string, held: Properties, expected: object][] = [
    ["nothing", {}, { currentSlot: undefined, hasValue: false, slots: [] }],
    [
      "an issued password",
      outputs(),
      { currentSlot: "password1", hasValue: true, slots: [slot("password1")] },
    ],
    [
      "a slot whose value was never stored",
      { currentSlot: "password1", slots: [] },
      { currentSlot: "password1", hasValue: false, slots: [] },
    ],
    [
      "an empty value",
      { currentSlot: "password1", password: "" },
      { currentSlot: "password1", hasValue: false, slots: [] },
    ],
  ];
  for (const [name, given, expected] of cases) {
    it(`reads ${name}`, () => {
      expect(heldFrom(given)).to.deep.equal(expected);
    });
  }
});

describe("afterReading", () => {
  const knownInputs = { tokenId: TOKEN_ID, scopeMapId: SCOPE_MAP_ID, lifetimeDays: 60 };
  const known = { id: TOKEN_ID, inputs: knownInputs, outputs: outputs() };
  const secretOutputs = (change: Properties = {}) =>
    outputs({ password: new Secret("stored-value"), ...change });

  const cases: [name: string, read: RegistryToken, inputs: Properties, outputs: Properties][] = [
    ["changes nothing when nothing changed", token(), knownInputs, secretOutputs()],
    [
      "keeps the known spelling of an id",
      token({ scopeMapId: SCOPE_MAP_ID.toUpperCase() }),
      knownInputs,
      secretOutputs(),
    ],
    [
      "takes over a token that was disabled outside",
      token({ enabled: false }),
      { ...knownInputs, enabled: false },
      secretOutputs({ enabled: false, outside: { enabled: "the token was disabled outside" } }),
    ],
    [
      "takes over another scope map",
      token({ scopeMapId: `${SCOPE_MAP_ID}-other` }),
      { ...knownInputs, scopeMapId: `${SCOPE_MAP_ID}-other` },
      secretOutputs({
        scopeMapId: `${SCOPE_MAP_ID}-other`,
        outside: { scopeMapId: "the token was bound to scope map contoso-pull-other outside" },
      }),
    ],
    [
      "drops a password that was made anew outside",
      token({ passwords: [{ name: "password1", createdAt: "2026-01-20T10:00:00.000Z" }] }),
      knownInputs,
      secretOutputs({
        slots: [],
        outside: { password1: "password1 was regenerated outside on 2026-01-20" },
      }),
    ],
    [
      "drops a password that was removed outside",
      token({ passwords: [] }),
      knownInputs,
      secretOutputs({ slots: [], outside: { password1: "password1 was removed outside" } }),
    ],
    [
      "does not take over a password that was made outside in the other slot",
      token({ passwords: [...token().passwords, OUTSIDE] }),
      knownInputs,
      secretOutputs(),
    ],
  ];
  for (const [name, read, newInputs, newOutputs] of cases) {
    it(name, () => {
      expect(afterReading(known, read, TODAY)).to.deep.equal({
        id: TOKEN_ID,
        inputs: newInputs,
        outputs: newOutputs,
      });
    });
  }

  for (const generation of [0, 1]) {
    it(`tells of a password of generation ${generation} that was removed outside, while nothing is revoked`, () => {
      const older = slot("password2", { generation });
      const held = { ...known, outputs: outputs({ slots: [slot("password1"), older] }) };
      const inputsOfAll = { ...knownInputs, revokeBefore: 1 };
      const { outputs: read } = afterReading({ ...held, inputs: inputsOfAll }, token(), TODAY);
      expect(read).to.deep.equal(
        secretOutputs({ outside: { password2: "password2 was removed outside" } }),
      );
    });
  }

  for (const enabled of [true, false]) {
    it(`leaves inputs alone that say enabled: ${enabled} of a token that is`, () => {
      const inputs = { ...knownInputs, enabled };
      const before = { ...known, inputs, outputs: outputs({ enabled }) };
      expect(afterReading(before, token({ enabled }), TODAY)).to.deep.equal({
        id: TOKEN_ID,
        inputs,
        outputs: secretOutputs({ enabled }),
      });
    });
  }

  it("takes over all passwords on import, for any of them may be in use", () => {
    const id = TOKEN_ID.toLowerCase();
    const read = token({ id, enabled: false, passwords: [...token().passwords, OUTSIDE] });
    expect(afterReading({ id, inputs: {}, outputs: {} }, read, TODAY)).to.deep.equal({
      id,
      inputs: { tokenId: id, enabled: false, scopeMapId: SCOPE_MAP_ID },
      outputs: {
        username: "contoso-pull",
        enabled: false,
        scopeMapId: SCOPE_MAP_ID,
        slots: [
          slot("password1", { generation: 0 }),
          { name: "password2", createdAt: OUTSIDE.createdAt, generation: 0 },
        ],
      },
    });
  });
});

describe("adopted", () => {
  it("holds every password of the token as one of nobody's generation", () => {
    expect(adopted(token(), TODAY)).to.deep.equal({
      username: "contoso-pull",
      enabled: true,
      scopeMapId: SCOPE_MAP_ID,
      slots: [slot("password1", { generation: 0 })],
      switches: 0,
    });
  });
});

describe("an adopted password that ends in the middle of a day", () => {
  const read = (expiresAt: string, today: string) =>
    heldFrom(adopted(token({ passwords: [{ ...OUTSIDE, expiresAt }] }), today)).slots;

  it("is promised until that day begins, and on that day held until it is over", () => {
    const at = (today: string) =>
      read("2026-06-10T15:00:00.000Z", today).map((held) => [
        promisedUntil(held),
        hasEnded(held, today),
      ]);
    expect(at("2026-06-09")).to.deep.equal([["2026-06-10", false]]);
    expect(at("2026-06-10")).to.deep.equal([["2026-06-11", false]]);
    expect(at("2026-06-11")).to.deep.equal([["2026-06-11", true]]);
  });

  it("has not ended where that day is the last that can be written", () => {
    const slots = read("9999-12-31T23:59:59.999Z", TODAY);
    expect(slots.map((held) => [held.expiresOn, hasEnded(held, TODAY)])).to.deep.equal([
      ["9999-12-31", false],
    ]);
  });
});
