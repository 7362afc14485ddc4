// Declares resources without the stack traces that Pulumi's SDK takes for each one.

/**
 * Runs `declare` while errors, and therefore resources, take no stack traces.
 *
 * The SDK takes an unlimited one for every resource and writes it into the state, with the paths of this checkout, and
 * further ones for its promises: together about a quarter of the program's work and of the state. The limit becomes a
 * property that cannot be set, because the SDK raises it for a moment (`Resource.callsites` in its resource.ts).
 * What `declare` throws has its message, but does not say where it was thrown.
 */
export function withoutStackTraces<Result>(declare: () => Result): Result {
  const before = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");
  const own = { configurable: true, enumerable: true };
  Object.defineProperty(Error, "stackTraceLimit", { ...own, get: () => 0, set: () => {} });
  try {
    return declare();
  } finally {
    if (before !== undefined) Object.defineProperty(Error, "stackTraceLimit", before);
  }
}
