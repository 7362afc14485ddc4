// A token that was replaced, and whose deletion failed twice; and one below no customer.
import { livesOf } from "../../audit/livesOf";
import type { OtherFact } from "../../audit/snapshot";
import { slot, type ToldUpdate, toldHistory } from "./toldHistory";

/** The password of the old token. */
export const ONE = slot("password1", "2026-01-01", "2026-04-01");
const TWO = slot("password1", "2026-02-01", "2026-05-01");

/** The old token. */
export const OLD: OtherFact = {
  id: "contoso, old token contoso-pull",
  customer: "contoso",
  why: "replaced",
  tokenName: "contoso-pull",
  enabled: true,
  actions: ["repositories/app/api/content/read"],
  slots: [ONE],
};
/** A token that somebody made in the same program. */
export const STRAY: OtherFact = {
  id: "no customer, token ci",
  why: "stray",
  tokenName: "ci",
  enabled: true,
  actions: ["repositories/*/content/read"],
  slots: [],
  isWithoutSecret: true,
};

/** The customer before. */
export const before = { contoso: { slots: [ONE] } };
/** The customer with another token. */
export const after = {
  contoso: { tokenName: "contoso-new", slots: [TWO], repositories: ["app/web"] },
};

/** The token is replaced in update 2, and its deletion fails twice. */
export const REPLACED: ToldUpdate[] = [
  { at: "2026-01-01T10:00:00.000Z", customers: before },
  { at: "2026-02-01T10:00:00.000Z", customers: after, others: [OLD], result: "failed" },
  { at: "2026-02-02T10:00:00.000Z", customers: after, others: [OLD], result: "failed" },
  { at: "2026-02-03T10:00:00.000Z", customers: after },
];

/** What is known at an instant. */
export const seen = (asOf: string, updates = REPLACED) => livesOf(toldHistory(updates), asOf);
/** While the old token is there. */
export const WAITING = "2026-02-02T12:00:00.000Z";
/** When it is no longer. */
export const DELETED = "2026-02-10T00:00:00.000Z";
/** The update that replaced it. */
export const SINCE = "update 2, 2026-02-01 10:00 UTC, failed";
