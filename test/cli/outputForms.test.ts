// Two forms of output at once: one of them would silently be ignored.
import { expect } from "chai";
import { main } from "../../cli/main";

describe("main", () => {
  const given = [
    ["plan", "--json", "--markdown"],
    ["drift", "--json", "--markdown"],
    ["audit", "--json", "--csv"],
    ["audit", "--json", "--markdown"],
    ["audit", "--csv", "--markdown"],
    ["audit", "--json", "--csv", "--markdown"],
    ["audit", "--json", "--csv", "--html", "page.html"],
  ];
  for (const [name = "", ...forms] of given) {
    it(`refuses two forms of output: ${name} ${forms.join(" ")}`, async () => {
      const written = { stdout: "", stderr: "" };
      const stream = (to: "stdout" | "stderr") => ({
        write: (text: string) => {
          written[to] += text;
        },
      });
      const { signal } = new AbortController();
      const exitCode = await main([name, ...forms], {
        stdout: stream("stdout"),
        stderr: stream("stderr"),
        env: {},
        signal,
      });
      const named = forms.filter((form) => /json|csv|markdown/.test(form));
      const both = named.length === 2 ? "both say" : "each says";
      const others = named.length === 2 ? "one of them" : "all but one";
      expect({ exitCode, ...written }).to.deep.equal({
        exitCode: 2,
        stdout: "",
        stderr: `error: ${named.join(" and ")}: ${both} how it is printed\n  leave ${others} out\n`,
      });
    });
  }
});
