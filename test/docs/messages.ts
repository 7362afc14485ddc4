// The messages that a document lists in the first cell of its tables, with `…` for what differs.

/** All listed messages, in order. */
export function listedMessages(markdown: string): string[] {
  const cells = markdown.matchAll(/^\| (?:`` (.+?) ``|`([^`]+)`) \|/gm);
  return [...cells].map(([, one, other]) => one ?? other ?? "");
}

/** Is this what a listed message stands for? */
export function isListedAs(listed: string, message: string): boolean {
  const parts = listed.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(message);
}
