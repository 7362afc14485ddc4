// The README's coverage table, made from the route table.
import type { Route } from "./http/route";
import { ROUTES } from "./http/routes";

/** One Markdown table per kind of host: every request that is answered, and where its behaviour is known from. */
export function coverageTables(): string {
  return Object.entries(ROUTES)
    .map(([host, routes]) => `### ${capitalise(host)}\n\n${table(routes)}`)
    .join("\n\n");
}

function table(routes: readonly Route[]): string {
  const rows = routes.map(
    ([method, path, , operation, { confidence, reference }]) =>
      `| ${method} | \`${shorten(path)}\` | ${operation} | ${confidence} | ${reference} |`,
  );
  return [
    "| method | path | operation | known | from |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function shorten(path: string): string {
  return path
    .replace(
      "/subscriptions/:subscription/resourceGroups/:group/providers/Microsoft.",
      "…/Microsoft.",
    )
    .replace("/subscriptions/:subscription/providers/Microsoft.", "/subscriptions/…/Microsoft.");
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
