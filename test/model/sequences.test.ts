// Tests the promise: whatever happens to a stack, a password that was handed out works until its announced end.

import { randomInt } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { IS_LONG, runs } from "../helpers/longRun";
import { loadProduct } from "./engine/product";
import { type Bench, openBench } from "./sequence/bench";
import { EVENTS } from "./sequence/tally";
import { runSequences } from "./sequences";

/** `MODEL_COUNT` makes a part of a long run, such as on each of several processors. */
const COUNT = Number(process.env.MODEL_COUNT ?? runs(2_000, 50_000));

/** The same sequences in each normal run, so that a change is to blame for its failure; a long run draws others. */
const USUAL_SEED = 20_260_301;

/** `MODEL_SEED` and `MODEL_PATH` repeat a failure. */
const SEED = Number(process.env.MODEL_SEED ?? (IS_LONG ? randomInt(2 ** 31) : USUAL_SEED));
const PATH = process.env.MODEL_PATH;

describe("a password that was handed out", function () {
  this.timeout(60_000 + COUNT * 1_000);
  let bench: Bench;

  before(async () => {
    bench = await openBench(loadProduct());
  });
  after(() => bench.close());

  it("works until the end announced for it", async function () {
    const since = performance.now();
    const options = PATH === undefined ? {} : { path: PATH };
    const result = await runSequences(bench, { seed: SEED, numRuns: COUNT, ...options });
    if (result.failed) {
      const { stack } = result.errorInstance as Error;
      // From the sequence as it was drawn: what made it smaller goes by what each attempt did.
      const [drawn] = (result.counterexamplePath ?? "").split(":");
      const again = `MODEL_SEED=${SEED} MODEL_PATH=${drawn} npx mocha test/model/sequences.test.ts`;
      throw new Error(`${stack}\n\n${fc.defaultReportMessage(result)}\n\nonce more: ${again}`);
    }
    // Of sequences that are always the same; others may lack something by chance.
    if (SEED === USUAL_SEED && PATH === undefined) {
      const missing = EVENTS.filter((event) => bench.tally.of(event) < 3);
      expect(missing, "what hardly ever happened").to.deep.equal([]);
    }
    const seconds = Math.round((performance.now() - since) / 1000);
    const figures = `${result.numRuns} sequences of seed ${SEED}, ${bench.azure.requests} requests, ${seconds} s`;
    Object.assign(this.test ?? {}, { title: `works until the end announced for it: ${figures}` });
  });
});
