// Pulumi starts this for the bare program, which reads its sources as a program in TypeScript usually does.
require("tsx/cjs");
module.exports = require("./bareStack.ts");
