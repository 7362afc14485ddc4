// A secret that is typed where it does not belong is repeated by no command: what is printed ends in logs.
import { expect } from "chai";
import type { Command } from "../../cli/command";
import { COMMANDS, main } from "../../cli/main";
import { refuseTakenOptions } from "../../cli/npmArguments";

const SECRET = "S3cret+Value/0123456789==";
const URL_TEXT = `https://x.logic.azure.com/?sig=${SECRET}`;

/** What is printed for these words; a command that would run fails. */
async function answered(...argv: string[]) {
  const run: Command["run"] = async () => {
    throw new Error("it ran");
  };
  return answeredBy(
    COMMANDS.map((command) => ({ ...command, run })),
    ...argv,
  );
}

async function answeredBy(commands: readonly Command[], ...argv: string[]) {
  let stderr = "";
  const stream = { write: (text: string) => (stderr += text) };
  const { signal } = new AbortController();
  const exitCode = await main(argv, { stdout: stream, stderr: stream, env: {}, signal }, commands);
  return { exitCode, stderr };
}

describe("a secret among the arguments", () => {
  const SYNC =
    "  `npm run sync -- --help` lists the options; give a password on standard input, with --password-stdin: what is typed stays in the shell's history\n";
  const SYNC_URL =
    "  `npm run sync-url -- --help` lists the options; give the URL on standard input: what is typed stays in the shell's history\n";

  for (const [what, argv, message, remedy] of [
    [
      "an unknown option's value",
      ["sync", `--password=${SECRET}`],
      "sync: unknown option --password",
      SYNC,
    ],
    [
      "an option's value that takes none",
      ["sync", `--password-stdin=${SECRET}`],
      "sync: --password-stdin takes no value",
      SYNC,
    ],
    [
      "an argument of its own",
      ["sync", "--apply", SECRET],
      "sync: an argument has no option before it",
      SYNC,
    ],
    ["an argument after a dash", ["sync", `-${SECRET}`], "sync: unknown option", SYNC],
    [
      "an address after the id",
      ["sync-url", "contoso", URL_TEXT],
      "sync-url: an argument has no option before it",
      SYNC_URL,
    ],
    [
      "an unknown option's address",
      ["sync-url", "contoso", `--url=${URL_TEXT}`],
      "sync-url: unknown option --url",
      SYNC_URL,
    ],
  ] as const) {
    it(`is not repeated by ${argv[0]} as ${what}, and says where it belongs`, async () => {
      expect(await answered(...argv)).to.deep.equal({
        exitCode: 2,
        stderr: `error: ${message}\n${remedy}`,
      });
    });
  }

  it("is not repeated by sync-url as the id", async () => {
    for (const id of [URL_TEXT, SECRET]) {
      expect(await answeredBy(COMMANDS, "sync-url", id)).to.deep.equal({
        exitCode: 2,
        stderr: `error: sync-url: the first argument is not a customer's id\n${SYNC_URL}`,
      });
    }
  });

  for (const { name, positional = [], options, passesThrough } of COMMANDS) {
    if (passesThrough) continue;
    it(`is not repeated by ${name}`, async () => {
      const words = positional.map(() => "contoso");
      const takesAll = positional.at(-1)?.repeats === true;
      const valued = options.filter(({ flags, repeats }) => flags.includes("<") && !repeats);
      for (const argv of [
        [...words, `--token=${SECRET}`],
        [...words, `-t${SECRET}`],
        [...words, `--json=${SECRET}`],
        ...(takesAll ? [] : [[...words, SECRET]]),
        ...valued.map(({ flags }) => {
          const [flag = ""] = flags.split(" ");
          return [...words, flag, SECRET, flag, SECRET];
        }),
      ]) {
        const { exitCode, stderr } = await answered(name, ...argv);
        expect([argv, exitCode, stderr.slice(0, 7)]).to.deep.equal([argv, 2, "error: "]);
        expect(stderr).not.to.include(SECRET.slice(0, 6));
      }
    });
  }

  it("is not repeated where no command has its name", async () => {
    for (const argv of [[SECRET], [`--token=${SECRET}`, "sync"]]) {
      expect(await answered(...argv)).to.deep.equal({
        exitCode: 2,
        stderr: "error: there is no such command\n  --help lists the commands\n",
      });
    }
  });

  it("is not repeated where npm took an option for itself", () => {
    for (const name of ["sync", "sync-url"]) {
      const command = COMMANDS.find((each) => each.name === name) as Command;
      const env = { npm_lifecycle_event: name, npm_config_json: "true" };
      expect(() => refuseTakenOptions(command, [SECRET], env))
        .to.throw("npm took --json for itself")
        .with.property("remedy", `write \`--\` before the options: \`npm run ${name} -- …\``);
    }
  });
});
