// Which repositories a pattern of a scope map reaches: `app/api` itself, `base/*` all below base, `*` everything.

/** Does `outer` include everything that `inner` includes? */
export function covers(outer: string, inner: string): boolean {
  return outer === inner || (isPrefix(outer) && inner.startsWith(outer.slice(0, -1)));
}

/** Those of `wanted` that none of `given` covers. */
export function beyond(wanted: readonly string[], given: readonly string[]): string[] {
  return wanted.filter((pattern) => !given.some((each) => covers(each, pattern)));
}

/** Does this pattern also reach repositories that are added later? */
export function isPrefix(pattern: string): boolean {
  return pattern === "*" || pattern.endsWith("/*");
}
