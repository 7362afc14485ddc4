// Pulumi starts this; the program itself is index.ts.
require("./engine/lazySdk.cjs");

// The SDK takes a stack trace for each resource and each promise, a tenth of the program's work; so errors have none either.
if (process.env.CUSTOMER_ACCESS_STACK_TRACES !== "yes") {
  // Not only set: the SDK raises it for a moment (`Resource.callsites` in its resource.ts).
  Object.defineProperty(Error, "stackTraceLimit", { get: () => 0, set: () => {} });
}

module.exports = require("./engine/startBundle.cjs")(require.resolve("./index.ts"), {
  external: ["@pulumi/pulumi"],
});
require("./engine/optimizeLate.cjs");
