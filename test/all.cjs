// All tests in four processes, as `npm test` runs them: the slow files first, since one that begins last leaves a processor idle.
"use strict";

const { readdirSync } = require("node:fs");
const { join } = require("node:path");

/** Files that take more than 15 s of a processor, or wait for long, the slowest first. */
const SLOW = [
  "model/sequences.test.ts",
  "model/mutant/mutants.test.ts",
  "e2e/pages/pipeline.e2e.ts",
  "e2e/story/start.e2e.ts",
  "cli/audit/page/accessible.e2e.ts",
  "e2e/story/auditStory.e2e.ts",
  "cli/audit/page/screens.e2e.ts",
  "e2e/secrets.e2e.ts",
  "e2e/audit/auditModel.e2e.ts",
  "e2e/killed/takenBack.e2e.ts",
  "e2e/sync/syncHandshake.e2e.ts",
  "e2e/killed/recover.e2e.ts",
  "e2e/pages/walkthroughs.e2e.ts",
  "e2e/killed/killedEnd.e2e.ts",
  "e2e/reviewed/plan.e2e.ts",
  "e2e/story/rotationStory.e2e.ts",
  "e2e/killed/killedRotation.e2e.ts",
  "workflows/failing.e2e.ts",
];

const all = readdirSync(__dirname, { recursive: true })
  .filter((file) => /\.(test|e2e)\.ts$/.test(file))
  .sort();
const unknown = SLOW.filter((file) => !all.includes(file));
if (unknown.length > 0) throw new Error(`test/all.cjs names what is not there: ${unknown}`);

module.exports = {
  ...require("../.mocharc.cjs"),
  parallel: true,
  // A run of the engine waits for half of its time, so that four processes keep two processors busy.
  jobs: 4,
  // Of the others those come first that start engines.
  spec: [
    ...SLOW,
    ...all.filter((file) => !SLOW.includes(file) && file.endsWith(".e2e.ts")),
    ...all.filter((file) => !SLOW.includes(file) && file.endsWith(".test.ts")),
  ].map((file) => join(__dirname, file)),
};
