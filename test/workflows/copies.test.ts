// docs/stacks.md: the lines that copy the workflows for a second stack, and the rules for the copies.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { PROJECT, readWorkflow, type Workflow } from "./read";
import { RULES } from "./rules";

const PAGE = readFileSync(join(PROJECT, "docs", "stacks.md"), "utf8");
const [, LINES = ""] = /^```sh\n(for each in .*?)^```$/ms.exec(PAGE) ?? [];

/** What two workflows for different stacks may not share. */
const OWN = [/^name: .+$/m, /vars\.PULUMI_STACK\w*/, /group: \S+/, /<!-- \S+ -->/, /title="[^"]+"/];

describe("workflows that are copied for a second stack", () => {
  const folder = mkdtempSync(join(tmpdir(), "workflows-"));
  let copies: Workflow[];

  before(() => {
    const path = join(".github", "workflows");
    cpSync(join(PROJECT, path), join(folder, path), { recursive: true });
    execFileSync("bash", ["-euo", "pipefail", "-c", LINES], { cwd: folder });
    copies = ["apply", "nightly", "preview"].map((each) => {
      const file = `access-us-${each}.yml`;
      return readWorkflow(file, readFileSync(join(folder, path, file), "utf8"));
    });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [name, rule] of Object.entries(RULES)) {
    it(`hold: ${name}`, () => {
      expect(copies.flatMap((copy) => rule(copy))).to.deep.equal([]);
    });
  }

  it("share nothing that runs of both would meet at", () => {
    for (const copy of copies) {
      const original = readWorkflow(copy.file.replace("-us", ""));
      for (const pattern of OWN) {
        const [before] = pattern.exec(original.text) ?? [];
        const [after] = pattern.exec(copy.text) ?? [];
        if (before !== undefined) expect(after, copy.file).to.not.equal(before);
      }
    }
  });

  it("would be found without a lock of their own", () => {
    const [apply] = copies;
    const text = apply?.text.replace("group: access-production-us", "group: access-production");
    const broken = RULES.writersTakeTurns?.(readWorkflow("access-us-apply.yml", text));
    expect(broken).to.deep.equal(["apply may meet another run, or be cancelled by one"]);
  });
});
