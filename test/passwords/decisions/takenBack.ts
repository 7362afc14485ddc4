// What happens to an announced end when the end of the access is removed or moved.

import { slot } from "../passwords";
import { type Case, holding, issues, KEEP, mentions, waits } from "./case";

/** The end of password2 was announced because the access was to end with 2026-02-19; password1 ends with that. */
const ENDING = holding(
  slot("password1", { expiresOn: "2026-02-20" }),
  slot("password2", { endsWithAccess: { on: "2026-02-09", notAfter: "2026-02-20" } }),
);
const STANDS_AGAIN =
  "rotation due since 2026-01-21; password2 is promised until 2026-03-02: the next one is issued without an overlap on 2026-02-20, when password1 ends, or before, with `generation: 2` and `revokeBefore: 2`, which ends both";

export const TAKEN_BACK: readonly Case[] = [
  {
    name: "ends the older password on the announced day while the access ends as announced",
    held: ENDING,
    wanted: { notAfter: "2026-02-20" },
    today: "2026-02-09",
    decision: issues(
      "password2",
      "password2 would outlive the access, which ends with 2026-02-19",
      "2026-02-20",
    ),
  },
  {
    name: "leaves both to the end of the access where that comes even earlier, without time for a notice",
    held: ENDING,
    wanted: { notAfter: "2026-02-18" },
    today: "2026-02-09",
    decision: mentions(
      "password1 would outlive the access, which ends with 2026-02-17; the first run after that day disables the token",
    ),
  },
  {
    name: "leaves the older password its own end on the announced day, when the end of the access is taken back",
    held: ENDING,
    today: "2026-02-09",
    decision: waits("2026-02-20", STANDS_AGAIN),
  },
  {
    name: "follows the current password in its own slot when it ends before the older one",
    held: ENDING,
    today: "2026-02-20",
    decision: issues("password1", "rotation due since 2026-01-21", "2026-04-21"),
  },
  {
    name: "announces another end, with the usual notice, where the access ends later than announced",
    held: ENDING,
    wanted: { notAfter: "2026-02-25", rotateBeforeDays: 5 },
    today: "2026-02-09",
    decision: KEEP,
  },
  {
    name: "waits for that other end as for any promise",
    held: ENDING,
    wanted: { notAfter: "2026-02-25", lifetimeDays: 10, rotateBeforeDays: 5 },
    today: "2026-02-15",
    decision: waits(
      "2026-02-20",
      "rotation due since 2026-02-15; password2 is promised until 2026-02-20: the next one is issued without an overlap on 2026-02-20, when password1 ends, or before, with `generation: 2` and `revokeBefore: 2`, which ends both",
    ),
  },
  {
    name: "leaves an older password without an end to people where rotation is manual, and follows the current one in its slot",
    held: holding(
      slot("password1", { expiresOn: "2026-02-20", generation: 2 }),
      slot("password2", {
        expiresOn: undefined,
        endsWithAccess: { on: "2026-02-20", notAfter: "2026-02-20" },
      }),
    ),
    wanted: { rotation: "manual", generation: 2 },
    today: "2026-02-19",
    decision: waits(
      "2026-02-20",
      "rotation due since 2026-01-21; password2 is promised without an end: the next one is issued without an overlap on 2026-02-20, when password1 ends, or before, with `revokeBefore: 2`, which ends password2",
    ),
  },
];
