// What is wrong with a customer's passwords is found, and nothing else.

import { expect } from "chai";
import { PROBLEM_KINDS } from "../../../cli/credentials/customerReport";
import { reportOf } from "../../../cli/credentials/reportOf";
import { BROKEN } from "./brokenCases";
import { deployed, TODAY } from "./customers";
import { BY_DAY } from "./problemCases";

const CASES = [...BY_DAY, ...BROKEN];

describe("what is wrong with a customer's passwords", () => {
  for (const { name, customer, credentials, today = TODAY, problems } of CASES) {
    it(`finds ${name}`, () => {
      expect(reportOf(deployed(customer, credentials), today).problems).to.deep.equal(problems);
    });
  }

  it("is shown for every kind", () => {
    const shown = CASES.flatMap(({ problems }) => problems.map(({ kind }) => kind));
    expect([...new Set(shown)]).to.have.members([...PROBLEM_KINDS]);
  });
});
