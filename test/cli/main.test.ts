// The command line as a whole: exit codes, help, where it writes, and what it does with errors.
import { expect } from "chai";
import { AzureError } from "../../azure/azureError";
import type { Command, CommandContext, Outcome } from "../../cli/command";
import { COMMANDS, main } from "../../cli/main";
import { UserError } from "../../cli/userError";

describe("main", () => {
  it("prints the lines of a command and returns its exit code", async () => {
    const ended = await run(["probe"], () => ({ exitCode: 1, lines: ["one", "two"], data: 3 }));
    expect(ended).to.deep.equal({ exitCode: 1, stdout: "one\ntwo\n", stderr: "" });
  });

  it("prints only data with --json, and moves what a command prints to standard error", async () => {
    const ended = await run(["probe", "--json"], (_, { print, isTerminal }) => {
      print(`terminal: ${isTerminal}`);
      return { exitCode: 0, lines: ["one"], data: { found: 3 } };
    });
    expect(ended).to.deep.equal({
      exitCode: 0,
      stdout: '{\n  "found": 3\n}\n',
      stderr: "terminal: false\n",
    });
  });

  it("hands options with their defaults to the command", async () => {
    const seen: object[] = [];
    const remember = (options: object) => {
      seen.push(options);
      return { exitCode: 0 as const, lines: [], data: null };
    };
    await run(["probe"], remember);
    await run(["probe", "--file", "b"], remember);
    expect(seen).to.deep.equal([{ file: "a" }, { file: "b" }]);
  });

  it("hands on what stands without a dash by its name, and options that are repeated as a list", async () => {
    const seen: object[] = [];
    const remember = probe((options) => {
      seen.push(options);
      return { exitCode: 0, lines: [], data: null };
    });
    const command: Command = {
      ...remember,
      positional: [{ name: "id", description: "an id" }],
      options: [...remember.options, { flags: "--tag <tag>", description: "a tag", repeats: true }],
    };
    await run(["probe", "--tag", "x", "one", "--tag", "y"], command);
    await run(["probe", "two"], command);
    expect(seen).to.deep.equal([
      { id: "one", file: "a", tag: ["x", "y"] },
      { id: "two", file: "a" },
    ]);
    expect(await run(["probe", "--tag", "x"], command)).to.deep.equal({
      exitCode: 2,
      stdout: "",
      stderr:
        "error: probe: missing required argument 'id'\n  `npm run probe -- --help` lists the options\n",
    });
  });

  it("hands on what may be left out, and refuses what follows it", async () => {
    const seen: object[] = [];
    const command: Command = {
      ...probe((options) => {
        seen.push(options);
        return { exitCode: 0, lines: [], data: null };
      }),
      positional: [{ name: "name", description: "a name", isOptional: true }],
    };
    for (const argv of [["probe"], ["probe", "one"]]) await run(argv, command);
    expect(seen).to.deep.equal([undefined, "one"].map((name) => ({ file: "a", name })));
    const { stdout } = await run(["probe", "--help"], command);
    expect(stdout).to.include("npm run probe -- [name] [options]");
    expect((await run(["probe", "one", "two"], command)).stderr).to.equal(
      "error: probe: an argument has no option before it\n  `npm run probe -- --help` lists the options\n",
    );
  });

  for (const [what, argv] of Object.entries({
    "an unknown command": ["nonsense"],
    "an unknown option": ["probe", "--nonsense"],
    "an option without its value": ["probe", "--file"],
    "an argument too many": ["probe", "nonsense"],
    "no command": [],
  })) {
    it(`refuses ${what} with exit code 2 and a message`, async () => {
      const { exitCode, stdout, stderr } = await run(argv);
      expect({ exitCode, stdout }).to.deep.equal({ exitCode: 2, stdout: "" });
      expect(stderr).to.match(/^(error: |Usage: npm run)/);
      expect(stderr).not.to.match(/^\s+at /m);
    });
  }

  it("fails with exit code 2, a message and what to do for what the user can correct", async () => {
    const ended = await run(["probe"], () => {
      throw new UserError("x.yaml: there is no such file", { remedy: "name another" });
    });
    expect(ended).to.deep.equal({
      exitCode: 2,
      stdout: "",
      stderr: "error: x.yaml: there is no such file\n  name another\n",
    });
  });

  it("fails with exit code 2, the stack and a request to report it for a bug", async () => {
    const { exitCode, stdout, stderr } = await run(["probe"], () => {
      throw new TypeError("x is not a function");
    });
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 2, stdout: "" });
    expect(stderr).to.match(/^TypeError: x is not a function\n\s+at /);
    expect(stderr).to.match(/\n\nthis is a bug; please report it with the lines above\n$/);
  });

  it("fails with exit code 2 and Azure's words, without the stack, when Azure does not answer", async () => {
    const ended = await run(["probe"], () => {
      throw new AzureError({ operation: "reading x", code: "ECONNREFUSED", reason: "no answer" });
    });
    expect(ended).to.deep.equal({
      exitCode: 2,
      stdout: "",
      stderr: "error: reading x: ECONNREFUSED: no answer\n",
    });
  });

  it("ends with exit code 130 and silently when a command gives up after Ctrl-C", async () => {
    const ended = await run(["probe"], (_, { signal }) => {
      interruption.abort();
      signal.throwIfAborted();
      return { exitCode: 0, lines: [], data: null };
    });
    expect(ended).to.deep.equal({ exitCode: 130, stdout: "", stderr: "" });
  });

  it("colours for people alone: on a terminal, and without NO_COLOR", async () => {
    const red = (_: object, { colors }: CommandContext): Outcome => ({
      exitCode: 0,
      lines: [colors.red("x")],
      data: null,
    });
    const plain = "x\n";
    expect((await run(["probe"], red)).stdout).to.equal(plain);
    expect((await run(["probe"], red, { isTTY: true })).stdout).to.equal("\u001b[31mx\u001b[39m\n");
    const noColor = { isTTY: true, env: { NO_COLOR: "1" } };
    expect((await run(["probe"], red, noColor)).stdout).to.equal(plain);
  });

  it("tells how wide a terminal is, and nothing where there is none", async () => {
    const width = (_: object, { columns }: CommandContext): Outcome => ({
      exitCode: 0,
      lines: [String(columns)],
      data: String(columns),
    });
    const seen = [
      await run(["probe"], width, { isTTY: true, columns: 80 }),
      await run(["probe", "--json"], width, { isTTY: true, columns: 80 }),
      await run(["probe"], width, { columns: 80 }),
    ].map(({ stdout }) => stdout);
    expect(seen).to.deep.equal(["80\n", '"undefined"\n', "undefined\n"]);
  });

  it("hands everything unread to a command that passes it through", async () => {
    const seen: object[] = [];
    const through: Command = {
      ...probe((options) => {
        seen.push(options);
        return { exitCode: 0, lines: [], data: null };
      }),
      options: [],
      passesThrough: true,
    };
    const argv = ["probe", "up", "--help", "--stack", "dev", "--", "-x"];
    expect((await run(argv, through)).exitCode).to.equal(0);
    expect(seen).to.deep.equal([{ arguments: ["up", "--help", "--stack", "dev", "--", "-x"] }]);
  });
});

