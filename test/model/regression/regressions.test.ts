// Sequences in which a promise was once broken: the product keeps it in each.

import { loadProduct } from "../engine/product";
import { type Bench, openBench } from "../sequence/bench";
import { playRegression } from "./regression";
import { REGRESSIONS } from "./regressions";

describe("a stack in the model", () => {
  let bench: Bench;
  before(async function () {
    this.timeout(60_000);
    bench = await openBench(loadProduct());
  });
  after(() => bench.close());

  for (const regression of REGRESSIONS) {
    it(regression.name, () => playRegression(bench, regression));
  }
});
