// Pulumi's SDK without what it needs only to serialize functions, and with it as soon as somebody serializes one.
import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { PROJECT_FOLDER } from "../../projectFolder";

const HEAVY = ["@npmcli/arborist", "typescript"];

describe("lazySdk.cjs", () => {
  /** Which of the heavy packages a process has loaded after each of two steps. */
  const loadedBy = (first: string, then: string) =>
    JSON.parse(
      execFileSync(
        process.execPath,
        [
          "--eval",
          `const loaded = () => ${JSON.stringify(HEAVY)}.filter((name) =>
             Object.keys(require.cache).some((file) => file.includes("/node_modules/" + name + "/")));
           ${first}
           const before = loaded();
           Promise.resolve(${then}).then((made) =>
             console.log(JSON.stringify({ before, made, after: loaded() })));`,
        ],
        { cwd: PROJECT_FOLDER, encoding: "utf8" },
      ),
    );

  const serialize = "pulumi.runtime.serializeFunction(() => 7).then(({ text }) => /7/.test(text))";

  it("keeps npm's resolver and TypeScript from being loaded until a function is serialized", () => {
    const sdk = 'const pulumi = require("@pulumi/pulumi");';
    expect(loadedBy(`require("./engine/lazySdk.cjs"); ${sdk}`, serialize)).to.deep.equal({
      before: [],
      made: true,
      after: ["typescript"],
    });
    // Else there is nothing to keep, and the file can go.
    expect(loadedBy(sdk, "true").before).to.deep.equal(HEAVY);
  });

  it("gives the resolver to whoever asks which packages a program uses", () => {
    const sdk = 'require("./engine/lazySdk.cjs"); const pulumi = require("@pulumi/pulumi");';
    const paths =
      "pulumi.runtime.computeCodePaths({ logResource: undefined }).then((paths) => paths.size > 0)";
    expect(loadedBy(sdk, paths).made).to.equal(true);
  });

  /** What a process prints that starts as Pulumi starts a program: the debugger first. */
  const printedBy = (lines: string) =>
    execFileSync(
      process.execPath,
      [
        "--eval",
        `(async () => {
           const session = await require("@pulumi/pulumi/runtime/closure/v8Hooks").getSessionAsync();
           const isConnected = () => { try { session.post("Runtime.enable"); return true; } catch { return false; } };
           const turn = () => new Promise(setImmediate);
           require("./engine/lazySdk.cjs");
           const pulumi = require("@pulumi/pulumi");
           const days = 7;
           const serialize = async () => (await pulumi.runtime.serializeFunction(() => days)).text;
           ${lines}
         })();`,
      ],
      { cwd: PROJECT_FOLDER, encoding: "utf8" },
    );

  it("disconnects the debugger until a function is serialized, which finds what the function uses", () => {
    const lines = `
      await turn();
      console.log(isConnected());
      console.log(/days: 7|return 7/.test(await serialize()), isConnected());`;
    expect(printedBy(lines)).to.equal("false\ntrue true\n");
  });

  it("leaves a debugger alone that another SDK has", () => {
    for (const hooks of [
      "exports.getSessionAsync = undefined",
      "exports.getSessionAsync = () => Promise.reject(new Error())",
    ]) {
      const lines = `
        const path = require.resolve("@pulumi/pulumi/runtime/closure/v8Hooks");
        require.cache[path] = { exports: {} };
        const exports = require.cache[path].exports;
        ${hooks};
        require("./engine/lazySdk.cjs");
        setImmediate(() => console.log("goes on"));`;
      const given = { cwd: PROJECT_FOLDER, encoding: "utf8" } as const;
      expect(execFileSync(process.execPath, ["--eval", lines], given)).to.equal("goes on\n");
    }
  });

  it("leaves the debugger to a program that serializes a function at once", () => {
    const lines = "console.log(/days: 7|return 7/.test(await serialize()), isConnected());";
    expect(printedBy(lines)).to.equal("true true\n");
  });
});
