// Lets V8 optimize only what is called very often in the first seconds, since a short process does not get back the time for the rest.
"use strict";

const { setFlagsFromString } = require("node:v8");

/** Bytes of bytecode that a function runs before it is optimized: fifteen times the default of Node 20, and that default. */
const LATE = 1_000_000;
const USUAL = 67_584;
/** A preview of 100 customers is over soon after; in one of 1,000, a program that never optimizes more takes a twentieth longer. */
const UNTIL_MS = 2_000;

/**
 * Only for Node 20: the V8 of Node 24 has no such flag, complains about it, and optimizes later by itself.
 *
 * Not to be set before the program is loaded: with another flag, V8 does not take the code that Node and `startBundle.cjs`
 * have compiled before.
 */
if (process.versions.v8.startsWith("11.")) {
  setFlagsFromString(`--interrupt-budget=${LATE}`);
  setTimeout(() => setFlagsFromString(`--interrupt-budget=${USUAL}`), UNTIL_MS).unref();
}
