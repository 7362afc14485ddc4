// V8's flag for short processes: each Node that is supported takes it or does without, and says nothing.
import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { PROJECT_FOLDER } from "../../projectFolder";

describe("optimizeLate.cjs", () => {
  it("prints nothing, because V8 knows the flag or is not given it", () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--require", "./engine/optimizeLate.cjs", "--eval", ""],
      { cwd: PROJECT_FOLDER, encoding: "utf8" },
    );
    expect({ status, stdout, stderr }).to.deep.equal({ status: 0, stdout: "", stderr: "" });
  });
});
