// Starts a plugin from one bundled file: reading that takes a third of the time of reading its hundreds of modules.
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
const { basename, dirname, join, relative, resolve } = require("node:path");

/**
 * Runs the TypeScript file `main` in this process.
 *
 * The bundle lies in node_modules/.cache under a name made from the content of everything of ours in it and of the
 * list of installed packages, so that a changed source is never answered by an older bundle. Where none can be made
 * or kept (a folder that is read-only, a mistake in the source), the sources are run as they are.
 *
 * @param {string} main absolute path
 */
module.exports = function startPlugin(main) {
  const project = join(__dirname, "..");
  let bundle;
  try {
    // Who measures which lines ran wants to know it of the sources.
    if (process.env.NODE_V8_COVERAGE) throw new Error("no bundle");
    bundle = keptBundle(project, main) ?? newBundle(project, main);
  } catch {
    require("tsx/cjs");
    bundle = main;
  }
  require(bundle);
};

/** The file of the bundle if it is there and nothing in it has changed since. */
function keptBundle(project, main) {
  try {
    const { inputs } = JSON.parse(readFileSync(manifestOf(project, main), "utf8"));
    const bundle = bundleOf(project, main, inputs);
    return existsSync(bundle) ? bundle : undefined;
  } catch {
    return undefined;
  }
}

function newBundle(project, main) {
  // Heavy to load, and only needed after a change.
  const { buildSync } = require("esbuild");
  const result = buildSync({
    absWorkingDir: project,
    entryPoints: [main],
    bundle: true,
    platform: "node",
    target: "node20",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const inputs = Object.keys(result.metafile.inputs).filter((each) => !isPackage(each));
  const bundle = bundleOf(project, main, inputs);
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

function bundleOf(project, main, inputs) {
  const hash = createHash("sha256");
  for (const input of ["node_modules/.package-lock.json", ...inputs]) {
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
