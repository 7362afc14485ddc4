// A folder that holds no project of Pulumi is the user's mistake, for each command that runs Pulumi in it.
import { join } from "node:path";
import { expect } from "chai";
import { runApplied } from "../../../cli/apply/runApplied";
import { runApply } from "../../../cli/apply/runApply";
import { runRotate } from "../../../cli/apply/runRotate";
import { inFolder } from "../../engine/fakes";
import { contextWith } from "./contextWith";

describe("a folder without a project", () => {
  it(
    "is refused by apply, applied and rotate, before Pulumi is run in it",
    inFolder(async (folder) => {
      const { context, printed } = await contextWith(folder, "echo ran");
      const nowhere = join(folder, "nowhere");
      for (const run of [runApply, runApplied, runRotate]) {
        const failure = await run({ folder: nowhere }, context).catch((error: Error) => error);
        expect(failure).to.deep.include({
          name: "UserError",
          message: `${nowhere}: there is no Pulumi.yaml`,
          remedy: "name the project's folder with --folder",
        });
      }
      expect(printed).to.deep.equal([]);
    }),
  );
});
