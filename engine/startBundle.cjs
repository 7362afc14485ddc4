// Starts a program from one bundled file: reading that takes a third of the time of reading its hundreds of modules.
"use strict";

const { createHash } = require("node:crypto");
const {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require("node:fs");
const Module = require("node:module");
const { basename, dirname, join, relative, resolve } = require("node:path");
const { Script } = require("node:vm");

/**
 * Runs the TypeScript file `main` in this process, and returns what it exports.
 *
 * The bundle lies in node_modules/.cache under a name made from the content of everything of ours in it and of the
 * list of installed packages, so that a changed source is never answered by an older bundle; beside it, what V8 has
 * compiled of it. Where none can be made or kept (a folder that is read-only, a mistake in the source), the sources are run as they are.
 *
 * @param {string} main absolute path
 * @param {object} options
 * @param {string[]} options.external packages that stay outside, since others in the same process must share them
 * @param {boolean} options.importsLater does it import some of its sources only when it needs them? Then it must export nothing
 */
module.exports = function startBundle(main, { external = [], importsLater = false } = {}) {
  if (process.platform === "win32") {
    // The engine cannot start a plugin that begins with `#!`.
    process.stderr.write(
      "error: this runs on Linux and macOS; on Windows, use WSL: https://learn.microsoft.com/windows/wsl/install\n",
    );
    process.exit(2);
  }
  const project = join(__dirname, "..");
  refuseOlderNode(project);
  refuseWithoutPackages(project);
  let bundle;
  let text;
  try {
    // Coverage must measure the sources.
    if (process.env.NODE_V8_COVERAGE) throw new Error("no bundle");
    bundle = keptBundle(project, main, external) ?? newBundle(project, main, external);
    text = readFileSync(bundle, "utf8");
  } catch {
    return runSources(main, importsLater);
  }
  const file = join(project, `${nameOf(project, main)}.bundle.cjs`);
  return load(text, file, `${bundle}.v8-${process.versions.v8}-${process.arch}`);
};

/** An older Node would end this in the middle, with the stack of whatever it does not know. */
function refuseOlderNode(project) {
  const { engines } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
  const oldest = engines.node.replace(">=", "");
  const { node } = process.versions;
  if (node.localeCompare(oldest, "en", { numeric: true }) >= 0) return;
  process.stderr.write(
    `error: this needs Node ${oldest} or newer, and ${process.execPath} is ${node}\n  install a newer one, and run \`npm ci\` again: https://nodejs.org\n`,
  );
  process.exit(2);
}

/** Without `npm ci` the first package that is missing would end this with a stack. */
function refuseWithoutPackages(project) {
  const isThere = Module._nodeModulePaths(project).some((each) => existsSync(join(each, "tsx")));
  if (isThere) return;
  process.stderr.write(
    `error: ${project}: the packages of this project are not installed\n  run \`npm ci\` in that folder\n`,
  );
  process.exit(2);
}

function runSources(main, importsLater) {
  if (importsLater) {
    // Only this way installs its hooks for `import()`; it takes a moment.
    void import("tsx").then(() => require(main));
    return undefined;
  }
  require("tsx/cjs");
  return require(main);
}

/**
 * Loads it as if it were in the project's folder, wherever node_modules is, so that `__dirname` is that folder.
 *
 * @param compiled the file for V8's compiled code of the bundle; another V8 version needs another file
 */
function load(text, file, compiled) {
  const loaded = new Module(file, module);
  loaded.filename = file;
  loaded.paths = Module._nodeModulePaths(dirname(file));
  const cachedData = existsSync(compiled) ? readFileSync(compiled) : undefined;
  const script = new Script(Module.wrap(text), { filename: file, cachedData });
  const run = script.runInThisContext();
  const { exports } = loaded;
  run.call(exports, exports, Module.createRequire(file), loaded, file, dirname(file));
  if (cachedData === undefined || script.cachedDataRejected) {
    try {
      writeWhole(compiled, script.createCachedData());
    } catch {
      // It is compiled again each time then, which takes some hundredths of a second.
    }
  }
  return loaded.exports;
}

/** The file of the bundle if it exists and its sources have not changed since. */
function keptBundle(project, main, external) {
  try {
    const { inputs } = JSON.parse(readFileSync(manifestOf(project, main), "utf8"));
    const bundle = bundleOf(project, main, external, inputs);
    return existsSync(bundle) ? bundle : undefined;
  } catch {
    return undefined;
  }
}

function newBundle(project, main, external) {
  // Heavy to load, and only needed after a change.
  const { buildSync } = require("esbuild");
  const result = buildSync({
    absWorkingDir: project,
    entryPoints: [main],
    bundle: true,
    platform: "node",
    target: "node20",
    external,
    // `import()` would need a loader that Node's scripts have only by an experiment.
    supported: { "dynamic-import": false },
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const inputs = Object.keys(result.metafile.inputs).filter((each) => !isPackage(each));
  const bundle = bundleOf(project, main, external, inputs);
  mkdirSync(dirname(bundle), { recursive: true });
  writeWhole(bundle, result.outputFiles[0].text);
  writeWhole(manifestOf(project, main), JSON.stringify({ inputs }));
  removeOld(project, main, bundle);
  return bundle;
}

/** Not at once, since another copy of the project with the same packages may be about to start its own. */
const KEPT_MS = 24 * 60 * 60 * 1000;

function removeOld(project, main, bundle) {
  const cache = cacheOf(project);
  for (const file of readdirSync(cache)) {
    const path = join(cache, file);
    if (path === bundle || !file.startsWith(`${nameOf(project, main)}-`)) continue;
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { force: true });
  }
}

function isPackage(input) {
  return input.split("/").includes("node_modules");
}

function manifestOf(project, main) {
  return join(cacheOf(project), `${nameOf(project, main)}.json`);
}

function bundleOf(project, main, external, inputs) {
  const hash = createHash("sha256").update(`${external}\0`);
  // What makes and loads the bundle counts as well.
  const maker = relative(project, __filename);
  for (const input of ["node_modules/.package-lock.json", maker, ...inputs]) {
    hash
      .update(`${input}\0`)
      .update(readFileSync(resolve(project, input)))
      .update("\0");
  }
  const digest = hash.digest("hex").slice(0, 32);
  return join(cacheOf(project), `${nameOf(project, main)}-${digest}.cjs`);
}

function cacheOf(project) {
  return join(project, "node_modules", ".cache", "customer-access");
}

function nameOf(project, main) {
  return relative(project, main)
    .replace(/\.ts$/, "")
    .replaceAll(/[^A-Za-z0-9]+/g, "-");
}

/** In one step, since several runs may start at once. */
function writeWhole(file, text) {
  const partial = join(dirname(file), `.${basename(file)}.${process.pid}`);
  try {
    writeFileSync(partial, text);
    renameSync(partial, file);
  } finally {
    rmSync(partial, { force: true });
  }
}
