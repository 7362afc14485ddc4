// The benchmark that the documents have figures of: both of its programs still run, and their second runs find no change.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "chai";
import { PROJECT_FOLDER } from "../../projectFolder";

describe("npm run bench -- preview", function () {
  this.timeout(180_000);

  it("measures both programs with the number of customers that is asked for", async () => {
    const options = ["preview", "--customers", "2", "--runs", "1", "--json"];
    const main = ["--import", "tsx", "bench/main.ts"];
    const { stdout } = await promisify(execFile)(process.execPath, [...main, ...options], {
      cwd: PROJECT_FOLDER,
    });
    const [result, ...more] = JSON.parse(stdout);
    expect(more).to.deep.equal([]);
    expect(result.customers).to.equal(2);
    for (const program of ["bare", "ours"]) {
      expect(result[program].ms, program).to.be.greaterThan(0);
      expect(result[program].state.jsonBytes, program).to.be.greaterThan(0);
    }
    // Registry and vault twice, token and secret of both customers, and the list of scope maps.
    expect(result.ours.armRequests).to.equal(9);
  });
});
