// npm start from a fresh clone: the story ends well, twice, leaves nothing behind, and stops on Ctrl-C.

import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { missingPart, shownParts } from "../../docs/shownOutput";
import { PASSWORD_PATTERN, searchFolder } from "../../helpers/passwords";
import { copyProject, type ProjectCopy } from "../../helpers/projectCopy";

describe("npm start", function () {
  this.timeout(300_000);
  let copy: ProjectCopy;

  before(() => {
    copy = copyProject();
  });
  after(() => copy.remove());

  function start(...args: string[]) {
    return startWith({}, ...args);
  }

  function startWith(env: Record<string, string>, ...args: string[]) {
    const child = spawn(process.execPath, ["cli/run.cjs", "start", ...args], {
      cwd: copy.folder,
      env: { ...process.env, NO_COLOR: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const printed: string[] = [];
    child.stdout.on("data", (data) => printed.push(String(data)));
    child.stderr.on("data", (data) => printed.push(String(data)));
    return {
      child,
      output: () => printed.join(""),
      ended: once(child, "exit") as Promise<[number]>,
    };
  }

  const git = () =>
    execFileSync("git", ["status", "--porcelain"], { cwd: copy.folder, encoding: "utf8" });
  const left = () =>
    execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" })
      .split("\n")
      .filter((line) => line.includes(copy.folder));

  it("tells the whole story as the documents show it, with exit code 0 and a clean git tree, also behind a proxy", () => {
    const proxy = "http://127.0.0.1:1"; // Nothing listens there.
    const proxies = {
      HTTPS_PROXY: proxy,
      HTTP_PROXY: proxy,
      https_proxy: proxy,
      http_proxy: proxy,
    };
    // In one stream, so that it is printed in one order.
    const { status, stdout } = spawnSync("bash", ["-c", "node cli/run.cjs start 2>&1"], {
      cwd: copy.folder,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1", ...proxies, NO_PROXY: "", no_proxy: "" },
    });
    expect(status, stdout).to.equal(0);
    for (const [document, count] of Object.entries({ "README.md": 4, "docs/demo.md": 2 })) {
      const parts = shownParts(readFileSync(join(copy.folder, document), "utf8"), "npm start");
      expect(parts, document).to.have.lengthOf(count);
      expect(missingPart(stdout, parts), `${document} shows what was not printed`).to.equal(
        undefined,
      );
    }
    expect(git()).to.equal("");
    expect(left()).to.deep.equal([]);
  });

  it("ends with commands that say who may pull what, and write the page", () => {
    const audit = (...args: string[]) =>
      spawnSync("node", ["cli/run.cjs", "audit", "--history", ".emulated", ...args], {
        cwd: copy.folder,
        encoding: "utf8",
        env: { ...process.env, NO_COLOR: "1" },
      });
    const { status, stdout, stderr } = audit();
    expect(status, stderr).to.equal(0);
    expect(stdout).to.match(/^Who may pull what: customer-access\/dev at .*, after 3 updates\n/);
    expect(stdout).to.include("\n3 customers of 5 can pull\n");
    const html = audit("--html", ".emulated/audit.html");
    expect(html.status, html.stderr).to.equal(0);
    expect(html.stdout).to.include("\nwrote .emulated/audit.html\n");
  });

  it("shows and stores no password", () => {
    const found = searchFolder(join(copy.folder, ".emulated"), PASSWORD_PATTERN);
    expect(found).to.deep.equal([]);
  });

  it("says what was tried when Pulumi's own plugins cannot be had, and starts nothing", async () => {
    const nowhere = {
      PULUMI_HOME: join(copy.folder, ".pulumi-home"),
      HTTPS_PROXY: "http://127.0.0.1:1",
    };
    const { output, ended } = startWith(nowhere, "--plugins", "real");
    const [code] = await ended;
    expect(code, output()).to.equal(2);
    const lines = output().split("\n");
    const from = lines.indexOf("error: Pulumi's own plugins cannot be installed here; tried:");
    const said = lines.slice(from + 1, from + 4).map((line) => line.trim());
    expect(said).to.deep.equal([
      'pulumi plugin install resource azure-native 3.28.0: Get "https://get.pulumi.com/releases/plugins/pulumi-resource-azure-native-v3.28.0-linux-amd64.tar.gz": proxyconnect tcp: dial tcp 127.0.0.1:1: connect: connection refused',
      'pulumi plugin install resource random 4.21.2: Get "https://get.pulumi.com/releases/plugins/pulumi-resource-random-v4.21.2-linux-amd64.tar.gz": proxyconnect tcp: dial tcp 127.0.0.1:1: connect: connection refused',
      "run this where Pulumi can download plugins (or copy them into plugins/ of PULUMI_HOME, by default ~/.pulumi), or leave --plugins out, which takes the stand-ins in this repository",
    ]);
    expect(output()).to.not.include("Starting Azure on localhost");
    rmSync(nowhere.PULUMI_HOME, { recursive: true, force: true });
    expect(left()).to.deep.equal([]);
  });

  it("stops on Ctrl-C with no process left", async () => {
    const first = start();
    while (!first.output().includes("declaring access ...")) await once(first.child.stdout, "data");
    await new Promise((done) => setTimeout(done, 2_000));
    const meanwhile = start();
    expect((await meanwhile.ended)[0]).to.equal(2);
    expect(meanwhile.output()).to.match(
      /^error: another npm start uses \.emulated\/ \(process \d+\)\n/,
    );
    first.child.kill("SIGINT");
    const [code] = await first.ended;
    expect(code, first.output()).to.equal(130);
    expect(left()).to.deep.equal([]);
  });

  it("runs again at once, and keeps the emulator for whoever wants to be a customer, by commands that work as they are printed", async () => {
    const { child, output, ended } = start("--keep");
    while (!output().includes("run -s verify")) await once(child.stdout, "data");
    const [, printed = ""] = output().split("Ctrl-C stops it.");
    const lines = printed.split("\n");
    expect(lines.filter((line) => /^(registry|vault) /.test(line))).to.have.lengthOf(2);
    const hasSkopeo = spawnSync("skopeo", ["--version"]).status === 0;
    const commands = lines
      .filter((line) => line.startsWith("  "))
      .filter((line) => hasSkopeo || !line.startsWith("  skopeo "));
    const script = ["set -eo pipefail", ...commands].join("\n");
    const run = spawnSync("bash", ["-c", script], { cwd: copy.folder, encoding: "utf8" });
    child.kill("SIGINT");
    await ended;
    expect(run.status, run.stderr + run.stdout).to.equal(0);
    const [asked = "", verified = ""] = run.stdout.split("Acting as each customer ...\n");
    const [jsonAnswers = "", forPeople = ""] = asked.split(/(?=^# Container images from )/m);
    expect(forPeople).to.match(/^# Container images from localhost:\d+ for Contoso Ltd\n/);
    expect(forPeople).to.match(/\n│ app\/api +│ contoso, northwind +│\n/);
    expect(forPeople).to.include("\nnone of 5 customers gains or loses anything\n");
    expect(forPeople).to.match(/\nResources:\n {4}25 unchanged\n/);
    expect(verified).to.match(
      /: each of 5 customers can do what the file says, and nothing else\n$/,
    );
    const answers = jsonAnswers
      .replace(/\}\s*\{/g, "}\n\u0000{")
      .split("\u0000")
      .map((each) => JSON.parse(each));
    const [manifest, ...others] = answers;
    expect(manifest.mediaType).to.equal("application/vnd.oci.image.index.v1+json");
    const secrets = others.pop();
    expect(Object.keys(secrets)).to.include.members(["contoso", "tailspin"]);
    expect(others.map(({ RepoTags }) => RepoTags)).to.deep.equal(hasSkopeo ? [[]] : []);
    expect(left()).to.deep.equal([]);
    expect(git()).to.equal("");
    expect(readFileSync(join(copy.folder, "Pulumi.dev.yaml"), "utf8")).to.not.include(
      "encryptionsalt",
    );
  });

  it("takes another file, and tells what is wrong with it", async () => {
    const file = join(copy.folder, ".emulated", "bad.yaml");
    writeFileSync(file, "customers:\n  contoso: { repositories: ['*'] }\n");
    const { output, ended } = start("--customers", file);
    const [code] = await ended;
    expect(code).to.equal(2);
    expect(output()).to.match(/bad\.yaml:2:\d+ {2}contoso\.repositories/);
    expect(output()).to.not.match(/\n\s+at /);
  });
});
