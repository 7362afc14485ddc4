// The guard: refuses a change that takes access from more customers than may lose it at once.
import { isOpen } from "./access";
import { type AccessChange, compareAccess } from "./accessChange";
import { readAccessLine } from "./accessLine";
import { compareAdoption, type TokenRights } from "./adoption";
import { handoverRefusals } from "./handovers";
import { movesBetween } from "./moves";
import type { AccessRecord, Acknowledgement } from "./record";
import { lossRefusal, removalRefusal } from "./refusals";
import { renameRefusals } from "./renames";

/** What the guard found in a change. */
export interface GuardReport {
  /** What happens to each customer who had access and loses any of it, by id, sorted. */
  readonly losses: ReadonlyMap<string, AccessChange>;
  /** The losses that a valid acknowledgement names. */
  readonly acknowledged: ReadonlyMap<string, Acknowledgement>;
  /** How many customers may lose access without being acknowledged. */
  readonly limit: number;
  /** How many had access before. */
  readonly open: number;
  /** Why the change is refused, as texts of several lines that end with what to do; empty when it is not refused. */
  readonly refusals: readonly string[];
}

/**
 * Checks the change from one record to the next.
 *
 * Refused are the removal of a customer who was not offboarded first, however few they are (unless `protect` is
 * false), another token name of one who is protected, a token that goes from one customer to another, and a change by which more customers lose access than may;
 * those whom an acknowledgement names are not counted.
 *
 * @param today the day (UTC, `YYYY-MM-DD`)
 * @param adopted what the tokens may do that this change adopts, by customer id; what is taken from them
 * counts like any loss
 */
export function checkChange(
  before: AccessRecord,
  after: AccessRecord,
  today: string,
  adopted: ReadonlyMap<string, TokenRights> = new Map(),
): GuardReport {
  const moves = movesBetween(before, after);
  const isMoved = moves.otherRegistry || moves.otherVault;
  // A customer may be called `constructor`, which every plain object has.
  const next = new Map(Object.entries(after.access));
  const losses = new Map<string, AccessChange>();
  const removed: string[] = [];
  let open = 0;
  const lines = new Map(Object.entries(before.access));
  for (const id of [...new Set([...lines.keys(), ...adopted.keys()])].sort()) {
    const [line, nextLine] = [lines.get(id), next.get(id)];
    const access = line === undefined ? undefined : readAccessLine(line);
    const after = nextLine === undefined ? undefined : readAccessLine(nextLine);
    const rights = adopted.get(id);
    if (isOpen(access, today) || rights?.isUsable) open += 1;
    if (nextLine === line && !isMoved && rights === undefined) continue;
    const change =
      rights !== undefined && after !== undefined
        ? compareAdoption(rights, access, after, today)
        : compareAccess(access, after, { today, ...moves });
    if (change.wasOpen && change.losses.length > 0) losses.set(id, change);
    const isLeft = access !== undefined && access.state !== "offboarded";
    if (isLeft && after === undefined) removed.push(id);
  }
  const acknowledged = acknowledgedAmong(losses, after.acknowledge ?? [], today);
  const limit = after.maximumLosses ?? Math.max(1, Math.floor(open / 4));
  const counted = new Map([...losses].filter(([id]) => !acknowledged.has(id)));
  const isRemoval = removed.length > 0 && after.protect !== false;
  return {
    losses,
    acknowledged,
    limit,
    open,
    refusals: [
      ...(isRemoval ? [removalRefusal(removed, before, after)] : []),
      ...renameRefusals(before, after),
      ...handoverRefusals(before, after),
      ...(counted.size > limit ? [lossRefusal(counted, { open, limit, today })] : []),
    ],
  };
}

function acknowledgedAmong(
  losses: ReadonlyMap<string, AccessChange>,
  acknowledgements: readonly Acknowledgement[],
  today: string,
): Map<string, Acknowledgement> {
  const valid = acknowledgements.filter(({ until }) => until >= today);
  return new Map(
    valid.flatMap((acknowledgement) =>
      acknowledgement.customers
        .filter((id) => losses.has(id))
        .map((id) => [id, acknowledgement] as const),
    ),
  );
}
