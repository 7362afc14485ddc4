// docs/registry-api.md: each of its lines is run in bash against the emulator, and prints what the page shows.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { ACCESS_TOKEN_SECONDS } from "../../emulator/registry/accessTokens";
import { useEmulator } from "../emulator/useEmulator";
import { missingLine } from "./walkthrough";

const PAGE = readFileSync(join(__dirname, "../../docs/registry-api.md"), "utf8");

/** What stands between the outputs of two blocks. */
const BORDER = "---- next block ----";

/** A block of lines with what the page shows of its output. */
interface Recipe {
  readonly heading: string;
  readonly lines: string;
  readonly shown: string | undefined;
}

/** The blocks without those of the Azure CLI, which azLines.ts finds. */
function recipes(): Recipe[] {
  const pieces = [...PAGE.matchAll(/^#+ ([^\n]*)$|^```(sh|text|json)\n(.*?)^```$/gms)];
  let heading = "";
  return pieces.flatMap(([, title, language, body = ""], index) => {
    heading = title ?? heading;
    const [, , next, shown] = pieces[index + 1] ?? [];
    const isRun = language === "sh" && !/^(az|\w+=\$\(az) /.test(body);
    return isRun ? [{ heading, lines: body, shown: next === "sh" ? undefined : shown }] : [];
  });
}

describe("docs/registry-api.md", function () {
  this.timeout(60_000);
  const azure = useEmulator();
  const printed: string[] = [];
  const all = recipes();

  before(async function () {
    if (spawnSync("jq", ["--version"]).status !== 0) {
      process.stderr.write("jq is not installed; the lines of docs/registry-api.md were not run\n");
      this.skip();
    }
    const output = await run(all.map(({ lines }) => `${lines}echo "${BORDER}"\n`).join(""));
    const there = output.replaceAll(azure.loginServer, "vendorimages.azurecr.io");
    printed.push(...there.split(`${BORDER}\n`));
  });

  /** Runs lines in bash, with the emulator in place of Azure. @returns what they print, which is no error */
  async function run(script: string, more: Record<string, string> = {}): Promise<string> {
    const { url, caFile, environment } = azure.emulator;
    const filled = script
      .replace("https://login.microsoftonline.com", url)
      .replace("https://management.azure.com", url)
      .replace("host=vendorimages.azurecr.io", `host=${azure.loginServer}`);
    const env = { ...environment, ...more, PATH: process.env.PATH, CURL_CA_BUNDLE: caFile };
    const child = spawn("bash", ["--norc", "-euo", "pipefail", "-c", filled], { env });
    child.stdin.end();
    const [output, errors] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ]);
    expect(errors).to.equal("");
    expect(child.exitCode, output).to.equal(0);
    return output;
  }

  /** The block that defines a function or a variable. */
  const blockOf = (beginning: string) =>
    all.find(({ lines }) => lines.startsWith(beginning))?.lines ?? "";

  for (const [what, secondsLeft, renews] of [
    ["has a minute and more left", 300, false],
    ["is about to end", 30, true],
  ] as const) {
    it(`${renews ? "renews" : "keeps"} an access token that ${what}`, async () => {
      const lived = ACCESS_TOKEN_SECONDS - secondsLeft;
      azure.emulator.clock.set(new Date(Date.now() - lived * 1000).toISOString());
      const password = await azure.givenToken("mirror", ["repositories/*/metadata/read"]);
      const output = await run(
        [
          blockOf("login="),
          blockOf("access_for()"),
          blockOf("claims()"),
          'access=$(access_for "repository:*:metadata_read"); before=$access',
          blockOf("fresh()"),
          'if [ "$access" = "$before" ]; then echo kept; else echo renewed; fi',
        ].join("\n"),
        { password },
      );
      azure.emulator.clock.set(new Date().toISOString());
      expect(output.trimEnd().split("\n").at(-1)).to.equal(renews ? "renewed" : "kept");
    });
  }

  for (const [index, { heading, lines, shown }] of all.entries()) {
    const [first = ""] = lines.split("\n");
    it(`says under "${heading}" what is printed by ${first}`, () => {
      const output = printed[index] ?? "";
      if (shown === undefined) expect(output).to.equal("");
      else expectShown(output, shown);
    });
  }
});

/** Each line is printed, in this order; three dots stand for those that are left out, and any time for any other. */
function expectShown(output: string, shown: string): void {
  const alike = (each: string) => each.replace(/\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)/g, "<time>");
  const lines = alike(shown)
    .trimEnd()
    .split("\n")
    .map((each) => each.trim());
  const missing = missingLine(
    alike(output),
    lines.filter((each) => each !== "…"),
  );
  expect(missing, output).to.equal(undefined);
  if (!lines.includes("…")) {
    expect(alike(output).trimEnd().split("\n")).to.have.lengthOf(lines.length);
  }
}
