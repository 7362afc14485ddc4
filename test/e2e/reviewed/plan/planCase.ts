// A change of customers.yaml with the complete plan that it must get.

/** One row of the table. */
export interface PlanCase {
  /** What the change does, after "a change that ...". */
  readonly name: string;
  /** The text of the file after the change, from the one before it. */
  readonly edit: (before: string) => string;
  readonly exitCode: 0 | 1 | 2;
  /** Everything that is printed. */
  readonly text: string;
}

/** Replaces a text that must exist, so that no case is empty by mistake. */
export function replace(text: string, what: string, by: string): string {
  if (!text.includes(what)) throw new Error(`the file has no "${what}"`);
  return text.replace(what, by);
}

/** The file with these customers suspended. */
export function suspend(text: string, ...ids: string[]): string {
  return ids.reduce((edited, id) => {
    const line = edited.split("\n").find((each) => each.startsWith(`  ${id}:`)) ?? `no ${id}`;
    return replace(edited, line, line.replace(/ }$/, ", state: suspended }"));
  }, text);
}

/** The file with its customers, and the repositories of one, in another order. */
export function reordered(text: string): string {
  const [comment, key, ...customers] = text.trimEnd().split("\n");
  const lines = [comment, key, ...customers.reverse(), ""].join("\n");
  return replace(lines, "[app/api, app/web]", "[app/web, app/api]");
}
