// V8's flag for short processes: each Node that is supported takes it or does without, and says nothing.
import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { PROJECT_FOLDER } from "../../projectFolder";

/** What a program prints that begins with it. */
function printed(program: string) {
  const args = ["--require", "./engine/optimizeLate.cjs", "--eval", program];
  const options = { cwd: PROJECT_FOLDER, encoding: "utf8" } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  return { status, stdout, stderr };
}

describe("optimizeLate.cjs", () => {
  it("prints nothing, because V8 knows the flag or is not given it, at the start and later", () => {
    const silent = { status: 0, stdout: "", stderr: "" };
    expect(printed("setTimeout(() => {}, 2_100)")).to.deep.equal(silent);
  });

  it("keeps no program waiting", () => {
    const { stdout } = printed("console.log(process.getActiveResourcesInfo().join())");
    expect(stdout).not.to.contain("Timeout");
  });
});
