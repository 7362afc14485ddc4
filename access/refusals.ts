// The messages of a refused change. Each has several lines: the first says what is refused, the last what to do.
import type { AccessChange } from "./accessChange";
import { readAccessLine } from "./accessLine";
import { addDays } from "./days";
import type { AccessRecord } from "./record";

/** At most this many are named one by one. */
const MOST_NAMED = 10;

/** Time for a review and a merge. */
const DAYS_TO_MERGE = 7;

/** Reports customers who were removed without being offboarded first. */
export function removalRefusal(
  removed: readonly string[],
  before: AccessRecord,
  after: AccessRecord,
): string {
  const named = removed
    .slice(0, MOST_NAMED)
    .map((id) => `${id} (${readAccessLine(before.access[id] ?? "").state})`);
  const [who, them] =
    removed.length === 1
      ? ["a customer is removed who was not offboarded", "the entry back with"]
      : [
          `${removed.length} customers are removed who were not offboarded`,
          "their entries back with",
        ];
  return [
    `${who}: ${withMore(named, removed.length).join(", ")}`,
    ...renamed(removed.slice(0, MOST_NAMED), before, after).map((line) => `  ${line}`),
    `  put ${them} \`state: offboarded\`, run \`pulumi up\`, and remove ${removed.length === 1 ? "it" : "them"} with the next change`,
  ].join("\n");
}

function renamed(removed: readonly string[], before: AccessRecord, after: AccessRecord): string[] {
  const repositoriesOf = (record: AccessRecord, id: string) =>
    readAccessLine(record.access[id] ?? "").repositories.join();
  const added = Object.keys(after.access).filter((id) => before.access[id] === undefined);
  return removed.flatMap((id) => {
    const other = added.find((each) => repositoriesOf(after, each) === repositoriesOf(before, id));
    return other === undefined
      ? []
      : [
          `${other} is new with the repositories of ${id}: an id is identity, so to rename a customer keep it and change displayName`,
        ];
  });
}

/** Reports that more customers lose access than may at once. */
export function lossRefusal(
  counted: ReadonlyMap<string, AccessChange>,
  { open, limit, today }: { open: number; limit: number; today: string },
): string {
  const ids = [...counted.keys()].sort();
  const named = ids.slice(0, MOST_NAMED).map(
    (id) =>
      `${id}: ${counted
        .get(id)
        ?.losses.map(({ words }) => words)
        .join("; ")}`,
  );
  const rest = ids.length - named.length;
  return [
    `${ids.length} of ${open} customers with access lose all or part of it; at most ${limit} may lose access in one change`,
    ...withMore(named, ids.length).map((line) => `    ${line}`),
    "  if this is a mistake, restore customers.yaml; if it is intended, acknowledge it there:",
    "    acknowledge:",
    `      - customers: [${ids.slice(0, MOST_NAMED).join(", ")}]${rest > 0 ? ` # and ${rest} more` : ""}`,
    "        reason: why, such as a ticket",
    `        until: ${addDays(today, DAYS_TO_MERGE)}`,
  ].join("\n");
}

function withMore(named: readonly string[], count: number): string[] {
  return count > named.length ? [...named, `and ${count - named.length} more`] : [...named];
}
