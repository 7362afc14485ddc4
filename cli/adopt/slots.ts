// The two slots of a token that is to be adopted, and whether the first password finds a free one. Pure.
import type { RegistryToken } from "../../azure/tokens/registryToken";
import { BUILT_IN } from "../../customers/schema/limits";
import { adoptedSlot } from "../../passwords/adoptedSlot";
import { dayOf } from "../../passwords/days";
import { decide } from "../../passwords/rotation";
import { isFree, promisedUntil, type Wanted } from "../../passwords/validity";
import { daysBetween } from "../credentials/days";
import type { DraftInput, DraftSlot } from "./draft";

/** When the slots are looked at. */
type At = Pick<DraftInput, "today" | "now">;

/** Both slots, in order. */
export function slotsOf({ passwords }: RegistryToken, { today, now = today }: At): DraftSlot[] {
  return (["password1", "password2"] as const).map((slot) => {
    const password = passwords.find(({ name }) => name === slot);
    if (password === undefined) {
      return { slot, is: "free", createdOn: null, ageDays: null, endsOn: null };
    }
    const held = adoptedSlot(password, now);
    const createdOn = dayOf(password.createdAt);
    return {
      slot,
      is: isFree(held, today) ? "ended" : "taken",
      createdOn,
      ageDays: daysBetween(createdOn, today),
      endsOn: promisedUntil(held) ?? null,
    };
  });
}

/** Why there is no slot or no user for the first password; undefined for a disabled token, which gets none yet. */
export function slotTrouble(token: RegistryToken, at: At): string[] {
  if (!token.enabled) return [];
  const { today, now = today } = at;
  const slots = slotsOf(token, at);
  if (!slots.some(({ is }) => is === "taken")) return [unused(slots)];
  const held = token.passwords.map((password) => adoptedSlot(password, now));
  const decision = decide(
    { hasValue: false, slots: held },
    { ...WANTED, tokenId: token.id },
    { today, mayRotate: true },
  );
  return decision.kind === "refuse" ? [decision.why] : [];
}

/** Only a free slot matters here, so the default settings are enough. */
const WANTED: Omit<Wanted, "tokenId"> = {
  ...BUILT_IN.credential,
  enabled: true,
  rotateBeforeDays: 30,
};

function unused(slots: readonly DraftSlot[]): string {
  const ended = slots.filter(({ is }) => is === "ended");
  const why =
    ended.length === 0
      ? "it has no password"
      : ended.map(({ slot, endsOn }) => `${slot} ended on ${endsOn}`).join(" and ");
  return `nobody can log in with it, as ${why}; delete it, or take the entry, which gives access again`;
}
