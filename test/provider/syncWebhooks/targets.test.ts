// Names, scopes and expansion of webhooks.

import { expect } from "chai";
import fc from "fast-check";
import { webhookScope } from "../../../access/webhookScope";
import { expanded, targetsOf, webhookName } from "../../../provider/syncWebhooks/targets";
import { runs } from "../../helpers/longRun";

const EXISTING = ["app/api", "app/web", "base/java", "base/java/jre", "base/node", "basement", "x"];

describe("the webhooks of a sync", () => {
  const anyId = fc
    .stringMatching(/^[a-z][a-z0-9]{0,20}(-[a-z0-9]{1,9}){0,3}$/)
    .filter((id) => id.length >= 2 && id.length <= 40);
  const anyTarget = fc.record({
    repository: fc.constantFrom(...EXISTING, "base/*", "*"),
    location: fc.constantFrom("westeurope", "northeurope"),
  });
  const anyWhose = fc.record({ customer: anyId, owner: fc.stringMatching(/^[a-z0-9]{8}$/) });

  it("have names that Azure takes, of which two are the same only for the same webhook", () => {
    const property = fc.property(
      anyTarget,
      anyWhose,
      anyTarget,
      anyWhose,
      (target, whose, otherTarget, otherWhose) => {
        const [name, other] = [webhookName(target, whose), webhookName(otherTarget, otherWhose)];
        expect(name).to.match(/^[a-zA-Z0-9]{5,50}$/);
        const isSame =
          JSON.stringify([target, whose]) === JSON.stringify([otherTarget, otherWhose]);
        expect(name === other).to.equal(isSame);
      },
    );
    fc.assert(property, { numRuns: runs(500, 20_000) });
  });

  it("have the same name in each spelling of a location", () => {
    const whose = { customer: "contoso", owner: "x7k2pd4q" };
    const [one, other] = ["westeurope", "West Europe"].map((location) =>
      webhookName({ repository: "app/api", location }, whose),
    );
    expect(one).to.equal(other);
    expect(one).to.equal("synccontoso2ea08bf24d81c49374c72263");
  });

  it("have the scope of all tags, of a prefix, or of the registry", () => {
    const scopes = ["app/api", "base/*", "*"].map(webhookScope);
    expect(scopes).to.deep.equal(["app/api:*", "base/*", ""]);
  });

  it("are one per location", () => {
    const targets = targetsOf(
      { "app/api": ["westeurope", "northeurope"], "app/web": ["westeurope"] },
      { customer: "contoso", owner: "x7k2pd4q" },
    );
    expect([...targets.values()]).to.deep.equal([
      { repository: "app/api", location: "westeurope" },
      { repository: "app/api", location: "northeurope" },
      { repository: "app/web", location: "westeurope" },
    ]);
  });

  for (const [repositories, byRepository, byPrefix] of [
    [["app/api"], ["app/api"], ["app/api"]],
    [
      ["app/api", "app/new"],
      ["app/api", "app/new"],
      ["app/api", "app/new"],
    ],
    [["base/*"], ["base/java", "base/java/jre", "base/node"], ["base/*"]],
    [
      ["base/java/*", "base/*", "base/java"],
      ["base/java", "base/java/jre", "base/node"],
      ["base/*"],
    ],
    [["nothing/*"], [], ["nothing/*"]],
    [["*"], EXISTING, ["*"]],
    [["*", "app/api"], EXISTING, ["*"]],
  ] as const) {
    it(`expand ${repositories.join(", ")}`, () => {
      expect(expanded({ repositories, webhookScope: "repository" }, EXISTING)).to.deep.equal([
        ...byRepository,
      ]);
      expect(expanded({ repositories, webhookScope: "prefix" }, [])).to.deep.equal([...byPrefix]);
    });
  }

  it("are such that each push below what is synced is announced once", () => {
    const anyPattern = fc.constantFrom(...EXISTING, "base/*", "base/java/*", "app/*", "*");
    const property = fc.property(
      fc.uniqueArray(anyPattern, { minLength: 1 }),
      fc.constantFrom("repository", "prefix"),
      fc.constantFrom(...EXISTING),
      (repositories, webhookScope, pushed) => {
        const covers = (pattern: string) =>
          pattern === "*" ||
          pattern === pushed ||
          (pattern.endsWith("/*") && pushed.startsWith(pattern.slice(0, -1)));
        const told = expanded({ repositories, webhookScope }, EXISTING).filter(covers);
        expect(told).to.have.length(repositories.some(covers) ? 1 : 0);
      },
    );
    fc.assert(property, { numRuns: runs(1_000, 20_000) });
  });
});
