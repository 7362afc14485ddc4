// What holds of every plan, for any two sides: it converges, copies what was listed, and leaves the prefix to itself.
import { expect } from "chai";
import fc from "fast-check";
import { MOST_MANIFESTS } from "../../sync/planRepository";
import { wantedDigests } from "../../sync/toRead";
import { runs } from "../helpers/longRun";
import { anySides, importInto, planFor, type Sides } from "./randomSides";

describe("a plan for any two sides", () => {
  const numRuns = runs(1_000, 50_000);
  const holds = (check: (sides: Sides) => void) =>
    fc.assert(fc.property(anySides(), check), { numRuns });

  it("leaves nothing to a second run, in whatever order and whichever imports failed in the first", () => {
    fc.assert(
      fc.property(anySides(), fc.infiniteStream(fc.nat(1000)), (sides, chance) => {
        const { imports } = planFor(sides);
        const next = () => chance.next().value as number;
        const shuffled = imports
          .map((step) => ({ step, at: next() }))
          .sort((one, other) => one.at - other.at);
        for (const { step } of shuffled) {
          if (next() % 2 === 0) importInto(sides.target, sides, step);
        }
        for (const step of planFor(sides).imports) importInto(sides.target, sides, step);
        const left = planFor(sides);
        expect(left.imports).to.deep.equal([]);
        const refused = left.tooLarge.flatMap(({ tags }) => tags).sort();
        expect([...left.missing, ...left.moved].map(({ tag }) => tag).sort()).to.deep.equal(
          refused,
        );
      }),
      { numRuns },
    );
  });

  it("copies each tag with the digest that the source listed, and every referrer of what is in the target", () => {
    holds((sides) => {
      const { imports, tooLarge } = planFor(sides);
      for (const step of imports) importInto(sides.target, sides, step);
      const refused = new Set(tooLarge.flatMap(({ tags }) => tags));
      for (const [tag, digest] of sides.source.tags) {
        if (!refused.has(tag)) expect(sides.target.tags.get(tag), tag).to.equal(digest);
      }
      const large = new Set(tooLarge.map(({ digest }) => digest));
      for (const [digest, facts] of sides.content) {
        if (!sides.source.manifests.has(digest) || large.has(digest)) continue;
        if (facts.subject === undefined || !sides.target.manifests.has(facts.subject)) continue;
        // An index that no tag and no referrer needs may name a referrer, and is not copied.
        const isNamed = [...sides.content].some(
          ([parent, { children }]) =>
            sides.source.manifests.has(parent) && children.includes(digest),
        );
        if (!isNamed) expect(sides.target.manifests.has(digest), digest).to.equal(true);
      }
    });
  });

  it("writes below the prefix alone, and only tags that the source has", () => {
    holds((sides) => {
      for (const { target, repository, tags, digest } of planFor(sides).imports) {
        expect([target, repository]).to.deep.equal(["vendor/app/api", "app/api"]);
        expect(sides.source.manifests.has(digest)).to.equal(true);
        for (const tag of tags) expect(sides.source.tags.get(tag)).to.equal(digest);
      }
    });
  });

  it("imports each digest once, and of those with tags as many as are missing", () => {
    holds((sides) => {
      const plan = planFor(sides);
      const digests = plan.imports.map(({ digest }) => digest);
      expect(new Set(digests).size).to.equal(digests.length);
      const tagged = [...plan.imports, ...plan.tooLarge].filter(({ tags }) => tags.length > 0);
      expect(tagged.map(({ digest }) => digest).sort()).to.deep.equal(
        [...wantedDigests(plan)].sort(),
      );
      for (const { digest, tags } of plan.imports) {
        if (tags.length === 0) expect(sides.target.manifests.has(digest)).to.equal(false);
      }
    });
  });

  it("puts what is about another after it", () => {
    holds((sides) => {
      const before = new Set<string>();
      for (const { digest, after } of planFor(sides).imports) {
        if (after !== undefined) expect(before.has(after)).to.equal(true);
        before.add(digest);
      }
    });
  });

  it("reads only what the target lacks, and nothing of sides in step", () => {
    holds((sides) => {
      const { reads } = planFor(sides);
      const wanted = wantedDigests(planFor(sides));
      const lacking = [...sides.source.manifests.keys()].filter(
        (digest) => !sides.target.manifests.has(digest) || wanted.has(digest),
      );
      const below = new Set<string>();
      const visit = (digest: string) => {
        below.add(digest);
        sides.content.get(digest)?.children.forEach(visit);
      };
      for (const digest of lacking) visit(digest);
      expect(reads).to.be.at.most(below.size);
      for (const [digest] of sides.source.manifests) {
        importInto(sides.target, sides, { digest, tags: [] });
      }
      for (const [tag, digest] of sides.source.tags) sides.target.tags.set(tag, digest);
      expect(planFor(sides).reads).to.equal(0);
    });
  });

  it("imports no image of more manifests than Azure imports", () => {
    holds((sides) => {
      const { tooLarge } = planFor(sides);
      for (const { manifests } of tooLarge) expect(manifests).to.be.above(MOST_MANIFESTS);
    });
  });
});
