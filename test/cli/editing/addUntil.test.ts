// npm run add with a last day that is over: it is refused, since nobody means it.
import { expect } from "chai";
import { EditedFile } from "./run";

const SORTED = "customers:\n  alpha:\n    repositories: [a]\n  gamma:\n    repositories: [c]\n";

describe("npm run add -- --until", () => {
  let file: EditedFile | undefined;
  afterEach(() => {
    file?.remove();
    file = undefined;
  });

  it("refuses a last day that is over, and takes today", async () => {
    file = new EditedFile(SORTED);
    const add = ["zeta", "--repository", "a", "--until"];
    expect(await file.run("add", [...add, "2026-11-20"])).to.deep.equal({
      exitCode: 2,
      stdout: "",
      stderr:
        "error: zeta was not added: the last day, 2026-11-20, is over\n  give --until 2026-11-21 or a later day, or leave it out\n",
    });
    expect(file.text).to.equal(SORTED);
    expect((await file.run("add", [...add, "2026-11-21"])).exitCode).to.equal(0);
    expect(file.text).to.include("accessUntil: 2026-11-21");
  });
});
