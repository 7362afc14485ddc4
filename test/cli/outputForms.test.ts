// Two forms of output at once: one of them would silently be ignored.
import { expect } from "chai";
import { main } from "../../cli/main";

describe("main", () => {
  for (const name of ["plan", "drift"]) {
    it(`refuses two forms of output of ${name}`, async () => {
      const written = { stdout: "", stderr: "" };
      const stream = (to: "stdout" | "stderr") => ({
        write: (text: string) => {
          written[to] += text;
        },
      });
      const { signal } = new AbortController();
      const exitCode = await main([name, "--json", "--markdown"], {
        stdout: stream("stdout"),
        stderr: stream("stderr"),
        env: {},
        signal,
      });
      expect({ exitCode, ...written }).to.deep.equal({
        exitCode: 2,
        stdout: "",
        stderr:
          "error: --json and --markdown: both say how it is printed\n  leave one of them out\n",
      });
    });
  }
});
