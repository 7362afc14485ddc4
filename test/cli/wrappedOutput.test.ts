// What a command prints on a terminal is wrapped, in its help too; what is copied whole is not.
import { expect } from "chai";
import type { Command, CommandContext, Outcome } from "../../cli/command";
import { main } from "../../cli/main";

describe("what a command prints", () => {
  it("wraps on a terminal what people read, and not what is for a file or to be copied", async () => {
    const line = "run `npm run plan` first";
    const said =
      (isVerbatim: boolean) =>
      (_: object, { print, progress }: CommandContext): Outcome => {
        print(line, { isVerbatim });
        progress(line);
        return { exitCode: 0, lines: [line, "│ a table stays │"], isVerbatim, data: line };
      };
    const broken = "run\n  `npm run plan`\n  first\n";
    const narrow = { isTTY: true, columns: 8 };
    const seen = [
      await run(["probe"], said(false), narrow),
      await run(["probe"], said(true), narrow),
      await run(["probe"], said(false)),
      // A terminal that does not say how wide it is.
      await run(["probe"], said(false), { isTTY: true, columns: 0 }),
      await run(["probe", "--json"], said(false), narrow),
    ].map(({ stdout, stderr }) => ({ stdout, stderr }));
    const whole = { stdout: `${line}\n${line}\n│ a table stays │\n`, stderr: `${line}\n` };
    expect(seen).to.deep.equal([
      { stdout: `${broken}${broken}│ a table stays │\n`, stderr: broken },
      { ...whole, stderr: broken },
      whole,
      whole,
      { stdout: `"${line}"\n`, stderr: `${broken}${broken}` },
    ]);
  });

  it("wraps a help text at the width of a terminal, and keeps commands whole in it", async () => {
    const command = { ...probe(nothing), details: "The option `--one two` is for you." };
    const { stdout } = await run(["probe", "--help"], command, { isTTY: true, columns: 20 });
    expect(stdout).to.include("\nThe option\n`--one two` is for\nyou.\n");
  });
});

type Run = (options: object, context: CommandContext) => Outcome;

const nothing: Run = () => ({ exitCode: 0, lines: [], data: null });

function probe(run: Run): Command {
  return {
    name: "probe",
    summary: "does what the test says",
    examples: [{ arguments: "", does: "try it" }],
    options: [],
    run: async (options, context) => run(options, context),
  };
}

async function run(
  argv: readonly string[],
  given: Run | Command,
  terminal: { readonly isTTY?: boolean; readonly columns?: number } = {},
) {
  const written = { stdout: "", stderr: "" };
  const stream = (name: "stdout" | "stderr") => ({
    ...terminal,
    write: (text: string) => (written[name] += text),
  });
  const streams = { stdout: stream("stdout"), stderr: stream("stderr") };
  const { signal } = new AbortController();
  const command = typeof given === "function" ? probe(given) : given;
  await main(argv, { ...streams, env: {}, signal }, [command]);
  return written;
}
