// Drift from facts alone: what is hard to make by hand, what must not be found, and parts that could not be read.

import { expect } from "chai";
import { findDrift } from "../../drift/drift";
import type { Facts } from "../../drift/facts";
import { cleanFacts, marked, REGISTRY } from "./cleanFacts";
import { CASES } from "./driftCases";
import { SYNC_CASES } from "./syncCases";
import { webhook } from "./syncedFacts";

const found = (facts: Facts) =>
  findDrift(facts).map(
    ({ kind, customer, subject, message }) =>
      `${kind} | ${customer ?? "-"} | ${subject}: ${message}`,
  );

/** Everything is wrong. */
const WORST: Facts = {
  ...cleanFacts(),
  tokens: [
    { id: `${REGISTRY}/tokens/extra`, name: "extra", scopeMapId: "", enabled: true, passwords: [] },
  ],
  scopeMaps: [{ name: "extra", description: "", actions: [], isSystemDefined: false }],
  secrets: [{ name: "extra", enabled: true, tags: marked("extra") }],
  vault: { usesRoles: false, accessPolicies: [{ objectId: "o", secretPermissions: ["get"] }] },
  registryRoles: {
    assignments: [
      { id: "1", principalId: "p", principalType: "User", scope: "/", roleId: "r" },
      { id: "2", principalId: "p", principalType: "User", scope: "/", roleId: "unknown" },
    ],
    definitions: new Map([
      [
        "r",
        {
          name: "All",
          permissions: [{ actions: ["*"], notActions: [], dataActions: [], notDataActions: [] }],
        },
      ],
    ]),
  },
  connectedRegistries: [{ name: "edge", mode: "Mirror", clientTokenIds: [] }],
  exportPipelines: [{ name: "out", target: "https://x" }],
  webhooks: [webhook({ name: "everything", scope: "" })],
  usages: [{ name: "Tokens", used: 500, limit: 500 }],
  repositories: ["other"],
  logins: new Map([["contoso", "refused"]]),
};

describe("drift", () => {
  for (const [name, [facts, expected]] of Object.entries({ ...CASES, ...SYNC_CASES })) {
    it(`is ${expected.length === 0 ? "not found" : "found"} where ${name}`, () => {
      expect(found(facts)).to.deep.equal(expected);
    });
  }

  for (const tokens of [[], [{ ...cleanFacts().tokens?.[0], enabled: false }]]) {
    it(`says once that a token ${tokens.length === 0 ? "is gone" : "is disabled"}, and not again that its password does not log in`, () => {
      const clean = cleanFacts();
      const [, ...others] = clean.tokens ?? [];
      const facts = {
        ...clean,
        tokens: [...tokens, ...others] as NonNullable<Facts["tokens"]>,
        logins: new Map([["contoso", "refused"]] as const),
      };
      expect(found(facts)).to.deep.equal([
        tokens.length === 0
          ? "tokenMissing | contoso | token contoso-pull: does not exist"
          : "tokenDisabled | contoso | token contoso-pull: is disabled",
      ]);
    });
  }

  it("stays in its line, whatever text of others is in it", () => {
    const odd = "\n  Clean\r\u2028\u001b[2J\u202e";
    const [all] = WORST.registryRoles?.definitions.values() ?? [];
    const hostile: Facts = {
      ...WORST,
      tokens: (WORST.tokens ?? []).map((each) => ({ ...each, name: `extra${odd}` })),
      scopeMaps: [
        { name: `map${odd}`, description: odd, actions: [`${odd}/x`], isSystemDefined: false },
      ],
      secrets: [{ name: `extra${odd}`, enabled: true, tags: marked(`extra${odd}`) }],
      vault: {
        usesRoles: false,
        accessPolicies: [{ objectId: odd, secretPermissions: ["get", odd] }],
      },
      registryRoles: {
        assignments: [
          {
            id: "1",
            principalId: `p${odd}`,
            principalType: `User${odd}`,
            scope: "/",
            roleId: "r",
            condition: odd,
          },
        ],
        definitions: new Map([["r", { permissions: [], ...all, name: `All${odd}` }]]),
      },
      connectedRegistries: [{ name: `edge${odd}`, mode: odd, clientTokenIds: [] }],
      exportPipelines: [{ name: `out${odd}`, target: odd }],
      webhooks: [webhook({ name: `hook${odd}`, scope: "", actions: [odd], tags: { Owner: odd } })],
      usages: [{ name: `Tokens`, used: 500, limit: 500 }],
      repositories: [`other${odd}`],
    };
    const lines = found(hostile);
    expect(lines.length).to.be.at.least(8);
    expect(lines.filter((line) => /[\p{Cc}\u2028\u202e]/u.test(line))).to.deep.equal([]);
    expect(lines.filter((line) => line.includes("All Clean"))).to.have.length(1);
  });

  it("is found in nothing that could not be read, and in the rest as before", () => {
    const all = new Set(found(WORST));
    const parts = [
      "tokens",
      "scopeMaps",
      "secrets",
      "vault",
      "registryRoles",
      "vaultRoles",
      "connectedRegistries",
      "exportPipelines",
      "webhooks",
      "usages",
      "repositories",
      "logins",
    ] as const;
    for (const part of parts) {
      const { [part]: _, ...rest } = WORST;
      // Of a token whose scope map is not known it is said otherwise.
      const extra = found(rest).filter((line) => !all.has(line) && !line.includes("token extra"));
      expect(extra, part).to.deep.equal([]);
    }
    const { today, place, customers, registry, isUnusedAsked } = WORST;
    const { operators, otherStacks, knownWebhooks } = WORST;
    const settings = { operators, otherStacks, knownWebhooks };
    expect(found({ today, place, customers, registry, isUnusedAsked, ...settings })).to.deep.equal(
      [],
    );
  });
});
