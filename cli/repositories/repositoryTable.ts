// All repositories as a table: who may pull each.
import Table from "cli-table3";
import { escaped } from "../../customers/rules/visible";
import type { CommandContext } from "../command";
import { whereItFits } from "../whereItFits";
import { type Grant, pullers } from "./grants";

/** So many customers are named in a row; programs get all. */
const MOST_NAMED = 6;

/** A row for each, and what they sum up to; on a terminal where the table does not fit, a line. */
export function repositoryTable(
  repositories: readonly { readonly name: string; readonly grants: readonly Grant[] }[],
  loginServer: string,
  { colors, columns }: Pick<CommandContext, "colors" | "columns">,
): string[] {
  const table = new Table({
    head: ["repository", "may be pulled by"],
    colWidths: [null, 44],
    wordWrap: true,
    // A long list: no line between its rows.
    chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
    style: { head: [], border: [] },
  });
  const rows = repositories.map(({ name, grants }) => {
    const named = pullers(grants).map(({ customer, pattern }) =>
      pattern === name ? customer : `${customer} (${pattern})`,
    );
    const more = named.length - MOST_NAMED;
    const shown = [...named.slice(0, MOST_NAMED), ...(more > 0 ? [`and ${more} more`] : [])];
    return {
      name: escaped(name),
      who: named.length === 0 ? colors.dim("nobody") : shown.join(", "),
      named,
    };
  });
  for (const { name, who } of rows) table.push([name, who]);
  const lines = rows.map(({ name, who }) => `${name}: ${who}`);
  const nobody = rows.filter(({ named }) => named.length === 0).length;
  const count = `${rows.length} ${rows.length === 1 ? "repository" : "repositories"}`;
  const summary = nobody === 0 ? "" : `; no customer may pull ${nobody} of them`;
  return [
    ...(rows.length === 0 ? [] : [whereItFits(table.toString(), lines, columns)]),
    `${loginServer}: ${count}${summary}`,
  ];
}
