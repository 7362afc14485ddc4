// What CustomerSync refuses before anything is declared: each problem by itself, and all at once.
import { expect } from "chai";
import type { CustomerSyncArgs } from "../../customer-sync/args";
import { findProblems } from "../../customer-sync/problems";
import { GOOD, VAULT } from "./arguments";

const CASES: readonly [Partial<CustomerSyncArgs>, string][] = [
  [
    { vendorRegistry: "https://contoso-pull:hunter2@vendorimages.azurecr.io" },
    "vendorRegistry is not a login server; write it alone, such as vendorimages.azurecr.io",
  ],
  [
    { targetRegistryId: "contosoimages" },
    "targetRegistryId is 'contosoimages'; write the whole id, which the portal shows as the resource id in the JSON view",
  ],
  [
    { password: { secretId: `${VAULT}/secrets/a/version` } },
    "password.secretId is not the id of a secret; write the vault's id, /secrets/ and the name, without a version",
  ],
  [
    { password: { secretId: "hunter2" } },
    "password.secretId is not the id of a secret; write the vault's id, /secrets/ and the name, without a version",
  ],
  [
    { password: { value: "p", vaultId: "hunter2" } },
    "password.vaultId is not the id of a vault; write the whole id, which the portal shows as the resource id in the JSON view",
  ],
  [{ repositories: [] }, "repositories is empty; name at least one"],
  ...["*", "app*", "app/*/*", "App/*", "app/*/x", "app/api:1.0", "App/api", "app/api/", "a@b"].map(
    (name): [Partial<CustomerSyncArgs>, string] => [
      { repositories: ["app/api", name] },
      `repositories has '${name}'; write names without a tag, such as app/api, and prefixes such as base/*`,
    ],
  ),
  [
    { repositories: ["app/api", `app/${"a".repeat(245)}`] },
    `repositories has 'app/${"a".repeat(245)}', of which the copy's name 'vendor/app/${"a".repeat(245)}' has 256 characters, and 255 are allowed; take a shorter targetPrefix`,
  ],
  [
    { repositories: Array.from({ length: 200 }, (_, number) => `base-${number}/*`) },
    "repositories has 200 prefixes, and one expression of a workflow has no room for them; write fewer and shorter ones",
  ],
  ...["", "/", "vendor", "Vendor/", "a:b/"].map((prefix): [Partial<CustomerSyncArgs>, string] => [
    { targetPrefix: prefix },
    `targetPrefix is '${prefix}'; write what ends with /, such as vendor/: without one, images of your own would be overwritten`,
  ]),
  [
    { allowedCallers: [] },
    "allowedCallers is empty, which would let in other workflows alone; name ranges of addresses, or write any",
  ],
  ...[
    ...["any", "20.42.0", "20.42.0.0/33", "20.42.0/24", "20.42.0.9-x", "*"],
    ...["20.42.0.9-20.42.0.1", "9.0.0.1-10.0.0", "100.0.0.0-99.255.255.255"],
  ].map((range): [Partial<CustomerSyncArgs>, string] => [
    { allowedCallers: [range] },
    `allowedCallers has '${range}'; write a range such as 20.42.0.0/24 or 20.42.0.1-20.42.0.9`,
  ]),
  [
    { allowedCallers: ["1.2.3.4"] },
    "allowedCallers has '1.2.3.4'; for this one address write 1.2.3.4/32",
  ],
  ...["Contoso Pull!", "pull", "a".repeat(51), "contoso_pull"].map(
    (name): [Partial<CustomerSyncArgs>, string] => [
      { tokenName: name },
      `tokenName is '${name}'; write the name that the vendor gave, of 5 to 50 letters, digits and hyphens`,
    ],
  ),
  ...[0, 6, 7.5, Number.NaN].map((hours): [Partial<CustomerSyncArgs>, string] => [
    { catchUpHours: hours },
    `catchUpHours is ${hours}; write a whole number above 6, the hours between two catch-ups`,
  ]),
  [
    { vaultAccess: "policy", cloud: "china" },
    "vaultAccess is 'policy' in the cloud 'china', and azure-native writes access policies in the public cloud alone; take a vault that uses roles",
  ],
];

describe("the arguments of CustomerSync", () => {
  it("are taken as they should be", () => {
    expect(findProblems(GOOD)).to.deep.equal([]);
    expect(findProblems({ ...GOOD, allowedCallers: "any", catchUpHours: 7 })).to.deep.equal([]);
    const allowedCallers = ["9.0.0.1-10.0.0.0", "20.42.0.1-20.42.0.1", "127.0.0.0-223.255.255.255"];
    expect(findProblems({ ...GOOD, allowedCallers })).to.deep.equal([]);
    const prefixes = Array.from({ length: 60 }, (_, number) => `base-${number}/*`);
    expect(findProblems({ ...GOOD, repositories: ["base/*", ...prefixes] })).to.deep.equal([]);
    expect(findProblems({ ...GOOD, repositories: [`app/${"a".repeat(244)}`] })).to.deep.equal([]);
  });

  for (const [wrong, expected] of CASES) {
    it(`are refused: ${JSON.stringify(wrong)}`, () => {
      expect(findProblems({ ...GOOD, ...wrong })).to.deep.equal([expected]);
    });
  }

  it("are refused with all problems at once", () => {
    const wrong = { repositories: [], allowedCallers: [], catchUpHours: 1 };
    expect(findProblems({ ...GOOD, ...wrong })).to.have.lengthOf(3);
  });
});
