// What the state holds after settings changed, and before and after a new password.

import { expect } from "chai";
import { UNKNOWN } from "../../../../provider/protocol/resource";
import type { SecretInputs } from "../../../../provider/tokenSecret/inputs";
import type { SecretState } from "../../../../provider/tokenSecret/secretState";
import {
  afterIssue,
  afterSettings,
  beforeIssue,
  heldIn,
  outputsOf,
  stateFrom,
} from "../../../../provider/tokenSecret/state";
import { adoptedSlot, SCOPE_MAP_ID, slot } from "../../../passwords/passwords";
import { inputs, SECRET_ID, state } from "../builders";

const RUN = { today: "2026-01-01", mayRotate: true };
const VERSION = "0123456789abcdef0123456789abcdef";

describe("outputsOf", () => {
  const DERIVED = {
    secretName: "contoso-registry-x7k2pd",
    isPublished: true,
    issuedAt: "2026-01-01T09:30:00.000Z",
    expiresAt: "2026-03-02T00:00:00Z",
    rotateOn: "2026-01-31",
  };

  it("adds the dates of the current password, which stateFrom takes away again", () => {
    const outputs = outputsOf(state(), inputs());
    expect(outputs).to.deep.equal({ ...state(), ...DERIVED });
    expect(stateFrom(outputs)).to.deep.equal(state());
  });

  it("says null of what there is not, and not known of what a first preview cannot know", () => {
    const bare: SecretState = { username: "contoso-pull", slots: [] };
    expect(outputsOf(bare, inputs({ secretId: undefined }))).to.deep.equal({
      ...bare,
      secretName: UNKNOWN,
      currentSlot: null,
      secretVersion: null,
      isPublished: false,
      issuedAt: null,
      expiresAt: null,
      rotateOn: null,
    });
  });

  it("says that nothing is published where another vault is asked for", () => {
    const secretId = SECRET_ID.replace("vendor-access", "other-vault");
    expect(outputsOf(state(), inputs({ secretId })).isPublished).to.equal(false);
  });
});

describe("heldIn", () => {
  const cases: [name: string, change: Partial<SecretState>, held: object][] = [
    ["a published password", {}, {}],
    ["one whose end or tags were altered", { secretIs: "altered" }, {}],
    ["one whose secret may be recovered", { secretIs: "missing" }, {}],
    ["one whose secret was purged", { secretIs: "purged" }, { hasValue: false }],
    ["one over which somebody wrote", { secretIs: "foreign" }, { hasValue: false }],
    ["one whose value nobody knows", { secretIs: "unconfirmed" }, { hasValue: false }],
    ["another stack's", { secretIs: "owned by x" }, { hasValue: false }],
    ["one that was never published", { secretVersion: undefined }, { hasValue: false }],
    [
      "none in a slot that is missing",
      { slots: [{ ...slot("password1"), isMissing: true }] },
      { slots: [] },
    ],
  ];
  for (const [name, change, held] of cases) {
    it(`holds ${name}`, () => {
      expect(heldIn(state(change))).to.deep.equal({
        currentSlot: "password1",
        hasValue: true,
        slots: [slot("password1")],
        ...held,
      });
    });
  }
});

describe("afterSettings", () => {
  const cases: [
    name: string,
    given: Partial<SecretState>,
    change: Partial<SecretInputs>,
    changed: Partial<SecretState>,
  ][] = [
    ["keeps the password and its version", {}, {}, {}],
    ["holds the status of both", {}, { enabled: false }, { enabled: false, secretEnabled: false }],
    ["holds the scope map", {}, { scopeMapId: "other" }, { scopeMapId: "other" }],
    [
      "announces an end to the older password after a change from manual",
      { slots: [slot("password1", { expiresOn: undefined }), adoptedSlot("password2")] },
      {},
      {
        slots: [
          slot("password1", { expiresOn: undefined }),
          adoptedSlot("password2", { endsOn: "2026-01-31" }),
        ],
      },
    ],
    [
      "forgets what was corrected, and remembers what is lost",
      { drift: { enabled: "disabled", secret: "altered", password2: "removed" } },
      {},
      { drift: { password2: "removed" } },
    ],
  ];
  for (const [name, given, change, changed] of cases) {
    it(name, () => {
      expect(afterSettings(state(given), inputs(change), RUN)).to.deep.equal({
        ...state(given),
        ...changed,
      });
    });
  }

  it("forgets the version of a secret that was purged", () => {
    const purged = state({ secretIs: "purged", enabled: false });
    expect(afterSettings(purged, inputs({ enabled: false }), RUN)).to.deep.equal({
      username: "contoso-pull",
      enabled: false,
      scopeMapId: SCOPE_MAP_ID,
      currentSlot: "password1",
      slots: [slot("password1")],
    });
  });
});

describe("afterIssue", () => {
  const second = slot("password2", { createdAt: "2026-01-01T10:00:00.000Z", generation: 2 });
  const made = { issued: second, secretVersion: VERSION };
  const issued = state({ currentSlot: "password2", secretVersion: VERSION });

  it("makes the new password the current one, beside the other", () => {
    expect(afterIssue(state(), inputs(), RUN, made)).to.deep.equal({
      ...issued,
      slots: [slot("password1"), second],
    });
  });

  it("forgets what stood in the slot before, and all trouble", () => {
    const before = state({
      slots: [slot("password1"), slot("password2")],
      secretIs: "foreign",
      drift: { secret: "written by somebody else" },
    });
    expect(afterIssue(before, inputs(), RUN, made)).to.deep.equal({
      ...issued,
      slots: [slot("password1"), second],
    });
  });

  it("announces an end to an adopted password: the next rotation", () => {
    const before = state({ slots: [adoptedSlot("password1")] });
    expect(afterIssue(before, inputs(), RUN, made).slots).to.deep.equal([
      adoptedSlot("password1", { endsOn: "2026-01-31" }),
      second,
    ]);
  });
});

describe("beforeIssue", () => {
  const previewed = {
    username: "contoso-pull",
    enabled: true,
    scopeMapId: SCOPE_MAP_ID,
    secretId: SECRET_ID,
    secretName: "contoso-registry-x7k2pd",
    secretVersion: UNKNOWN,
    secretEnabled: true,
    isPublished: true,
    currentSlot: UNKNOWN,
    slots: UNKNOWN,
    issuedAt: UNKNOWN,
    expiresAt: "2026-03-02T00:00:00Z",
    rotateOn: "2026-01-31",
  };

  it("knows everything about a first password but its version, its slot and when it is made", () => {
    expect(beforeIssue({ slots: [] }, inputs(), RUN, undefined)).to.deep.equal(previewed);
  });

  it("knows the slot that was decided on, and its end", () => {
    const decision = {
      kind: "issue",
      slot: "password2",
      why: "",
      expiresOn: "2026-02-01",
    } as const;
    expect(beforeIssue({ slots: [] }, inputs(), RUN, decision)).to.deep.include({
      currentSlot: "password2",
      expiresAt: "2026-02-01T00:00:00Z",
    });
  });

  it("knows that a password has neither end nor rotation", () => {
    const byHand = inputs({ rotation: "manual" });
    expect(beforeIssue({ slots: [] }, byHand, RUN, undefined)).to.deep.equal({
      ...previewed,
      expiresAt: null,
      rotateOn: null,
    });
  });
});
