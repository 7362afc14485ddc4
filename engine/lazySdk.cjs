// Delays what Pulumi's SDK needs only to serialize functions: npm's resolver and TypeScript, half of its loading time, and a debugger.
"use strict";

const Module = require("node:module");

/** The SDK's `runtime/index.js` loads them, but only names their functions and calls none. */
const LAZY = new Set(["./closure/serializeClosure", "./closure/codePaths"]);
const FROM = /@pulumi[\\/]pulumi[\\/]runtime[\\/]index\.js$/;

const load = Module._load;
Module._load = function loadLazily(request, parent, ...rest) {
  if (!LAZY.has(request) || !FROM.test(parent?.filename)) {
    return load.call(this, request, parent, ...rest);
  }
  const call = (name, args) => {
    connectDebugger();
    return load.call(Module, request, parent, ...rest)[name](...args);
  };
  return new Proxy(
    {},
    {
      get:
        (_, name) =>
        (...args) =>
          call(name, args),
    },
  );
};

/** The session of V8's debugger that the SDK opens before it starts a program, once it is disconnected. */
let disconnected;
let isDebuggerNeeded = false;

function connectDebugger() {
  isDebuggerNeeded = true;
  disconnected?.connect();
  // Tells the SDK about all scripts again.
  disconnected?.post("Debugger.enable");
  disconnected = undefined;
}

// While it is connected, V8 settles each promise more slowly. A command has none.
const hooks = Object.keys(require.cache).find((file) =>
  /@pulumi[\\/]pulumi[\\/]runtime[\\/]closure[\\/]v8Hooks\.js$/.test(file),
);
if (hooks !== undefined) void disconnectDebugger(require(hooks));

async function disconnectDebugger({ getSessionAsync }) {
  try {
    const session = await getSessionAsync();
    if (isDebuggerNeeded) return;
    session.disconnect();
    disconnected = session;
  } catch {
    // Another SDK has another debugger, or none: it only saves time.
  }
}
