// A sync in words: a table of what differs, what was done, and each failure with what to do.
import Table from "cli-table3";
import type { CommandContext } from "../command";
import { whereItFits } from "../whereItFits";
import type { Failure } from "./failure";
import type { ReportedRepository, SyncReport } from "./syncReport";

/** The lines, in the order of what somebody does with them. */
export function syncLines(
  report: SyncReport,
  { colors, columns }: Pick<CommandContext, "colors" | "columns">,
): string[] {
  const { repositories, imported, removed, isApplied, isInStep, running, failures } = report;
  const differing = repositories.filter(isDifferent);
  return [
    ...tableOf(differing, columns),
    ...(isApplied ? [] : changesOf(differing)),
    ...(imported.length === 0 ? [] : [`Imported: ${ofImports(imported)}.`]),
    ...removed.map((tag) => `Removed, as the vendor has it no more: ${tag}`),
    ...keptExtra(report),
    ...ofNotListed(report),
    ...(running === 0
      ? []
      : [`${plural(running, "import")} of an earlier run may still run, and move a tag back.`]),
    ...failed(failures).map((line, at) => (at === 0 ? colors.red(line) : line)),
    (isInStep ? colors.green : colors.yellow)(conclusion(report, differing)),
  ];
}

function isDifferent({ missing, moved, extra, imports }: ReportedRepository): boolean {
  return [missing, moved, extra, imports].some((list) => list.length > 0);
}

const COLUMNS = ["same", "missing", "moved", "extra", "imports"] as const;

function tableOf(differing: readonly ReportedRepository[], columns: number | undefined): string[] {
  if (differing.length === 0) return [];
  const cells = differing.map(({ target, same, missing, moved, extra, imports }) => {
    const counts = [same, ...[missing, moved, extra, imports].map(({ length }) => length)];
    return { target, counts };
  });
  const table = new Table({
    head: ["copy", ...COLUMNS],
    style: { head: [], border: [], compact: true },
    colAligns: ["left", ...COLUMNS.map(() => "right" as const)],
  });
  table.push(...cells.map(({ target, counts }) => [target, ...counts.map(String)]));
  const lines = cells.map(
    ({ target, counts }) =>
      `${target}: ${COLUMNS.map((name, at) => `${counts[at]} ${name}`).join(", ")}`,
  );
  return [whereItFits(table.toString(), lines, columns)];
}

const MOST_NAMED = 20;

function changesOf(differing: readonly ReportedRepository[]): string[] {
  const changes = differing.flatMap(({ target, imports, moved }) => {
    const isMoved = new Set(moved.map(({ tag }) => tag));
    return imports.map(({ digest, tags }) => {
      const what =
        tags.length === 0
          ? "a signature or another referrer, without a tag"
          : cut(tags.map((tag) => (isMoved.has(tag) ? `${tag} (moved)` : tag))).join(", ");
      return `  ${target} ${digest.slice(0, 19)}: ${what}`;
    });
  });
  return changes.length === 0 ? [] : ["Would be imported:", ...cut(changes, "  ")];
}

function keptExtra({ repositories, removed, deletes, isApplied }: SyncReport): string[] {
  const gone = new Set(removed);
  const tags = repositories
    .flatMap(({ target, extra }) => extra.map(({ tag }) => `${target}:${tag}`))
    .filter((tag) => !gone.has(tag));
  if (tags.length === 0) return [];
  const title =
    deletes === "untag" && !isApplied
      ? "The vendor has them no more, and --apply would remove them:"
      : "The vendor has them no more:";
  return [title, ...cut(tags).map((tag) => `  ${tag}`)];
}

function ofNotListed({ notListed }: SyncReport): string[] {
  if (notListed.length === 0) return [];
  const title =
    "Not compared, since the list of repositories does not name them; the vendor's token may read them:";
  return [title, ...cut(notListed).map((name) => `  ${name}`)];
}

/** Failures of the same kind are one paragraph. */
function failed(failures: readonly Failure[]): string[] {
  if (failures.length === 0) return [];
  const groups = new Map<string, Failure[]>();
  for (const failure of failures) {
    const key = `${neutral(failure)}\n${failure.remedy}`;
    groups.set(key, [...(groups.get(key) ?? []), failure]);
  }
  const paragraphs = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { what, remedy } = first;
    const places = cut(group.map(({ where }) => where));
    return [...places.map((where) => `  ${where}`), `    ${what}`, `    do this: ${remedy}`];
  });
  return [`${plural(failures.length, "failure")}:`, ...paragraphs];
}

/** Without what each one has of its own. */
function neutral({ what }: Failure): string {
  return what
    .replace(/sha256:[0-9a-f]{64}/g, "")
    .replace(/ \(request id [^)]*\)/, "")
    .replace(/^importing \S+/, "importing");
}

function conclusion(report: SyncReport, differing: readonly ReportedRepository[]): string {
  const { repositories, isInStep, isApplied } = report;
  const count = plural(repositories.length, "repository", "repositories");
  const tags = repositories.reduce(
    (sum, { same, missing, moved }) => sum + same + missing.length + moved.length,
    0,
  );
  if (isInStep) return `In step: ${count}, ${plural(tags, "tag")}.`;
  const imports = differing.flatMap((each) => each.imports);
  if (isApplied || imports.length === 0) return `Not in step: ${count} compared.`;
  return `Not in step: ${ofImports(imports)} to import. Run it with --apply.`;
}

function ofImports(imports: readonly { readonly tags: readonly string[] }[]): string {
  const tags = imports.reduce((sum, each) => sum + each.tags.length, 0);
  return `${plural(imports.length, "digest")} with ${plural(tags, "tag")}`;
}

function cut(items: readonly string[], indent = ""): string[] {
  if (items.length <= MOST_NAMED) return [...items];
  return [
    ...items.slice(0, MOST_NAMED),
    `${indent}and ${items.length - MOST_NAMED} more (--json lists all)`,
  ];
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
