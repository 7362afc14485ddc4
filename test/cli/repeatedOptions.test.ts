// An option or a word that is given twice is refused where only one of the two could count, and collected where both do.
import { expect } from "chai";
import type { Command, Option } from "../../cli/command";
import { deliveries } from "../../cli/commands/deliveries";
import { COMMANDS, main } from "../../cli/main";

/** What the command line says of these words. */
function answered(...argv: string[]) {
  return answeredBy(COMMANDS, ...argv);
}

async function answeredBy(commands: readonly Command[], ...argv: string[]) {
  let stderr = "";
  const stream = { write: (text: string) => (stderr += text) };
  const { signal } = new AbortController();
  const exitCode = await main(argv, { stdout: stream, stderr: stream, env: {}, signal }, commands);
  return { exitCode, stderr };
}

describe("an option that is given twice", () => {
  it("is refused, since only one of them could count", async () => {
    for (const [option, one, other] of [
      ["--customer", "contoso", "fabrikam"],
      ["--at", "2026-09-01", "2026-09-02"],
      ["--folder", ".", "elsewhere"],
    ] as const) {
      expect(await answered("audit", option, one, option, other)).to.deep.equal({
        exitCode: 2,
        stderr: `error: ${option}: given more than once\n  leave one of them out\n`,
      });
    }
  });

  it("goes on where a command takes several", async () => {
    const { stderr } = await answered("audit", "--stack", "a", "--stack", "b");
    expect(stderr).to.equal(
      "error: --stack: more than one\n  name one; only --attest takes several\n",
    );
  });
});

describe("an option that takes several values", () => {
  const declaresSeveral = ({ flags, repeats }: Option) => flags.includes("...") || repeats === true;

  it("arrives as a list, of one value too", async () => {
    for (const command of COMMANDS) {
      for (const { flags } of command.options.filter(declaresSeveral)) {
        const [option = ""] = flags.split(" ");
        const name = option.slice(2).replace(/-./g, ([, letter = ""]) => letter.toUpperCase());
        const ids = (command.positional ?? []).map(() => "contoso");
        const seen: unknown[] = [];
        const run: Command["run"] = async (options) => {
          seen.push((options as Record<string, unknown>)[name]);
          return { exitCode: 0, lines: [], data: null };
        };
        await answeredBy([{ ...command, run }], command.name, ...ids, option, "a");
        await answeredBy([{ ...command, run }], command.name, ...ids, option, "a", option, "b");
        expect(seen, `${command.name} ${option}`).to.deep.equal([["a"], ["a", "b"]]);
      }
    }
  });
});

describe("a word that may be repeated", () => {
  it("arrives as a list, also where none is given", async () => {
    const seen: unknown[] = [];
    const run: Command["run"] = async (options) => {
      seen.push((options as { customers: unknown }).customers);
      return { exitCode: 0, lines: [], data: null };
    };
    for (const ids of [[], ["contoso"], ["contoso", "fabrikam"]]) {
      const argv = ["deliveries", ...ids, "--stack", "dev"];
      await answeredBy([{ ...deliveries, run }], ...argv);
      expect(seen.splice(0)).to.deep.equal([ids]);
    }
  });
});
