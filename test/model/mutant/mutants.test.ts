// The test of the model: it notices each way in which a product locks people out.

import { expect } from "chai";
import { PRODUCT_FILES, type Product } from "../engine/product";
import { Broken } from "../promise/passwords";
import { playRegression } from "../regression/regression";
import { REGRESSIONS } from "../regression/regressions";
import { type Bench, openBench } from "../sequence/bench";
import { runSequences } from "../sequences";
import { loadMutant } from "./mutant";
import { MUTANTS } from "./mutants";

/** The same sequences each time; a mutant that needs more than these would rarely be noticed. */
const SEED = 20_260_301;
const MOST = 1_000;

describe("the model catches a product that", function () {
  this.timeout(120_000);

  for (const mutant of MUTANTS) {
    it(mutant.does, async function () {
      const bench = await openBench(await loadMutant<Product>(mutant, PRODUCT_FILES));
      try {
        const known = await brokenRegression(bench);
        if (known !== undefined) {
          Object.assign(this.test ?? {}, { title: `${mutant.does}, where the product ${known}` });
          return;
        }
        const result = await runSequences(bench, { seed: SEED, numRuns: MOST, endOnFailure: true });
        expect(result.failed, `not noticed in ${MOST} sequences`).to.equal(true);
        expect(result.errorInstance).to.be.an.instanceOf(Broken);
        Object.assign(this.test ?? {}, {
          title: `${mutant.does}, after ${result.numRuns} sequences`,
        });
      } finally {
        await bench.close();
      }
    });
  }
});

/** The name of the first known sequence in which a promise is broken. */
async function brokenRegression(bench: Bench): Promise<string | undefined> {
  for (const regression of REGRESSIONS) {
    try {
      await playRegression(bench, regression);
    } catch (thrown) {
      if (thrown instanceof Broken) return regression.name;
      throw thrown;
    }
  }
  return undefined;
}
