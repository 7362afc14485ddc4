// No field of any file can be edited so that an answer changes and no anchor notices; and that this test would notice.

import { expect } from "chai";
import fc from "fast-check";
import { plainRuns } from "../../cli/audit/plainHistory";
import { runs as times } from "../../helpers/longRun";
import { loadMutant, type Mutant } from "../../model/mutant/mutant";
import type { StoredRun } from "../history/storedHistory";
import {
  anchorOf,
  contradicted,
  edited,
  edits,
  loadProduct,
  PRODUCT_FILES,
  type Product,
  reader,
  toldBy,
} from "./editedHistory";

/** A twelfth of them or more change an answer. */
const EDITS = times(150, 6_000);

/** By these choices each mutant is found within fifty edits. */
const SEED = 5;

/** What is broken on purpose. */
const MUTANTS: readonly Mutant[] = [
  {
    does: "does not cover messages",
    changes: [
      {
        file: "audit/history/contentSha256.ts",
        text: "{ kind, ...times, result, message, environment, resourceChanges }",
        becomes: "{ kind, ...times, result, environment, resourceChanges }",
      },
    ],
  },
  {
    does: "does not cover results",
    changes: [
      {
        file: "audit/history/contentSha256.ts",
        text: "{ kind, ...times, result, message, environment, resourceChanges }",
        becomes: "{ kind, ...times, message, environment, resourceChanges }",
      },
    ],
  },
  {
    does: "does not cover times",
    changes: [
      {
        file: "audit/history/contentSha256.ts",
        text: "{ kind, ...times, result, message, environment, resourceChanges }",
        becomes: "{ kind, result, message, environment, resourceChanges }",
      },
    ],
  },
  {
    does: "does not cover resources",
    changes: [
      {
        file: "audit/history/contentSha256.ts",
        text: "{ stack, manifest, resources: known, pending_operations });",
        becomes: "{ stack, manifest, pending_operations });",
      },
    ],
  },
  {
    does: "takes null for nothing",
    changes: [
      {
        file: "audit/history/contentSha256.ts",
        text: "value[key] !== undefined",
        becomes: "value[key] !== undefined && value[key] !== null",
      },
    ],
  },
  {
    does: "covers which entries there are, and not what they say",
    changes: [
      {
        file: "audit/history/writtenRuns.ts",
        text: "parts = [number, contentOf(entry), contentOf(checkpoint)]",
        becomes: "parts = [number]",
      },
    ],
  },
];

for (const fixture of ["sealed", "quarter"]) {
  describe(`an edit of one field in the history ${fixture}`, () => {
    let runs: StoredRun[];
    let present: string;

    before(async () => {
      ({ runs, present } = await plainRuns(fixture));
    });

    /** Tries edits until one that changes an answer is not named. */
    function tried(product: Product, numRuns: number, seed?: number) {
      const read = reader(product, present);
      const honest = read(runs);
      const told = toldBy(product, honest);
      const counts = [3, 6, runs.length];
      const anchors = counts.map((count) => anchorOf(product, honest, count));
      expect(contradicted(product, honest, anchors)).to.deep.equal([]);
      let changing = 0;
      const property = fc.property(edits, (edit) => {
        const done = edited(runs, edit);
        if (done === undefined) return;
        const history = read(done.runs);
        const named = contradicted(product, history, anchors);
        if (named.length === 0) expect(toldBy(product, history), done.where).to.equal(told);
        else {
          changing += Number(toldBy(product, history) !== told);
          // By the first anchor that has seen the entry.
          const seen = counts.find((count) => count > edit.run % runs.length);
          expect(named.join("\n"), done.where).to.contain(`anchors.jsonl:${seen}: `);
        }
      });
      return {
        ...fc.check(property, {
          numRuns,
          endOnFailure: true,
          ...(seed === undefined ? {} : { seed }),
        }),
        changing,
      };
    }

    it("is named where it changes an answer", () => {
      const { failed, errorInstance, changing } = tried(loadProduct(), EDITS);
      if (failed) throw errorInstance;
      expect(changing).to.be.greaterThan(EDITS / 12);
    });

    for (const mutant of fixture === "sealed" ? MUTANTS : []) {
      it(`shows a digest that ${mutant.does}`, async () => {
        const product = await loadMutant<Product>(mutant, PRODUCT_FILES);
        expect(tried(product, 1_000, SEED).failed).to.equal(true);
      });
    }
  });
}
