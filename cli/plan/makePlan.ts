// Makes the plan: what a change of the file does to each customer. Pure: no engine, no git, no Azure, no clock.
import { isDeepStrictEqual } from "node:util";
import { checkChange } from "../../access/guard";
import { movesBetween } from "../../access/moves";
import { makeCustomerPlan } from "./makeCustomerPlan";
import { type Lookup, lookUp, type PlanInput } from "./planInput";
import { type CustomerPlan, type Plan, VERDICTS } from "./planSchema";

/** Compares before and after. */
export function makePlan(input: PlanInput): Plan {
  const { today, file, before, after, base, stack, adoptions } = input;
  const report = checkChange(before, after, today, adoptions?.rights);
  const ids = [...new Set([...Object.keys(before.access), ...Object.keys(after.access)])];
  const lookup = lookUp(input);
  const customers = ids
    .filter((id) => mayDiffer(id, input, lookup))
    .map((id) => makeCustomerPlan(id, input, lookup))
    .filter(saysSomething)
    .sort(bySeverity);
  return {
    today,
    file: input.fileName,
    stack: stack?.name ?? null,
    base: base?.ref ?? null,
    customers,
    unchanged: ids.length - customers.length,
    losses: {
      customers: [...report.losses.keys()],
      acknowledged: [...report.acknowledged.keys()],
      limit: report.limit,
      active: report.open,
    },
    acknowledge: file.acknowledge.map(({ customers: named, reason, until }) => ({
      customers: [...named],
      reason,
      until,
      counts: until >= today,
      idle: named.filter((id) => !report.losses.has(id)),
    })),
    refusals: [...report.refusals],
    failures: [...(stack?.words.failures ?? [])],
    warnings: [
      ...(stack?.words.warnings ?? []),
      ...(input.warnings ?? []),
      ...unseenSyncs(input, report.refusals),
    ],
  };
}

/** A preview that ends early does not come to the syncs. */
function unseenSyncs({ file, stack }: PlanInput, refusals: readonly string[]): string[] {
  const isWhole = stack === undefined || [...stack.words.failures, ...refusals].length === 0;
  const ids = file.customers
    .filter(({ id, sync }) => sync && stack?.words.syncsReached.has(id) !== true)
    .map(({ id }) => id);
  if (isWhole || ids.length === 0) return [];
  return [
    `sync of ${ids.join(", ")}: the preview ended before, so it is not known which webhooks are made and who is waited for`,
  ];
}

/** Leaves out unchanged customers first: most customers of most changes. */
function mayDiffer(
  id: string,
  { before, after, base, adoptions }: PlanInput,
  lookup: Lookup,
): boolean {
  const { otherRegistry, otherVault } = movesBetween(before, after);
  return (
    adoptions?.rights.has(id) === true ||
    before.access[id] !== after.access[id] ||
    otherRegistry ||
    otherVault ||
    lookup.words?.has(id) === true ||
    (base !== undefined && !isDeepStrictEqual(lookup.entries.get(id), lookup.earlier.get(id)))
  );
}

function saysSomething({ verdict, toCorrect, lockedOut, passwords, notes }: CustomerPlan): boolean {
  return verdict !== "unchanged" || [...toCorrect, ...lockedOut, ...passwords, ...notes].length > 0;
}

function bySeverity(one: CustomerPlan, other: CustomerPlan): number {
  const order = VERDICTS.indexOf(one.verdict) - VERDICTS.indexOf(other.verdict);
  if (order !== 0) return order;
  return one.id < other.id ? -1 : 1;
}
