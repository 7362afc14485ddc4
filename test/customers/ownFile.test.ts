// The project's own customers.yaml: it is right, whatever its owner wrote into it, and no other test depends on it.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "chai";

describe("the project's own customers.yaml", () => {
  it("has no problems", () => {
    const { status, stdout } = spawnSync("npm", ["run", "-s", "check"], { encoding: "utf8" });
    expect(status, stdout).to.equal(0);
    expect(stdout).to.match(/^customers\.yaml: \d+ customers? .+: no problems\n$/m);
  });

  it("is read by no other test", () => {
    const tests = readdirSync("test", { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && basename(name) !== basename(__filename))
      .map((name) => ({ name, text: readFileSync(join("test", name), "utf8") }));
    expect(tests.filter(({ text }) => readsOwnFile(text)).map(({ name }) => name)).to.deep.equal(
      [],
    );
  });

  for (const line of [
    'readFileSync("customers.yaml", "utf8")',
    'check("customers.yaml", GITHUB)',
    'spawnSync("npm", ["run", "-s", "check"], {})',
    'cpSync(join(PROJECT, "customers.yaml"), folder)',
  ]) {
    it(`would be found in ${line}`, () => expect(readsOwnFile(line)).to.equal(true));
  }
});

/** By name from the folder in which tests run, from the project's folder, or by a command without another path. */
function readsOwnFile(source: string): boolean {
  return [
    /\b(?:read|copy|cp|check|stat)\w*\(\s*"(?:\.\/)?customers\.yaml"/i,
    /\b(?:read|copy|cp|stat)\w*\(\s*(?:join|resolve)\((?:PROJECT|project|__dirname)\b[^)]*"customers\.yaml"/,
    /\["run", "-s", "(?:check|add|format|plan)"\]/,
  ].some((pattern) => pattern.test(source));
}
