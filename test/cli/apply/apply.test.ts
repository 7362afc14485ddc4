// npm run apply with a pulumi that is a shell script: its arguments, and the use of its answer.
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { runApply } from "../../../cli/apply/runApply";
import { inFolder } from "../../engine/fakes";
import { contextWith } from "./contextWith";

const PLAN = JSON.stringify({ manifest: { time: "2026-11-21T15:29:17.6Z" }, resourcePlans: {} });
const AGAIN =
  "create a new plan, review it, and have it approved: `CUSTOMER_ACCESS_ROTATE=no npm run pulumi -- preview --refresh --save-plan=plan.json --stack dev`";

describe("npm run apply", () => {
  /** Applies a plan in `folder`, where Pulumi does these lines of a shell script. */
  async function apply(folder: string, ...lines: string[]) {
    return applyWith({}, folder, ...lines);
  }

  async function applyWith(given: { message?: string }, folder: string, ...lines: string[]) {
    const plan = join(folder, "plan.json");
    if (!existsSync(plan)) await writeFile(plan, PLAN);
    const { context, printed } = await contextWith(folder, ...lines);
    const outcome = await runApply({ folder, stack: "dev", plan, ...given }, context);
    return { ...outcome, printed, isPlanLeft: existsSync(plan) };
  }

  it(
    "brings the stack up under the plan, without a rotation, and removes the plan",
    inFolder(async (folder) => {
      const result = await apply(folder, 'echo "$@"', 'echo "$CUSTOMER_ACCESS_ROTATE" >&2');
      const data = {
        ...{ applied: true, planHolds: true, started: false, madeAt: "2026-11-21T15:29Z" },
        ...{ revision: null, recordSha256: null },
      };
      expect(result.printed.sort()).to.deep.equal([
        "no",
        `up --refresh --yes --continue-on-error --non-interactive --plan=${folder}/plan.json --stack dev`,
      ]);
      expect({ ...result, printed: [] }).to.deep.equal({
        ...{ exitCode: 0, lines: [], data, printed: [], isPlanLeft: false },
      });
    }),
  );

  it(
    "passes on the message of the update, whatever its characters",
    inFolder(async (folder) => {
      const message = "--yes \"$(touch x)\"; `y` 'z'";
      const { printed } = await applyWith({ message }, folder, 'echo "$7"');
      expect(printed).to.deep.equal([`--message=${message}`]);
    }),
  );

  it(
    "ends with 1 and what to do where the plan does not hold",
    inFolder(async (folder) => {
      const result = await apply(
        folder,
        'echo "Previewing update (dev):"',
        'echo "error: resource urn:x violates plan: properties changed: ~~enabled[{true}!={false}]"',
        "exit 255",
      );
      const { exitCode, lines, printed, isPlanLeft } = result;
      expect({ exitCode, lines, printed, isPlanLeft }).to.deep.equal({
        exitCode: 1,
        lines: [
          "the plan of 2026-11-21T15:29Z no longer holds: customers.yaml, the program, the stack, Azure or the day (UTC) has changed; nothing was changed",
          AGAIN,
        ],
        printed: [
          "Previewing update (dev):",
          "error: resource urn:x violates plan: properties changed: ~~enabled[{true}!={false}]",
        ],
        isPlanLeft: false,
      });
    }),
  );

  it(
    "does not say that nothing was changed once the update has begun",
    inFolder(async (folder) => {
      const { lines } = await apply(
        folder,
        'echo "Updating (dev):"; echo "error: update is not allowed by the plan: x"; exit 255',
      );
      expect(lines[0]).to.match(/; the run stopped midway; the changes listed above were made$/);
    }),
  );

  it(
    "ends with 2 where Pulumi fails for another reason, and removes the plan",
    inFolder(async (folder) => {
      const { exitCode, lines, isPlanLeft } = await apply(folder, "exit 255");
      expect({ exitCode, lines, isPlanLeft }).to.deep.equal({
        exitCode: 2,
        lines: [],
        isPlanLeft: false,
      });
    }),
  );

  it(
    "ends with 2 where a sync stays as it is, though the plan was applied",
    inFolder(async (folder) => {
      const left =
        "warning: correct first: the sync stays as it is: listing the webhooks of registry vendorimages: 404";
      const only = await apply(folder, 'echo "Previewing update (dev):"', `echo "${left}"`);
      expect([only.exitCode, only.lines]).to.deep.equal([0, []]);
      const { exitCode, lines, data } = await apply(
        folder,
        'echo "Updating (dev):"',
        `echo "    ${left}"`,
      );
      expect({ exitCode, lines, applied: (data as { applied: boolean }).applied }).to.deep.equal({
        exitCode: 2,
        lines: [
          "the plan was applied, but a sync that is named above stays as it was: correct what is said there; the next run does the rest",
        ],
        applied: true,
      });
    }),
  );

  for (const [what, text] of Object.entries({ JSON: "{}", text: "customers:", null: "null" })) {
    it(
      `refuses ${what} that is no plan, and leaves it alone`,
      inFolder(async (folder) => {
        await writeFile(join(folder, "plan.json"), text);
        const failure = await apply(folder, "echo ran").catch((error: Error) => error.message);
        expect(failure).to.equal(`${folder}/plan.json: is not a Pulumi plan`);
        expect(existsSync(join(folder, "plan.json"))).to.equal(true);
      }),
    );
  }

  it(
    "refuses a plan that is not there, and no plan at all",
    inFolder(async (folder) => {
      const { context } = await contextWith(folder, "echo ran");
      const failure = (options: { plan?: string; stack?: string }) =>
        runApply({ folder, ...options }, context).catch(
          ({ message, remedy }: Error & { remedy: string }) => `${message}\n${remedy}`,
        );
      const create = (stack = "") =>
        `create one: \`CUSTOMER_ACCESS_ROTATE=no npm run pulumi -- preview --refresh --save-plan=plan.json${stack}\``;
      expect(await failure({ plan: "gone.json", stack: "dev" })).to.equal(
        `gone.json: cannot be read (ENOENT)\n${create(" --stack dev")}`,
      );
      expect(await failure({})).to.equal(`--plan is missing\n${create()}`);
    }),
  );
});
