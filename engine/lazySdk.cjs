// Delays what Pulumi's SDK needs only to serialize functions: npm's resolver and TypeScript, half of its loading time.
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
  const call = (name, args) => load.call(Module, request, parent, ...rest)[name](...args);
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
