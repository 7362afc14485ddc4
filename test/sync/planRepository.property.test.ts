// What holds of every plan, for any two sides: it converges, copies what was listed, and leaves the prefix to itself.
import { expect } from "chai";
import fc from "fast-check";
import { MOST_MANIFESTS } from "../../sync/chooseImports";
import { mayHaveParts } from "../../sync/sides";
import { runs } from "../helpers/longRun";
import { anySides, importInto, planFor, type Sides, treeOf } from "./randomSides";

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

  it("copies each tag whole, with the digest that the source listed, and every referrer of what is in the target", () => {
    holds((sides) => {
      const { imports, tooLarge } = planFor(sides);
      for (const step of imports) importInto(sides.target, sides, step);
      const isCopied = (digest: string) =>
        treeOf(sides, digest).every((each) => sides.target.manifests.has(each));
      const refused = new Set(tooLarge.flatMap(({ tags }) => tags));
      for (const [tag, digest] of sides.source.tags) {
        if (refused.has(tag)) continue;
        expect([tag, sides.target.tags.get(tag)]).to.deep.equal([tag, digest]);
        expect([tag, isCopied(digest)]).to.deep.equal([tag, true]);
      }
      const large = new Set(tooLarge.map(({ digest }) => digest));
      for (const [digest, { subject }] of sides.content) {
        if (!sides.source.manifests.has(digest) || large.has(digest)) continue;
        if (subject === undefined || !sides.target.manifests.has(subject)) continue;
        expect([digest, isCopied(digest)]).to.deep.equal([digest, true]);
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
        [...new Set([...plan.missing, ...plan.moved].map(({ digest }) => digest))].sort(),
      );
      const { manifests } = sides.target;
      for (const { digest, tags, part } of plan.imports) {
        expect(part !== undefined && manifests.has(part)).to.equal(false);
        if (tags.length === 0) expect(manifests.has(digest)).to.equal(part !== undefined);
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

  it("reads indexes and what the target lacks, no part of what comes, and nothing of sides in step", () => {
    holds((sides) => {
      const { reads, imports } = planFor(sides);
      const { source, target } = sides;
      const parts = new Set(
        imports.flatMap(({ digest, tags, part }) =>
          tags.length > 0 && part === undefined ? treeOf(sides, digest).slice(1) : [],
        ),
      );
      for (const digest of reads) {
        const isIndex = mayHaveParts(source.manifests.get(digest)?.mediaType ?? "");
        const isNeeded = !target.manifests.has(digest) && !parts.has(digest);
        expect([digest, isIndex || isNeeded]).to.deep.equal([digest, true]);
      }
      for (const digest of source.manifests.keys()) importInto(target, sides, { digest, tags: [] });
      for (const [tag, digest] of source.tags) target.tags.set(tag, digest);
      expect(planFor(sides).reads).to.deep.equal([]);
    });
  });

  it("reads only the indexes of what comes where the target is empty and no manifest is old", () => {
    holds(({ source, content, target }) => {
      const named = new Set([...source.tags.values()].flatMap((tag) => treeOf({ content }, tag)));
      const manifests = new Map([...source.manifests].filter(([digest]) => named.has(digest)));
      target.manifests.clear();
      const { reads, tooLarge } = planFor({
        source: { ...source, manifests },
        content,
        target: { ...target, tags: new Map() },
      });
      if (tooLarge.length > 0) return;
      const indexes = [...manifests].filter(([, { mediaType }]) => mayHaveParts(mediaType));
      expect([...reads].sort()).to.deep.equal(indexes.map(([digest]) => digest).sort());
    });
  });

  it("imports no image of more manifests than Azure imports", () => {
    holds((sides) => {
      const { tooLarge } = planFor(sides);
      for (const { manifests } of tooLarge) expect(manifests).to.be.above(MOST_MANIFESTS);
    });
  });
});
