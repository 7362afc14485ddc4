// `npm run emulator` starts this; the emulator itself is TypeScript.
require("../engine/startBundle.cjs")(require.resolve("./main.ts"));
