// An option that is given twice is refused where only one of the two could count, and collected where both do.
import { expect } from "chai";
import { main } from "../../cli/main";

/** What the command line says of these words. */
async function answered(...argv: string[]) {
  let stderr = "";
  const stream = { write: (text: string) => (stderr += text) };
  const { signal } = new AbortController();
  const exitCode = await main(argv, { stdout: stream, stderr: stream, env: {}, signal });
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
        stderr: `error: ${option}: given more than once, as ${one} and ${other}\n  leave one of them out\n`,
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
