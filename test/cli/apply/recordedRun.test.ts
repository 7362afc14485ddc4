// What npm run apply and npm run rotate leave for auditors: the head of the records, trailers, and one line in a log.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { runReasons } from "../../../cli/apply/recordedRun";
import { runApply } from "../../../cli/apply/runApply";
import { runRotate } from "../../../cli/apply/runRotate";
import type { CommandContext } from "../../../cli/command";
import { executable, inFolder } from "../../engine/fakes";

const COMMIT = "b".repeat(40);
const HASH = "c".repeat(64);
const STATE = JSON.stringify({
  version: 3,
  deployment: {
    resources: [
      {
        urn: "urn",
        type: "acr-credentials:index:AccessGuard",
        outputs: { revision: 12, recordSha256: HASH },
      },
    ],
  },
});
const ENV = {
  ARM_METADATA_HOSTNAME: "localhost:1",
  CUSTOMER_ACCESS_NOW: "2026-11-21T15:30:00Z",
  CUSTOMER_ACCESS_PROVENANCE: JSON.stringify({ commit: COMMIT, approvers: ["bob"] }),
};
const TIME = "2026-11-21T15:30:00.000Z";

describe("a run of a pipeline", () => {
  type Run = (folder: string, context: CommandContext) => Promise<object>;
  const rotate: Run = (folder, context) =>
    runRotate({ folder, stack: "dev", message: "Night", runLog: join(folder, "log") }, context);
  const apply: Run = async (folder, context) => {
    const plan = join(folder, "plan.json");
    await writeFile(plan, '{"manifest":{"time":"2026-11-21T15:29:17Z"},"resourcePlans":{}}');
    return runApply({ folder, stack: "dev", plan, runLog: join(folder, "log") }, context);
  };

  /** Runs where Pulumi does these lines in `up`, and exports this state. */
  async function result(
    run: Run,
    folder: string,
    lines: readonly string[],
    { state = STATE, env = {} }: { state?: string; env?: Record<string, string> } = {},
  ) {
    await writeFile(join(folder, "state.json"), state);
    await writeFile(join(folder, "Pulumi.yaml"), "");
    await executable(
      join(folder, "pulumi"),
      'if [ "$1" = version ]; then echo v3.276.0; exit 0; fi',
      `if [ "$1" = stack ]; then cat "${folder}/state.json"; exit 0; fi`,
      ...lines,
    );
    const printed: string[] = [];
    const progress: string[] = [];
    const context = {
      env: { PATH: `${folder}:${process.env.PATH}`, ...ENV, ...env },
      signal: new AbortController().signal,
      print: (line: string) => printed.push(line),
      progress: (line: string) => progress.push(line),
    } as unknown as CommandContext;
    const outcome = await run(folder, context).catch(({ message }: Error) => message);
    const log = await readFile(join(folder, "log"), "utf8").catch(() => "");
    return {
      outcome,
      printed,
      progress,
      runs: log
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as object),
    };
  }

  const summary = 'printf "Resources:\\n    ~ 2 updated\\n    24 unchanged\\n\\nDuration: 1s\\n"';

  it(
    "prints revision and hash of the record, and appends one line to the log",
    inFolder(async (folder) => {
      await result(rotate, folder, [summary]);
      const { outcome, runs } = await result(rotate, folder, [summary]);
      expect(outcome).to.deep.equal({
        exitCode: 0,
        lines: [`revision 12, record ${HASH}`],
        data: { rotated: true, revision: 12, recordSha256: HASH },
      });
      const line = {
        ...{ time: TIME, commit: COMMIT, verdict: "succeeded", reason: "2 updated, 24 unchanged" },
        ...{ stack: "dev", revision: 12, recordSha256: HASH },
      };
      expect(runs).to.deep.equal([line, line]);
    }),
  );

  it(
    "carries who is behind it as trailers of the message",
    inFolder(async (folder) => {
      const { printed } = await result(rotate, folder, ['printf "%s\\n" "$@"']);
      expect(printed).to.deep.equal([
        ...["up", "--yes", "--skip-preview", "--continue-on-error", "--non-interactive"],
        ...["--message=Night", "", `Commit: ${COMMIT}`, "Approved-by: bob", "--stack", "dev"],
      ]);
    }),
  );

  const ends: [name: string, run: Run, lines: string[], end: object][] = [
    [
      "a plan that does not hold",
      apply,
      ['echo "error: resource urn:x violates plan: x"; exit 255'],
      {
        verdict: "refused",
        reason:
          "the plan of 2026-11-21T15:29Z no longer holds: customers.yaml, the program, the stack, Azure or the day (UTC) has changed; nothing was changed",
      },
    ],
    [
      "a plan that does not hold in the middle",
      apply,
      ['echo "Updating (dev):"; echo "error: resource urn:x violates plan: x"; exit 255'],
      {
        verdict: "failed",
        reason:
          "the plan of 2026-11-21T15:29Z no longer holds: customers.yaml, the program, the stack, Azure or the day (UTC) has changed; the run stopped midway; the changes listed above were made",
      },
    ],
    [
      "a refusal of the guard",
      rotate,
      ['printf "    error: this change is refused:\\n      2 of 3 lose access\\n"; exit 255'],
      { verdict: "refused", reason: "2 of 3 lose access" },
    ],
    [
      "a failure",
      rotate,
      ['printf "    error: reading token x: 403\\n    error: update failed\\n"; exit 255'],
      { verdict: "failed", reason: "reading token x: 403" },
    ],
    [
      "a failure that prints nothing",
      rotate,
      ["exit 255"],
      { verdict: "failed", reason: "no summary was printed" },
    ],
  ];
  for (const [name, run, lines, end] of ends) {
    it(
      `logs ${name}, with the record that there is`,
      inFolder(async (folder) => {
        const { runs } = await result(run, folder, lines);
        expect(runs).to.deep.equal([
          { time: TIME, commit: COMMIT, ...end, stack: "dev", revision: 12, recordSha256: HASH },
        ]);
      }),
    );
  }

  it(
    "logs a run that could not begin",
    inFolder(async (folder) => {
      const noPlan: Run = (at, context) =>
        runApply({ folder: at, stack: "dev", plan: "gone.json", runLog: join(at, "log") }, context);
      const { outcome, runs } = await result(noPlan, folder, []);
      expect(outcome).to.equal("gone.json: cannot be read (ENOENT)");
      expect(runs).to.deep.equal([
        { time: TIME, commit: COMMIT, verdict: "failed", reason: outcome, stack: "dev" },
      ]);
    }),
  );

  it(
    "succeeds also where the record cannot be read, and says so",
    inFolder(async (folder) => {
      const { outcome, progress, runs } = await result(rotate, folder, [summary], { state: "no" });
      expect(outcome).to.deep.equal({
        exitCode: 0,
        lines: [],
        data: { rotated: true, revision: null, recordSha256: null },
      });
      expect(progress.at(-1)).to.match(/^the record could not be read after the run: /);
      expect(runs).to.have.lengthOf(1);
      expect(runs[0]).not.to.have.any.keys("revision", "recordSha256");
    }),
  );

  it(
    "names no commit where there is none, and a log that cannot be written",
    inFolder(async (folder) => {
      const env = { CUSTOMER_ACCESS_PROVENANCE: "" };
      const { runs } = await result(rotate, folder, [summary], { env });
      expect(runs[0]).not.to.have.property("commit");
      const elsewhere: Run = (at, context) =>
        runRotate({ folder: at, stack: "dev", runLog: join(at, "gone", "log") }, context);
      const { outcome } = await result(elsewhere, folder, [summary]);
      expect(outcome).to.equal(`--run-log ${folder}/gone/log: cannot be written (ENOENT)`);
    }),
  );
});

describe("runReasons", () => {
  const reason = (...lines: string[]) => {
    const reasons = runReasons();
    for (const line of lines) reasons.hear(line);
    return reasons.reason();
  };

  it("takes the summary of the update, not of the preview before it", () => {
    const preview = ["Resources:", "    + 3 to create", "    1 unchanged", "", "Updating (dev):"];
    expect(reason(...preview, "Resources:", "    + 3 created", "", "Duration: 3s")).to.equal(
      "3 created",
    );
  });
});
