// npm start's choice of a story: what it refuses before anything is started.
import { expect } from "chai";
import { emptyEmulatedFolder } from "../../cli/emulated";
import { main } from "../../cli/main";

describe("npm start", () => {
  const cases: [what: string, argv: string[], said: string][] = [
    [
      "an unknown story",
      ["--story", "tragedy"],
      'error: --story: there is no story "tragedy"\n  use one of access, rotation, audit, sync\n',
    ],
    [
      "the name of a property that every object has",
      ["--story", "constructor"],
      'error: --story: there is no story "constructor"\n  use one of access, rotation, audit, sync\n',
    ],
    [
      "a file for the story that brings its own",
      ["--story", "rotation", "--customers", "customers.yaml"],
      "error: --customers is not for the story of rotation\n  leave it out; `npm start -- --help` explains the stories\n",
    ],
    [
      "days for the story without any",
      ["--days", "30"],
      "error: --days is not for the story of access\n  leave it out; `npm start -- --help` explains the stories\n",
    ],
    [
      "unknown plugins",
      ["--plugins", "mine"],
      'error: --plugins: there are no plugins "mine"\n  use one of stand-ins, real\n',
    ],
    [
      "the real plugins for the story whose clock moves",
      ["--story", "rotation", "--plugins", "real"],
      "error: --plugins is not for the story of rotation\n  leave it out; `npm start -- --help` explains the stories\n",
    ],
    [
      "a file for the story of a quarter",
      ["--story", "audit", "--customers", "customers.yaml"],
      "error: --customers is not for the story of audit\n  leave it out; `npm start -- --help` explains the stories\n",
    ],
    [
      "days for the story of a quarter",
      ["--story", "audit", "--days", "30"],
      "error: --days is not for the story of audit\n  leave it out; `npm start -- --help` explains the stories\n",
    ],
    [
      "a file for the story that brings its own vendor",
      ["--story", "sync", "--customers", "customers.yaml"],
      "error: --customers is not for the story of sync\n  leave it out; `npm start -- --help` explains the stories\n",
    ],
    ...["0", "366", "1.5", "-1", "ten", ""].map((days): [string, string[], string] => [
      `"${days}" days`,
      ["--story", "rotation", `--days=${days}`],
      `error: --days: "${days}" is not a whole number from 1 to 365\n  leave it out for ninety days\n`,
    ]),
  ];
  for (const [what, argv, said] of cases) {
    it(`refuses ${what} with exit code 2`, async () => {
      const written = { stdout: "", stderr: "" };
      const stream = (name: "stdout" | "stderr") => ({
        write: (text: string) => {
          written[name] += text;
        },
      });
      const exitCode = await main(["start", ...argv], {
        stdout: stream("stdout"),
        stderr: stream("stderr"),
        env: {},
        signal: new AbortController().signal,
      });
      expect({ exitCode, ...written }).to.deep.equal({ exitCode: 2, stdout: "", stderr: said });
    });
  }

  it("says what to do where nothing can be written, such as in somebody else's clone", async () => {
    // root may write everywhere, but not below a file.
    const failure = await emptyEmulatedFolder(process.pid, `${__filename}/.emulated`).catch(
      ({ message, remedy }: Error & { remedy: string }) => `${message}\n${remedy}`,
    );
    expect(failure).to.equal(
      `${__filename}/.emulated: cannot be written (ENOTDIR)\nthe demo writes there: get permission, or run it in a clone of your own`,
    );
  });
});
