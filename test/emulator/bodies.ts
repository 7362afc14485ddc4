// Ways to look at bodies that differ from run to run.

/** A text field of a JSON body. */
export function field(body: unknown, name: string): string {
  const value = (body as Record<string, unknown>)[name];
  if (typeof value !== "string") {
    throw new Error(`no text "${name}" in ${JSON.stringify(Object.keys(body as object))}`);
  }
  return value;
}

/** A copy in which what differs from run to run is replaced, so that whole bodies can be compared. */
export function stable(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value)
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}\+00:00/g, "<time>")
      .replace(/localhost:\d+/g, "localhost:PORT")
      .replace(/\/[0-9a-f]{32}"/g, '/<version>"')
      .replace(/"(created|updated|deletedDate|scheduledPurgeDate)":\d{10}\b/g, '"$1":"<seconds>"')
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) =>
        /^(\w)\1{7}-/.test(id) ? id : "<guid>",
      )
      .replace(/"[A-Za-z0-9+/]{42}\+ACR[A-D][A-Za-z0-9+/]{5}"/g, '"<password>"'),
  );
}
