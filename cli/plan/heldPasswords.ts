// The passwords in the state that a customer may use today, and which of them a change ends.
import type { Access } from "../../access/access";
import type { AccessChange } from "../../access/accessChange";
import { howLong, isRevoked } from "../../passwords/decision";
import { promisedUntil } from "../../passwords/validity";
import type { DeployedCustomer } from "../credentials/deployedCustomers";

/** A password that works today. */
export interface HeldPassword {
  /** `password1` or `password2`. */
  readonly slot: string;
  readonly generation: number;
  /** The day (UTC) at whose beginning it ends; undefined when no end is set. */
  readonly until: string | undefined;
}

/** Those that work today, the older slot name first. */
export function heldPasswords(
  customer: DeployedCustomer | undefined,
  today: string,
): HeldPassword[] {
  const { credentials } = customer ?? {};
  if (credentials?.enabled !== true) return [];
  return credentials.slots
    .map((slot) => ({ slot: slot.name, generation: slot.generation, until: promisedUntil(slot) }))
    .filter(({ until }) => until === undefined || until > today)
    .sort((one, other) => (one.slot < other.slot ? -1 : 1));
}

/** Says which of them stop working with this change, and which keep working. */
export function fateOf(
  held: readonly HeldPassword[],
  { change, after }: { change: AccessChange; after: Access | undefined },
): { lockedOut: string[]; goOn: string[] } {
  const all = change.losses.some(({ endsPasswords }) => endsPasswords === true);
  const revokeBefore = after?.revokeBefore ?? 1;
  const ends = (each: HeldPassword) => all || isRevoked(each, { revokeBefore });
  return {
    lockedOut: held
      .filter(ends)
      .map(({ slot, until }) => `${slot}, which would work ${howLong(until)}`),
    goOn: held
      .filter((each) => !ends(each))
      .map(({ slot, until }) => `${slot} goes on working ${howLong(until)}`),
  };
}
