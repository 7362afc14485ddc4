// What an update would do, in values for the engine and in words for people.

import { expect } from "chai";
import { allReasons, credentialPlan } from "../../provider/credentialPlan";
import { inputs as allInputs, outputs as allOutputs } from "../passwords/passwords";
import { CASES } from "./plans";
import { PROMISE_CASES } from "./promisePlans";
import { PROOF_CASES } from "./proofPlans";

describe("credentialPlan", () => {
  for (const { name, outputs, inputs, today, mayRotate = true, plan } of [
    ...CASES,
    ...PROMISE_CASES,
    ...PROOF_CASES,
  ]) {
    it(name, () => {
      const { decision, reasons, ...rest } = credentialPlan(
        allOutputs(outputs),
        allInputs(inputs),
        {
          today,
          mayRotate,
        },
      );
      const said = { reasons: allReasons(reasons), decision: decision.kind };
      expect({ ...rest, ...said }).to.deep.equal(plan);
    });
  }
});
