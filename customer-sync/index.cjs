// Pulumi starts this; the program itself is index.ts.
require("tsx/cjs");

module.exports = () => require("./index.ts").declare();
