// npm run customer-sync after a run that was killed while it moved files: completed, and nothing taken for a change of the customer.
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { STAGE } from "../../../cli/customerSync/folder/changes";
import { FIRST, NEXT, OWN, run, useFolder } from "./useFolder";

describe("the folder of a customer, after a run that was killed", () => {
  const { at, files, put } = useFolder();
  const moved = ["README.md", "new/b.ts", "p/a.ts"];

  /** The folder as a run leaves it that is killed after it has moved some of its files. */
  const leave = async (done: readonly string[]) => {
    const whole = join(at.base, "whole");
    await run({ out: whole }, NEXT);
    const stage = join(at.out, STAGE);
    for (const path of moved) {
      const to = join(done.includes(path) ? at.out : stage, path);
      mkdirSync(dirname(to), { recursive: true });
      cpSync(join(whole, path), to);
    }
    cpSync(join(whole, "SHA256SUMS"), join(stage, "SHA256SUMS"));
  };

  for (const done of [[], ["README.md"], ["new/b.ts", "p/a.ts"], moved]) {
    it(`is completed, and by another version too: moved were ${done.join(", ") || "none"}`, async () => {
      const third = { ...NEXT, "README.md": "three\n", "new/b.ts": "three\n" };
      for (const version of [NEXT, third]) {
        await run({ out: at.out }, FIRST);
        put(OWN);
        await leave(done);
        const { exitCode, lines } = await run({ out: at.out }, version);
        expect([exitCode, lines[1]]).to.deep.equal([
          0,
          "  completed what an interrupted run had left",
        ]);
        expect(files()).to.deep.equal({ ...version, ...OWN });
        rmSync(at.base, { recursive: true });
      }
    });
  }

  it("is written where the killed run was the first one", async () => {
    mkdirSync(at.out);
    await leave(["README.md"]);
    expect((await run({ out: at.out }, NEXT)).exitCode).to.equal(0);
    expect(files()).to.deep.equal(NEXT);
    rmSync(at.out, { recursive: true });
    // Killed before all was on the disk.
    put({ [`${STAGE}/README.md`]: "tw" });
    expect((await run({ out: at.out }, NEXT)).exitCode).to.equal(0);
    expect(files()).to.deep.equal(NEXT);
  });
});
