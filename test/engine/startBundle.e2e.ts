// A plugin's start from a bundle: never an older one than its sources, and without one where none can be kept.

import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";

const PROJECT = resolve(__dirname, "../..");

describe("a plugin's start", () => {
  let folder: string;
  let cache: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plugin-"));
    cache = join(folder, "node_modules", ".cache", "customer-access");
    for (const name of ["engine", "greeter", "node_modules"]) mkdirSync(join(folder, name));
    copyFileSync(
      join(PROJECT, "engine", "startBundle.cjs"),
      join(folder, "engine", "startBundle.cjs"),
    );
    // esbuild finds its own executable beside it.
    for (const name of ["esbuild", "@esbuild", "tsx", "get-tsconfig", "resolve-pkg-maps"]) {
      symlinkSync(join(PROJECT, "node_modules", name), join(folder, "node_modules", name));
    }
    write("package.json", '{ "engines": { "node": ">=20.19" } }');
    write("node_modules/.package-lock.json", "{}");
    write("greeter/words.ts", 'export const words: string = "hello";\n');
    write(
      "greeter/main.ts",
      'import { words } from "./words";\nconsole.log(words, process.argv[2], typeof module.parent);\n',
    );
    write("greeter/start", 'require("../engine/startBundle.cjs")(require.resolve("./main.ts"));\n');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);

  const start = (env: Record<string, string> = {}) =>
    execFileSync(process.execPath, [join(folder, "greeter", "start"), "you"], {
      encoding: "utf8",
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();

  const bundles = () => readdirSync(cache).filter((file) => file.endsWith(".cjs"));

  it("makes a bundle, and makes it once", () => {
    expect(start()).to.equal("hello you object");
    const first = bundles();
    expect(first).to.have.lengthOf(1);
    expect(first[0]).to.match(/^greeter-main-[0-9a-f]{32}\.cjs$/);
    expect(start()).to.equal("hello you object");
    expect(bundles()).to.deep.equal(first);
  });

  it("runs the bundle, not the sources", () => {
    start();
    write(`node_modules/.cache/customer-access/${bundles()[0]}`, 'console.log("bundled");');
    expect(start()).to.equal("bundled");
  });

  it("keeps what V8 has compiled of it, and makes that again where it is of no use", () => {
    start();
    const kept = readdirSync(cache).filter((file) => file.includes(".cjs.v8-"));
    expect(kept).to.have.lengthOf(1);
    const compiled = join(cache, kept[0] ?? "");
    const { size } = statSync(compiled);
    writeFileSync(compiled, "of another V8");
    expect(start()).to.equal("hello you object");
    expect(statSync(compiled).size).to.equal(size);
  });

  it("makes another when a source has changed, also one that is no older than before", () => {
    start();
    write("greeter/words.ts", 'export const words: string = "howdy";\n');
    utimesSync(join(folder, "greeter", "words.ts"), 0, 0);
    expect(start()).to.equal("howdy you object");
  });

  it("makes another when a package has changed", () => {
    start();
    write("node_modules/.package-lock.json", '{"lockfileVersion":3}');
    start();
    expect(bundles()).to.have.lengthOf(2);
  });

  it("removes a bundle of long ago when it makes another", () => {
    start();
    utimesSync(join(cache, bundles()[0] ?? ""), 0, 0);
    write("greeter/words.ts", 'export const words: string = "howdy";\n');
    start();
    expect(bundles()).to.have.lengthOf(1);
    expect(start()).to.equal("howdy you object");
  });

  it("runs the sources where no bundle can be kept", () => {
    // root may write everywhere, so a file stands where the folder is meant.
    write("node_modules/.cache", "");
    expect(start()).to.equal("hello you object");
    rmSync(join(folder, "node_modules", ".cache"));
  });

  it("runs sources that import others later, where no bundle can be kept", () => {
    write("greeter/main.ts", 'import("./words.js").then(({ words }) => console.log(words));\n');
    write(
      "greeter/start",
      'require("../engine/startBundle.cjs")(require.resolve("./main.ts"), { importsLater: true });\n',
    );
    expect(start()).to.equal("hello");
    expect(start({ NODE_V8_COVERAGE: join(folder, "coverage") })).to.equal("hello");
  });

  it("ends with one sentence on Windows", () => {
    write("windows.cjs", 'Object.defineProperty(process, "platform", { value: "win32" });\n');
    const preload = ["--require", join(folder, "windows.cjs")];
    const ended = spawnSync(process.execPath, [...preload, join(folder, "greeter", "start")], {
      encoding: "utf8",
    });
    expect({ status: ended.status, stdout: ended.stdout, stderr: ended.stderr }).to.deep.equal({
      status: 2,
      stdout: "",
      stderr:
        "error: this runs on Linux and macOS; on Windows, use WSL: https://learn.microsoft.com/windows/wsl/install\n",
    });
  });

  for (const version of ["18.20.8", "20.18.3"]) {
    it(`ends with what to do on Node ${version}, on which \`npm ci\` would have refused`, () => {
      write(
        "older.cjs",
        `Object.defineProperty(process.versions, "node", { value: "${version}" });\n`,
      );
      const ended = spawnSync(
        process.execPath,
        ["--require", join(folder, "older.cjs"), join(folder, "greeter", "start")],
        { encoding: "utf8" },
      );
      expect({ status: ended.status, stdout: ended.stdout, stderr: ended.stderr }).to.deep.equal({
        status: 2,
        stdout: "",
        stderr: `error: this needs Node 20.19 or newer, and ${process.execPath} is ${version}\n  install a newer one, and run \`npm ci\` again: https://nodejs.org\n`,
      });
    });
  }

  it("ends with what to do where the packages are not installed", () => {
    rmSync(join(folder, "node_modules"), { recursive: true });
    const ended = spawnSync(process.execPath, [join(folder, "greeter", "start")], {
      encoding: "utf8",
    });
    expect({ status: ended.status, stdout: ended.stdout, stderr: ended.stderr }).to.deep.equal({
      status: 2,
      stdout: "",
      stderr: `error: ${folder}: the packages of this project are not installed\n  run \`npm ci\` in that folder\n`,
    });
  });

  it("runs the sources for whoever measures which lines ran", () => {
    expect(start({ NODE_V8_COVERAGE: join(folder, "coverage") })).to.equal("hello you object");
    expect(readdirSync(join(folder, "node_modules"))).to.not.include(".cache");
  });
});
