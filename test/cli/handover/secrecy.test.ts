// The password on a customer's page: only where it was asked for, and only where nobody else reads it.

import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { useHandover } from "./useHandover";

describe("the password on the page of npm run handover", () => {
  const { azure, made, handover, failure } = useHandover();
  let password: string;
  const at = (name: string) => join(made.folder, name);
  const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

  before(async () => {
    password = await azure.givenToken("contoso-pull", ["repositories/app/api/content/read"]);
    await azure.vault("PUT", "/secrets/contoso-registry-x7k2pd4q", { value: password });
  });

  it("is not read unless it is asked for", async () => {
    azure.emulator.journal.clear();
    const outcome = await handover({ html: at("without.html") });
    const operations = azure.emulator.journal.entries().map(({ operation }) => operation);
    expect(operations).to.not.include("Secrets_Get");
    expect(JSON.stringify(outcome)).to.not.include(password);
    expect(readFileSync(at("without.html"), "utf8")).to.not.include(password);
    expect(modeOf(at("without.html"))).to.equal("644");
    expect(outcome.lines).to.deep.equal([`contoso: wrote ${at("without.html")}`]);
  });

  it("stands on a terminal, and not in the data for programs", async () => {
    const { exitCode, lines, data } = await handover({ withPassword: true, isTerminal: true });
    expect(exitCode).to.equal(0);
    expect(lines.join("\n")).to.include(
      `## The password\n\n\`\`\`text\n${password}\n\`\`\`\n\nThis page holds the password: keep it as you keep the password itself.`,
    );
    expect(JSON.stringify(data)).to.not.include(password);
  });

  it("takes the place of the sentence that it will be sent", async () => {
    const value = await azure.givenToken("fabrikam-pull", ["repositories/base/a/content/read"]);
    await azure.vault("PUT", "/secrets/fabrikam-registry-x7k2pd4q", { value });
    const asked = { id: "fabrikam", withPassword: true, isTerminal: true };
    expect((await handover(asked)).lines.join("\n")).to.include(
      `## The password\n\n\`\`\`text\n${value}\n\`\`\`\n\nThis page holds the password: keep it as you keep the password itself.\n\nType this line alone.`,
    );
  });

  it("is not handed out where the registry refuses it", async () => {
    const secret = "/secrets/contoso-registry-x7k2pd4q";
    await azure.vault("PUT", secret, { value: "wrong-xyz" });
    try {
      const { exitCode, lines } = await handover({ withPassword: true, html: at("refused.html") });
      expect({ exitCode, lines }).to.deep.equal({
        exitCode: 1,
        lines: [
          "contoso: the registry refuses the password in secret contoso-registry-x7k2pd4q: if it is new, run again in two minutes; otherwise `npm run verify` says why",
          "nothing to hand over",
        ],
      });
      expect(existsSync(at("refused.html"))).to.equal(false);
    } finally {
      await azure.vault("PUT", secret, { value: password });
    }
  });

  it("is refused for a pipe, before anything is asked", async () => {
    azure.emulator.journal.clear();
    expect(await failure({ withPassword: true })).to.deep.equal({
      message: "--with-password: standard output is not a terminal",
      remedy: "add --html <file>, which makes a file that only you can read",
    });
    expect(azure.emulator.journal.entries()).to.deep.equal([]);
  });

  it("stands in a file that only its owner can read, whatever the process's mask", async () => {
    const masks = [0o000, 0o777].map((mask) => mask);
    for (const mask of masks) {
      const before = process.umask(mask);
      const file = at(`with-${mask}.html`);
      try {
        const { lines, data } = await handover({ withPassword: true, html: file });
        expect(lines).to.deep.equal([
          `contoso: wrote ${file}, which holds the password and which only you can read`,
        ]);
        expect(JSON.stringify(data)).to.not.include(password);
      } finally {
        process.umask(before);
      }
      expect(modeOf(file)).to.equal("600");
      expect(readFileSync(file, "utf8")).to.include(`<pre><code>${password}</code></pre>`);
    }
  });

  for (const [what, make] of [
    ["a file that is there", (file: string) => writeFileSync(file, "mine")],
    ["a link to nowhere", (file: string) => symlinkSync(at("elsewhere.html"), file)],
  ] as const) {
    for (const withPassword of [true, false]) {
      it(`does not overwrite ${what}${withPassword ? "" : ", and neither does a page without it"}`, async () => {
        const file = at(`${what}-${withPassword}.html`.replaceAll(" ", "-"));
        make(file);
        expect(await failure({ html: file, withPassword })).to.deep.equal({
          message: `${file}: is there already`,
          remedy: "remove it, or name another file",
        });
        expect(() => statSync(at("elsewhere.html"))).to.throw("ENOENT");
        if (what === "a file that is there") expect(readFileSync(file, "utf8")).to.equal("mine");
      });
    }
  }

  it("is not looked for where the secret is disabled, and no file is left", async () => {
    await azure.vault("PATCH", "/secrets/contoso-registry-x7k2pd4q", {
      attributes: { enabled: false },
    });
    expect(await failure({ withPassword: true, html: at("disabled.html") })).to.deep.equal({
      message: "secret contoso-registry-x7k2pd4q is disabled",
      remedy: "run `pulumi up`, which enables the secret of a customer who may log in",
    });
    expect(() => statSync(at("disabled.html"))).to.throw("ENOENT");
  });

  it("names a folder that is not there", async () => {
    expect(await failure({ html: at("nowhere/page.html") })).to.deep.equal({
      message: `${at("nowhere/page.html")}: cannot be written (ENOENT)`,
      remedy: "name a file that you may create",
    });
  });
});
