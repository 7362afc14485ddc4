// The fuse: refuses a change that takes access from more customers than may lose it at once.
import { isOpen } from "./access";
import { type AccessChange, compareAccess } from "./accessChange";
import { readAccessLine } from "./accessLine";
import type { AccessRecord, Acknowledgement } from "./record";

/** What the fuse makes of a change. */
export interface FuseReport {
  /** What happens to each customer who had access and loses any of it, by id, sorted. */
  readonly losses: ReadonlyMap<string, AccessChange>;
  /** Those of the losses that an acknowledgement names which still counts. */
  readonly acknowledged: ReadonlyMap<string, Acknowledgement>;
  /** How many customers may lose access without being acknowledged. */
  readonly limit: number;
  /** How many had access before. */
  readonly open: number;
  /** Why the change is refused, each with what to do; empty when it is not. */
  readonly refusals: readonly string[];
}

/**
 * Judges the way from one record to the next.
 *
 * Refused is the removal of a customer who was not offboarded first, however few they are (unless `protect` is
 * false), and a change by which more customers lose access than may, those not counted whom an acknowledgement names.
 *
 * @param today the day (UTC, `YYYY-MM-DD`)
 */
export function judge(before: AccessRecord, after: AccessRecord, today: string): FuseReport {
  const otherRegistry =
    before.registryId !== undefined &&
    before.registryId.toLowerCase() !== after.registryId?.toLowerCase();
  const losses = new Map<string, AccessChange>();
  const removed: string[] = [];
  let open = 0;
  for (const [id, line] of Object.entries(before.access).sort(byId)) {
    const access = readAccessLine(line);
    const next = after.access[id];
    const change = compareAccess(access, next === undefined ? undefined : readAccessLine(next), {
      today,
      otherRegistry,
    });
    if (isOpen(access, today)) open += 1;
    if (change.wasOpen && change.losses.length > 0) losses.set(id, change);
    if (next === undefined && access.state !== "offboarded") removed.push(id);
  }
  const acknowledged = acknowledgedAmong([...losses.keys()], after.acknowledge ?? [], today);
  const limit = after.maximumLosses ?? Math.max(1, Math.floor(open / 4));
  const counted = [...losses.keys()].filter((id) => !acknowledged.has(id));
  return {
    losses,
    acknowledged,
    limit,
    open,
    refusals: [
      ...(after.protect === false ? [] : removalRefusals(removed, before, after)),
      ...(counted.length > limit ? [lossRefusal(counted, { losses, limit, open, today })] : []),
    ],
  };
}

function byId([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function acknowledgedAmong(
  losing: readonly string[],
  acknowledgements: readonly Acknowledgement[],
  today: string,
): Map<string, Acknowledgement> {
  const found = new Map<string, Acknowledgement>();
  for (const acknowledgement of acknowledgements.filter(({ until }) => until >= today)) {
    for (const id of acknowledgement.customers) {
      if (losing.includes(id)) found.set(id, acknowledgement);
    }
  }
  return found;
}

/** So many are named one by one; a change that takes more is no slip about one of them. */
const MOST_NAMED = 10;

function removalRefusals(
  removed: readonly string[],
  before: AccessRecord,
  after: AccessRecord,
): string[] {
  const refusals = removed.slice(0, MOST_NAMED).map((id) => {
    const { state, repositories } = readAccessLine(before.access[id] ?? "");
    const renamed = Object.keys(after.access).find(
      (other) =>
        before.access[other] === undefined &&
        readAccessLine(after.access[other] ?? "").repositories.join() === repositories.join(),
    );
    const hint =
      renamed === undefined
        ? ""
        : `; ${renamed} is new with the same repositories: an id is identity, so to rename somebody keep the id and change displayName`;
    return `${id} was removed while ${state}; first set \`state: offboarded\` (customers.yaml), bring that up, and remove the entry with the next change${hint}`;
  });
  const more = removed.length - MOST_NAMED;
  return more > 0 ? [...refusals, `and ${more} more were removed in the same way`] : refusals;
}

function lossRefusal(
  counted: readonly string[],
  {
    losses,
    limit,
    open,
    today,
  }: Pick<FuseReport, "losses" | "limit" | "open"> & { readonly today: string },
): string {
  const named = counted.slice(0, MOST_NAMED).map(
    (id) =>
      `${id} (${losses
        .get(id)
        ?.losses.map(({ words }) => words)
        .join("; ")})`,
  );
  const more = counted.length - named.length;
  const list = more > 0 ? `${named.join(", ")} and ${more} more` : named.join(", ");
  return [
    `this takes access from ${counted.length} of ${open} active customers, and no more than ${limit} may lose it in one change: ${list}`,
    `if that is a mistake, restore customers.yaml; if it is meant, say so in it: acknowledge: [{ customers: [${counted.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ", ..." : ""}], reason: "why, such as a ticket", until: ${today} }]`,
  ].join("; ");
}
