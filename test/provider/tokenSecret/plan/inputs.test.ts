// The inputs of TokenSecret and their defaults.

import { expect } from "chai";
import { UNKNOWN } from "../../../../provider/protocol/resource";
import {
  hasUnknown,
  type SecretInputs,
  secretInputs,
} from "../../../../provider/tokenSecret/inputs";
import { SCOPE_MAP_ID, TOKEN_ID } from "../../../passwords/passwords";
import { OWNER, SECRET_ID, VAULT_ID } from "../builders";

const IDS = { tokenId: TOKEN_ID, scopeMapId: SCOPE_MAP_ID };
const LEAST = { ...IDS, vaultId: VAULT_ID, secretName: "contoso-registry-x7k2pd", owner: OWNER };
const DEFAULTS: SecretInputs = {
  ...IDS,
  secretId: SECRET_ID,
  owner: OWNER,
  stack: "",
  adoptsToken: false,
  adoptsSecret: false,
  enabled: true,
  lifetimeDays: 90,
  rotateBeforeDays: 30,
  rotation: "automatic",
  generation: 1,
  revokeBefore: 1,
  notAfter: undefined,
  verifyLogin: true,
};

const GIVEN = {
  enabled: false,
  lifetimeDays: 10,
  rotateBeforeDays: 4,
  rotation: "manual",
  generation: 5,
  revokeBefore: 3,
  notAfter: "2027-01-01",
  verifyLogin: false,
  stack: "registry-customer-access/dev",
  adoptsToken: true,
  adoptsSecret: true,
} as const;

describe("secretInputs", () => {
  for (const name of ["tokenId", "scopeMapId", "vaultId", "secretName", "owner"]) {
    it(`refuses inputs without ${name}`, () => {
      expect(() => secretInputs({ ...LEAST, [name]: undefined })).to.throw(
        Error,
        new RegExp(`^TokenSecret\\.${name} is missing; see components/tokenSecret.ts$`),
      );
    });
  }

  const cases: [name: string, given: object, read: Partial<SecretInputs>][] = [
    ["fills in the defaults", {}, {}],
    [
      "waits for a name and an owner that a first preview does not know",
      { secretName: UNKNOWN, owner: UNKNOWN },
      { secretId: undefined, owner: undefined },
    ],
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
    ["takes everything as it is given", GIVEN, GIVEN],
  ];
  for (const [name, given, read] of cases) {
    it(name, () => {
      expect(secretInputs({ ...LEAST, ...given })).to.deep.equal({ ...DEFAULTS, ...read });
    });
  }
});

describe("hasUnknown", () => {
  for (const [name, isMissed] of [
    ["tokenId", true],
    ["scopeMapId", true],
    ["vaultId", true],
    ["secretName", false],
    ["owner", false],
  ] as const) {
    it(`${isMissed ? "misses" : "does without"} ${name}`, () => {
      expect(hasUnknown({ ...LEAST, [name]: UNKNOWN })).to.equal(isMissed);
    });
  }
});
