// One repository in lines: its images with their tags, and who may pull it by which line of the file.
import { escaped } from "../../customers/rules/visible";
import type { CommandContext } from "../command";
import type { Grant } from "./grants";
import type { Image } from "./images";

/** What is known of a repository. */
export interface ShownRepository {
  readonly name: string;
  /** Host and port of the registry. */
  readonly registry: string;
  /** Undefined where it is not there. */
  readonly images: readonly Image[] | undefined;
  /** The name that may have been meant. */
  readonly nearest: string | undefined;
  readonly grants: readonly Grant[];
}

/** Digests stand whole, so that they can be copied. */
export function repositoryLines(
  { name, registry, images, nearest, grants }: ShownRepository,
  { colors, customersFile }: Pick<CommandContext, "colors"> & { readonly customersFile: string },
): string[] {
  const tagged = (images ?? []).filter(({ tags }) => tags.length > 0);
  const untagged = (images?.length ?? 0) - tagged.length;
  const meant = nearest === undefined ? "" : `; did you mean ${escaped(nearest)}?`;
  return [
    images === undefined
      ? colors.red(`${registry} has no repository ${escaped(name)}${meant}`)
      : `${registry}/${escaped(name)}`,
    ...tagged.flatMap(({ digest, tags }) => [
      `  ${digest}`,
      ...columns(tags.map((tag) => [escaped(tag.name), minuteOf(tag.since)])).map(
        (line) => `    ${line}`,
      ),
    ]),
    ...(untagged === 0
      ? []
      : [`  ${untagged} without a tag: --json lists ${untagged === 1 ? "it" : "them"}`]),
    ...whoLines(grants, { colors, customersFile, isThere: images !== undefined }),
  ];
}

function whoLines(
  grants: readonly Grant[],
  {
    colors,
    customersFile,
    isThere,
  }: Pick<CommandContext, "colors"> & { customersFile: string; isThere: boolean },
): string[] {
  const who = isThere ? "may be pulled by" : "if it is pushed, may be pulled by";
  if (grants.length === 0) return [`${who} no customer`];
  const rows = grants.map(({ customer, pattern, line, state, mayListTags }) => [
    customer,
    pattern,
    `${customersFile}:${line}`,
    state === "active"
      ? mayListTags
        ? "lists tags, too"
        : ""
      : colors.yellow(`not now: ${state}`),
  ]);
  return [`${who}:`, ...columns(rows).map((line) => `  ${line}`)];
}

/** Texts below each other, each column as wide as its widest. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, index) =>
    Math.max(...rows.map((row) => row[index]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** `2026-03-01 12:00 UTC` */
function minuteOf(instant: string): string {
  return `${instant.slice(0, 16).replace("T", " ")} UTC`;
}
