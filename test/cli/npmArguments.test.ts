// Options that npm took for itself: said, with the line that was meant, and never mistaken for another script's.
import { expect } from "chai";
import type { Command } from "../../cli/command";
import { COMMANDS } from "../../cli/main";
import { refuseTakenOptions } from "../../cli/npmArguments";

const named = (name: string) => COMMANDS.find((each) => each.name === name) as Command;

/** What is said when npm ran the script with these variables and arguments. */
function said(name: string, env: NodeJS.ProcessEnv, ...given: string[]): string {
  try {
    refuseTakenOptions(named(name), given, { npm_lifecycle_event: name, ...env });
    return "";
  } catch (thrown) {
    const { message, remedy } = thrown as { message: string; remedy: string };
    return `${message}\n${remedy}`;
  }
}

describe("refuseTakenOptions", () => {
  it("names the option and the line that was meant, with a value that npm left behind", () => {
    expect(said("check", { npm_config_customers: "true" }, "other.yaml")).to.equal(
      "npm took --customers for itself, so this command did not get it\n" +
        "write `--` before the options: `npm run check -- --customers other.yaml`",
    );
  });

  it("takes a value that npm kept, and an option without one", () => {
    const env = { npm_config_customers: "other.yaml", npm_config_json: "true" };
    expect(said("check", env)).to.equal(
      "npm took --customers and --json for itself, so this command did not get it\n" +
        "write `--` before the options: `npm run check -- --customers other.yaml --json`",
    );
  });

  it("finds an option of several words", () => {
    expect(said("plan", { npm_config_files_only: "true" })).to.equal(
      "npm took --files-only for itself, so this command did not get it\n" +
        "write `--` before the options: `npm run plan -- --files-only`",
    );
  });

  it("leaves what stands without an option where it stood, and quotes a value for the shell", () => {
    const taken = (option: string, value: string) =>
      `npm took ${option} for itself, so this command did not get it\n` +
      `write \`--\` before the options: \`npm run add -- wingtip ${option} ${value}\``;
    expect(said("add", { npm_config_repository: "true" }, "wingtip", "app/api")).to.equal(
      taken("--repository", "app/api"),
    );
    expect(said("add", { npm_config_display_name: "true" }, "wingtip", "Wing 'Tip")).to.equal(
      taken("--display-name", "'Wing '\\''Tip'"),
    );
  });

  it("guesses no line where npm does not tell which value belongs to which option", () => {
    const twice = { npm_config_repository: "true\n\ntrue" };
    expect(said("add", twice, "wingtip", "app/api", "base/*")).to.equal(
      "npm took --repository for itself, so this command did not get it\n" +
        "write `--` before the options: `npm run add -- …`",
    );
    const two = { npm_config_stack: "true", npm_config_base: "true" };
    expect(said("plan", two, "main", "production")).to.equal(
      "npm took --stack and --base for itself, so this command did not get it\n" +
        "write `--` before the options: `npm run plan -- …`",
    );
  });

  it("knows options of Pulumi's own, without which another stack would be changed", () => {
    const env = { npm_config_stack: "test" };
    expect(said("pulumi", env, "config", "set", "customer-access:protect", "false")).to.equal(
      "npm took --stack for itself, so this command did not get it\n" +
        "write `--` before the options: `npm run pulumi -- …`",
    );
  });

  it("says nothing where npm took nothing, or the variables are another script's", () => {
    expect(said("check", {}, "--json")).to.equal("");
    expect(said("check", { npm_config_customers: "" })).to.equal("");
    expect(said("check", { npm_lifecycle_event: "test", npm_config_json: "true" })).to.equal("");
    // npm's own options may be set for good, in .npmrc.
    expect(said("pulumi", { npm_config_json: "true", npm_config_yes: "true" })).to.equal("");
    expect(said("pulumi", {}, "preview", "--stack", "production")).to.equal("");
  });
});
