// Lets V8 optimize only what is called very often: a process of a few seconds does not get back the time for the rest.
"use strict";

const { setFlagsFromString } = require("node:v8");

/**
 * How many bytes of bytecode a function runs before it is optimized, fifteen times the default. Only for Node 20: the V8 of
 * Node 24 has no such flag, complains about it, and optimizes later by itself.
 *
 * Not to be set before the program is loaded: with another flag, V8 does not take the code that Node and `startBundle.cjs`
 * have compiled before.
 */
if (process.versions.v8.startsWith("11.")) setFlagsFromString("--interrupt-budget=1000000");
