// What a role allows: actions and their exceptions, by block, with stars anywhere, whatever the case.

import { expect } from "chai";
import { type Action, allows, isAtOrAbove, type Permission } from "../../drift/roles";

const role = (...permissions: Partial<Permission>[]) => ({
  name: "a role",
  permissions: permissions.map((each) => ({
    actions: [],
    notActions: [],
    dataActions: [],
    notDataActions: [],
    ...each,
  })),
});
const arm = (name: string): Action => ({ plane: "actions", name });
const data = (name: string): Action => ({ plane: "dataActions", name });

const PULL = "Microsoft.ContainerRegistry/registries/pull/read";
const GET = "Microsoft.KeyVault/vaults/secrets/getSecret/action";

const CASES: readonly (readonly [string, Partial<Permission>[], Action, boolean])[] = [
  ["the very action", [{ actions: [PULL] }], arm(PULL), true],
  ["in another case", [{ actions: [PULL.toUpperCase()] }], arm(PULL), true],
  ["a star", [{ actions: ["*"] }], arm(PULL), true],
  ["a star before", [{ actions: ["*/read"] }], arm(PULL), true],
  ["a star behind", [{ actions: ["Microsoft.ContainerRegistry/*"] }], arm(PULL), true],
  ["a star in the middle", [{ actions: ["Microsoft.ContainerRegistry/*/read"] }], arm(PULL), true],
  ["two stars", [{ actions: ["Microsoft.*/registries/*/read"] }], arm(PULL), true],
  [
    "two stars, of which one finds nothing",
    [{ actions: ["Microsoft.*/tokens/*/read"] }],
    arm(PULL),
    false,
  ],
  ["an end that is another", [{ actions: ["*/write"] }], arm(PULL), false],
  [
    "a beginning alone, without a star",
    [{ actions: ["Microsoft.ContainerRegistry"] }],
    arm(PULL),
    false,
  ],
  ["a part that would be used twice", [{ actions: ["a/b*b/c"] }], arm("a/b/c"), false],
  ["nothing", [{}], arm(PULL), false],
  ["no blocks", [], arm(PULL), false],
  ["an exception", [{ actions: ["*"], notActions: [PULL] }], arm(PULL), false],
  ["an exception with a star", [{ actions: ["*"], notActions: ["*/pull/*"] }], arm(PULL), false],
  [
    "an exception of something else",
    [{ actions: ["*"], notActions: ["*/write"] }],
    arm(PULL),
    true,
  ],
  ["an exception of another block", [{ actions: [PULL] }, { notActions: ["*"] }], arm(PULL), true],
  ["an exception of another plane", [{ actions: ["*"], notDataActions: ["*"] }], arm(PULL), true],
  ["actions for data", [{ actions: ["*"] }], data(GET), false],
  [
    "data actions for data",
    [{ dataActions: ["Microsoft.KeyVault/vaults/secrets/*"] }],
    data(GET),
    true,
  ],
  ["data actions for actions", [{ dataActions: ["*"] }], arm(PULL), false],
  [
    "an exception of data",
    [{ dataActions: ["*"], notDataActions: ["*/getSecret/action"] }],
    data(GET),
    false,
  ],
];

describe("what a role allows", () => {
  for (const [name, permissions, action, expected] of CASES) {
    it(`is computed from ${name}: ${expected}`, () => {
      expect(allows(role(...permissions), action)).to.equal(expected);
    });
  }
});

describe("where a role counts", () => {
  const registry =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/images";
  const cases: readonly (readonly [string, boolean])[] = [
    ["/", true],
    ["/providers/Microsoft.Management/managementGroups/vendor", true],
    ["/subscriptions/s", true],
    ["/subscriptions/S/resourcegroups/G", true],
    [registry, true],
    [`${registry}/repositories/app`, false],
    ["/subscriptions/s/resourceGroups/g2", false],
    [`${registry}2`, false],
    ["/subscriptions/other", false],
  ];
  for (const [scope, expected] of cases) {
    it(`is ${expected ? "" : "not "}at the registry for ${scope}`, () => {
      expect(isAtOrAbove(scope, registry)).to.equal(expected);
    });
  }
});
