// The inputs of TokenCredentials and their defaults.

import { expect } from "chai";
import { type CredentialInputs, credentialInputs } from "../../provider/credentialInputs";
import { SCOPE_MAP_ID, TOKEN_ID } from "../passwords/passwords";

const LEAST = { tokenId: TOKEN_ID, scopeMapId: SCOPE_MAP_ID };
const DEFAULTS: CredentialInputs = {
  ...LEAST,
  enabled: true,
  lifetimeDays: 90,
  rotateBeforeDays: 30,
  rotation: "automatic",
  generation: 1,
  revokeBefore: 1,
  notAfter: undefined,
  verifyLogin: true,
};

describe("credentialInputs", () => {
  for (const name of ["tokenId", "scopeMapId"]) {
    it(`refuses inputs without ${name}`, () => {
      expect(() => credentialInputs({ ...LEAST, [name]: undefined })).to.throw(
        Error,
        new RegExp(`^TokenCredentials\\.${name} is missing; set it to the ARM id$`),
      );
    });
  }

  const cases: [name: string, given: object, read: Partial<CredentialInputs>][] = [
    ["fills in the defaults", {}, {}],
    [
      "rotates a third of a short lifetime before its end",
      { lifetimeDays: 30 },
      { lifetimeDays: 30, rotateBeforeDays: 10 },
    ],
    [
      "rotates at least two days before the end",
      { lifetimeDays: 7 },
      { lifetimeDays: 7, rotateBeforeDays: 2 },
    ],
    [
      "rotates at most thirty days before the end",
      { lifetimeDays: 3650 },
      { lifetimeDays: 3650, rotateBeforeDays: 30 },
    ],
    [
      "takes everything as it is given",
      {
        enabled: false,
        lifetimeDays: 10,
        rotateBeforeDays: 4,
        rotation: "manual",
        generation: 5,
        revokeBefore: 3,
        notAfter: "2027-01-01",
        verifyLogin: false,
      },
      {
        enabled: false,
        lifetimeDays: 10,
        rotateBeforeDays: 4,
        rotation: "manual",
        generation: 5,
        revokeBefore: 3,
        notAfter: "2027-01-01",
        verifyLogin: false,
      },
    ],
  ];
  for (const [name, given, read] of cases) {
    it(name, () => {
      expect(credentialInputs({ ...LEAST, ...given })).to.deep.equal({ ...DEFAULTS, ...read });
    });
  }
});
