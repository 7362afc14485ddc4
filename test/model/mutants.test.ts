// The test of the model: a product that locks people out is noticed, whichever way it does so.

import { expect } from "chai";
import { openBench } from "./bench";
import { MUTANTS, makeMutant, removeMutant } from "./mutants";
import { Broken } from "./passwords";
import { loadProduct } from "./product";
import { runSequences } from "./sequences";

/** The same sequences each time; one that needs more of them than this would rarely be noticed. */
const SEED = 20_260_301;
const MOST = 1_000;

describe("the model catches a product that", function () {
  this.timeout(120_000);

  for (const mutant of MUTANTS) {
    it(mutant.does, async function () {
      const folder = makeMutant(mutant);
      const bench = await openBench(loadProduct(folder));
      try {
        const result = await runSequences(bench, { seed: SEED, numRuns: MOST, endOnFailure: true });
        expect(result.failed, `not noticed in ${MOST} sequences`).to.equal(true);
        expect(result.errorInstance).to.be.an.instanceOf(Broken);
        Object.assign(this.test ?? {}, {
          title: `${mutant.does}, after ${result.numRuns} sequences`,
        });
      } finally {
        await bench.close();
        removeMutant(folder);
      }
    });
  }
});
