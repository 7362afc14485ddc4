// The Pulumi CLI in place of a command of ours: arguments, streams, exit code and signals go through.
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "chai";
import type { ResultPromise } from "execa";
import { executable, inFolder } from "./fakes";

describe("npm run pulumi", () => {
  const project = join(__dirname, "..", "..");

  /** Starts the command on a machine whose pulumi is a shell script of these lines. */
  async function start(
    folder: string,
    args: readonly string[],
    ...lines: readonly string[]
  ): Promise<{ running: ResultPromise<{ reject: false; input: "yes" }> }> {
    const bin = join(folder, "bin");
    await executable(
      join(bin, "pulumi"),
      'if [ "$1" = version ]; then echo v3.276.0; exit; fi',
      ...lines,
    );
    const { execa } = await import("execa");
    const main = join(project, "cli", "run.cjs");
    // In an object, because a promise that is also a process would be awaited on return.
    return {
      running: execa(process.execPath, [main, "pulumi", ...args], {
        cwd: project,
        env: { PATH: `${bin}:/usr/bin:/bin` },
        reject: false,
        input: "yes",
      }),
    };
  }

  it(
    "hands on every argument, the input, both outputs and the exit code",
    inFolder(async (folder) => {
      const args = ["preview", "--json", "--help", "-s", "a b"];
      const { running } = await start(
        folder,
        args,
        'printf "[%s]" "$@"; echo "$(cat) in $PWD"; echo "$PULUMI_SKIP_UPDATE_CHECK" >&2; exit 255',
      );
      const result = await running;
      expect(result.exitCode).to.equal(255);
      expect(result.stdout).to.equal(`[preview][--json][--help][-s][a b]yes in ${project}`);
      expect(result.stderr).to.equal("true");
    }),
  );

  it(
    "leaves the engine's status out before a plugin's words, where nobody watches a terminal",
    inFolder(async (folder) => {
      const said = 'echo "error: rpc error: code = Unknown desc = "; echo "finding registry"';
      const { running } = await start(folder, ["preview", "--stack", "dev"], said);
      expect((await running).stdout).to.equal("error: \nfinding registry");
      const { running: json } = await start(folder, ["preview", "--json"], said);
      expect((await json).stdout).to.equal(
        "error: rpc error: code = Unknown desc = \nfinding registry",
      );
    }),
  );

  it(
    "hands on an interruption once, and waits for what Pulumi makes of it",
    inFolder(async (folder) => {
      const { running } = await start(
        folder,
        ["up"],
        "trap 'echo interrupted' INT",
        "echo ready",
        "i=0; while [ $i -lt 10 ]; do sleep 0.1; i=$((i + 1)); done",
        "echo finished; exit 3",
      );
      await once(running.stdout, "data");
      running.kill("SIGINT");
      const result = await running;
      expect(result.stdout.split("\n")).to.deep.equal(["ready", "interrupted", "finished"]);
      expect(result.exitCode).to.equal(3);
    }),
  );

  it(
    "ends as a shell would when Pulumi is ended by a signal",
    inFolder(async (folder) => {
      const { running } = await start(folder, ["up"], "echo ready; exec sleep 30");
      await once(running.stdout, "data");
      running.kill("SIGTERM");
      expect((await running).exitCode).to.equal(143);
    }),
  );
});
