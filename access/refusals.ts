// What people read when a change is refused: each refusal is a text of several lines, the first says what, the last what to do.
import type { AccessChange } from "./accessChange";
import { readAccessLine } from "./accessLine";
import { addDays } from "./days";
import type { AccessRecord } from "./record";

/** So many are named one by one; a change that takes more is no slip about one of them. */
const MOST_NAMED = 10;

/** Time for a review and a merge. */
const DAYS_TO_MERGE = 7;

/** Tells of customers who were removed without having been offboarded. */
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

/** Tells of more customers who lose access than may at once. */
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
    `${ids.length} of ${open} customers who have access lose it, or part of it; no more than ${limit} may in one change`,
    ...withMore(named, ids.length).map((line) => `    ${line}`),
    "  if that is a mistake, restore customers.yaml; if it is meant, say so in it:",
    "    acknowledge:",
    `      - customers: [${ids.slice(0, MOST_NAMED).join(", ")}]${rest > 0 ? ` # and ${rest} more` : ""}`,
    "        reason: why, such as a ticket",
    `        until: ${addDays(today, DAYS_TO_MERGE)}`,
  ].join("\n");
}

function withMore(named: readonly string[], count: number): string[] {
  return count > named.length ? [...named, `and ${count - named.length} more`] : [...named];
}
