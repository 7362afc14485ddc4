// What the state holds after settings changed, and before and after a new password.

import { expect } from "chai";
import type { CredentialInputs } from "../../provider/credentialInputs";
import { afterIssue, afterSettings, beforeIssue } from "../../provider/credentialState";
import { type Properties, Secret, UNKNOWN } from "../../provider/protocol/resource";
import { adoptedSlot, inputs, outputs, SCOPE_MAP_ID, slot } from "../passwords/passwords";

const RUN = { today: "2026-01-01", mayRotate: true };

describe("afterSettings", () => {
  const cases: [
    name: string,
    given: Properties,
    change: Partial<CredentialInputs>,
    changed: Properties,
  ][] = [
    ["keeps the password and its dates", {}, {}, {}],
    ["holds the status, and counts", {}, { enabled: false }, { enabled: false, switches: 1 }],
    ["counts nothing twice", { switches: 1 }, { enabled: false }, { enabled: false }],
    ["counts the way back", { switches: 1 }, {}, { switches: 2 }],
    [
      "remembers what was not proven yet",
      { unproven: true, switches: 1 },
      { enabled: false },
      { enabled: false },
    ],
    ["holds the scope map", {}, { scopeMapId: "other" }, { scopeMapId: "other" }],
    [
      "moves the rotation by the new settings, not the end",
      {},
      { rotateBeforeDays: 10, lifetimeDays: 20 },
      { rotateOn: "2026-02-20" },
    ],
    [
      "plans no rotation for what is now the last password",
      {},
      { notAfter: "2026-03-02" },
      { rotateOn: null },
    ],
    [
      "plans a rotation by age after a change from manual, and announces an end to the older password",
      {
        expiresAt: null,
        rotateOn: null,
        slots: [slot("password1", { expiresOn: undefined }), adoptedSlot("password2")],
      },
      {},
      {
        expiresAt: null,
        rotateOn: "2026-01-31",
        slots: [
          slot("password1", { expiresOn: undefined }),
          adoptedSlot("password2", { endsOn: "2026-01-31" }),
        ],
      },
    ],
  ];
  for (const [name, given, change, changed] of cases) {
    it(name, () => {
      expect(afterSettings(outputs(given), inputs(change), RUN)).to.deep.equal({
        ...outputs(given),
        password: new Secret("stored-value"),
        ...changed,
      });
    });
  }

  it("holds no password where none was stored", () => {
    const bare = { username: "contoso-pull", slots: [] };
    expect(afterSettings(bare, inputs({ enabled: false }), RUN)).to.deep.equal({
      username: "contoso-pull",
      enabled: false,
      scopeMapId: SCOPE_MAP_ID,
      rotateOn: undefined,
      slots: [],
      switches: 1,
    });
  });
});

describe("afterIssue", () => {
  const listed = {
    name: "password2",
    createdAt: "2026-01-01T10:00:00.000Z",
    expiresAt: "2026-03-02T00:00:00.000Z",
  } as const;
  const made = { listed, generated: { username: "contoso-pull", value: "new-value" } };
  const issued: Properties = {
    username: "contoso-pull",
    password: new Secret("new-value"),
    currentSlot: "password2",
    issuedAt: "2026-01-01T10:00:00.000Z",
    expiresAt: "2026-03-02T00:00:00Z",
    rotateOn: "2026-01-31",
    enabled: true,
    scopeMapId: SCOPE_MAP_ID,
  };
  const second = slot("password2", { createdAt: "2026-01-01T10:00:00.000Z", generation: 2 });

  it("makes the new password the current one, beside the other", () => {
    expect(afterIssue(outputs(), inputs({ generation: 2 }), RUN, made)).to.deep.equal({
      ...issued,
      switches: 0,
      slots: [slot("password1"), second],
    });
  });

  it("remembers that nobody could log in with it", () => {
    const disabled = afterIssue(outputs(), inputs({ generation: 2, enabled: false }), RUN, made);
    expect(disabled).to.deep.equal({
      ...issued,
      enabled: false,
      slots: [slot("password1"), second],
      unproven: true,
      switches: 1,
    });
  });

  it("forgets what stood in the slot before", () => {
    const olds = outputs({ slots: [slot("password1"), slot("password2", { generation: 1 })] });
    expect(afterIssue(olds, inputs({ generation: 2 }), RUN, made)).to.deep.equal({
      ...issued,
      switches: 0,
      slots: [slot("password1"), second],
    });
  });

  it("announces an end to an adopted password: the next rotation", () => {
    const olds = { slots: [adoptedSlot("password1")] };
    expect(afterIssue(olds, inputs({ generation: 2 }), RUN, made)).to.deep.equal({
      ...issued,
      switches: 0,
      slots: [adoptedSlot("password1", { endsOn: "2026-01-31" }), second],
    });
  });

  it("holds a password without an end, with neither end nor rotation", () => {
    expect(
      afterIssue({}, inputs({ generation: 2, rotation: "manual" }), RUN, {
        ...made,
        listed: { name: listed.name, createdAt: listed.createdAt },
      }),
    ).to.deep.equal({
      ...issued,
      expiresAt: null,
      rotateOn: null,
      switches: 0,
      slots: [{ name: "password2", createdAt: listed.createdAt, generation: 2 }],
    });
  });
});

describe("beforeIssue", () => {
  const foretold: Properties = {
    username: "contoso-pull",
    password: UNKNOWN,
    currentSlot: UNKNOWN,
    issuedAt: UNKNOWN,
    expiresAt: "2026-03-02T00:00:00Z",
    rotateOn: "2026-01-31",
    enabled: true,
    scopeMapId: SCOPE_MAP_ID,
    switches: 0,
    slots: UNKNOWN,
  };

  it("knows everything about a first password but its value, its slot and when it is made", () => {
    expect(beforeIssue({}, inputs(), RUN, undefined)).to.deep.equal(foretold);
  });

  it("knows the slot and the end that were decided on", () => {
    const decision = {
      kind: "issue",
      slot: "password2",
      why: "",
      expiresOn: "2026-04-01",
    } as const;
    expect(beforeIssue({}, inputs(), RUN, decision)).to.deep.equal({
      ...foretold,
      currentSlot: "password2",
      expiresAt: "2026-04-01T00:00:00Z",
      rotateOn: "2026-03-02",
    });
  });

  it("knows that a password has neither end nor rotation", () => {
    expect(beforeIssue({}, inputs({ rotation: "manual" }), RUN, undefined)).to.deep.equal({
      ...foretold,
      expiresAt: null,
      rotateOn: null,
    });
  });
});
