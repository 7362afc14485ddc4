// `npm run` starts this; the commands themselves are TypeScript.
require("../engine/lazySdk.cjs");
require("../engine/startBundle.cjs")(require.resolve("./process.ts"), {
  // The client for Azure Storage looks for a part of itself beside its own file.
  external: ["@pulumi/pulumi", "esbuild", "@azure/storage-blob"],
  importsLater: true,
});