describe("the help of the command line", () => {
  it("lists every command with the question that it answers", async () => {
    const { exitCode, stdout } = await runReal(["--help"]);
    expect(exitCode).to.equal(0);
    for (const { name } of COMMANDS) expect(stdout).to.match(new RegExp(`^  ${name} `, "m"));
  });

  for (const { name, examples, passesThrough } of COMMANDS) {
    if (passesThrough) continue;
    it(`of ${name} shows its examples and --json`, async () => {
      const { exitCode, stdout, stderr } = await runReal([name, "--help"]);
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
      expect(examples).not.to.deep.equal([]);
      for (const { does } of examples) expect(stdout).to.include(does);
      expect(stdout).to.include("--json");
      expect(stdout.split("\n").filter((line) => line.length > 80)).to.deep.equal([]);
    });
  }
});

let interruption = new AbortController();

type Run = (options: object, context: CommandContext) => Outcome;

const NOTHING: Run = () => ({ exitCode: 0, lines: [], data: null });

function probe(run: Run): Command {
  return {
    name: "probe",
    summary: "does what the test says",
    examples: [{ arguments: "", does: "try it" }],
    options: [{ flags: "--file <file>", description: "a file", default: "a" }],
    run: async (options, context) => run(options, context),
  };
}

function run(argv: readonly string[], command: Run | Command = NOTHING, settings: Settings = {}) {
  const declared = typeof command === "function" ? probe(command) : command;
  return capture(argv, settings, [declared]);
}

function runReal(argv: readonly string[]) {
  return capture(argv, {});
}

interface Settings {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly env?: NodeJS.ProcessEnv;
}

async function capture(
  argv: readonly string[],
  { isTTY = false, columns = 0, env = {} }: Settings,
  commands?: readonly Command[],
) {
  interruption = new AbortController();
  const written = { stdout: "", stderr: "" };
  const stream = (name: "stdout" | "stderr") => ({
    isTTY,
    columns,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const terminal = {
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    env,
    signal: interruption.signal,
  };
  return { exitCode: await main(argv, terminal, commands), ...written };
}
