// What an update would do, in values for the engine and in words for people.

import { expect } from "chai";
import { allReasons } from "../../../../provider/tokenSecret/messages";
import { secretPlan } from "../../../../provider/tokenSecret/plan";
import { inputs as allInputs, state as allState } from "../builders";
import { DRIFT_CASES } from "./driftPlans";
import { CASES } from "./plans";
import { SECRET_CASES } from "./secretPlans";

describe("secretPlan", () => {
  for (const { name, state, inputs, today, mayRotate = true, plan } of [
    ...CASES,
    ...DRIFT_CASES,
    ...SECRET_CASES,
  ]) {
    it(name, () => {
      const run = { today, mayRotate };
      const { decision, reasons, ...rest } = secretPlan(allState(state), allInputs(inputs), run);
      const said = { reasons: allReasons(reasons), decision: decision.kind };
      expect({ ...rest, ...said }).to.deep.equal(plan);
    });
  }
});
