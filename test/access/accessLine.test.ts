// The guard's one line per customer, which auditors read.

import { expect } from "chai";
import fc from "fast-check";
import { readAccessLine, writeAccessLine } from "../../access/accessLine";
import { accessOf } from "../../customers/accessOf";
import type { Customer } from "../../customers/schema/schema";
import { anyAccess } from "./anyAccess";

const CONTOSO: Customer = {
  id: "contoso",
  displayName: "Contoso Ltd",
  contact: "platform@contoso.example",
  repositories: ["app/web", "app/api"],
  actions: ["content/read"],
  state: "active",
  tokenName: "contoso-pull",
  credential: {
    lifetimeDays: 90,
    rotateBeforeDays: 30,
    rotation: "automatic",
    generation: 1,
    revokeBefore: 1,
  },
};

describe("accessLine", () => {
  const cases: [name: string, change: Partial<Customer>, line: string][] = [
    [
      "says state, token, actions and repositories, sorted",
      {},
      "active; contoso-pull; content/read; app/api app/web",
    ],
    [
      "says the state",
      { state: "suspended" },
      "suspended; contoso-pull; content/read; app/api app/web",
    ],
    [
      "sorts the actions",
      { actions: ["metadata/read", "content/read"] },
      "active; contoso-pull; content/read metadata/read; app/api app/web",
    ],
    [
      "says until when",
      { accessUntil: "2027-06-30" },
      "active; contoso-pull; content/read; app/api app/web; until 2027-06-30",
    ],
    [
      "says what is revoked",
      {
        accessUntil: "2027-06-30",
        credential: { ...CONTOSO.credential, generation: 3, revokeBefore: 3 },
      },
      "active; contoso-pull; content/read; app/api app/web; until 2027-06-30; revoked before 3",
    ],
    [
      "says who may fetch the password, sorted and in lower case",
      { readers: ["FFFFFFFF-3d4b-4f7a-9b1e-2c5d7e9f1a3b", "8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b"] },
      "active; contoso-pull; content/read; app/api app/web; readers 8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b ffffffff-3d4b-4f7a-9b1e-2c5d7e9f1a3b",
    ],
    [
      "names no readers of an offboarded customer, who has none any more",
      { state: "offboarded", readers: ["8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b"] },
      "offboarded; contoso-pull; content/read; app/api app/web",
    ],
    [
      "names no readers where the list is empty",
      { readers: [] },
      "active; contoso-pull; content/read; app/api app/web",
    ],
    [
      "does not say what changes nobody's access",
      {
        displayName: "Contoso",
        credential: { ...CONTOSO.credential, lifetimeDays: 30, rotation: "manual", generation: 2 },
      },
      "active; contoso-pull; content/read; app/api app/web",
    ],
  ];
  for (const [name, change, line] of cases) {
    it(name, () => {
      const access = accessOf({ ...CONTOSO, ...change });
      expect(writeAccessLine(access)).to.equal(line);
      expect(writeAccessLine(readAccessLine(line))).to.equal(line);
    });
  }

  it("reads what it writes, whatever a customer may do", () => {
    fc.assert(
      fc.property(anyAccess, (access) => {
        expect(readAccessLine(writeAccessLine(access))).to.deep.equal(access);
      }),
    );
  });

  it("passes over what a later version added at the end", () => {
    const line =
      "active; contoso-pull; content/read; app/api; until 2027-06-30; revoked before 2; from 10.0.0.0/8";
    expect(readAccessLine(line)).to.deep.equal({
      state: "active",
      tokenName: "contoso-pull",
      actions: ["content/read"],
      repositories: ["app/api"],
      accessUntil: "2027-06-30",
      revokeBefore: 2,
      readers: [],
    });
  });

  it("leaves the customer as it is", () => {
    const before = structuredClone(CONTOSO);
    writeAccessLine(accessOf(CONTOSO));
    expect(CONTOSO).to.deep.equal(before);
  });
});
