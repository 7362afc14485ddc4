// How mocha runs tests, whichever they are; `npm test` runs all of them, see test/all.cjs.
"use strict";

// For the engine, which is written in Go: its runs here are short, and need not collect garbage before they hold this much.
process.env.GOGC ??= "off";
process.env.GOMEMLIMIT ??= "400MiB";

module.exports = {
  "node-option": ["import=tsx"],
  require: ["./test/helpers/mocha/warnings.ts", "./test/helpers/mocha/atEnd.ts"],
  reporter: "./test/helpers/mocha/reporter.ts",
  "forbid-only": true,
  // Many tests start a process. What takes a second on an idle machine can take half a minute on a busy one.
  timeout: process.env.TEST_LONG === "yes" ? 600_000 : 60_000,
};
