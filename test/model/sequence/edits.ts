// Edits of the file, as data that fast-check can make smaller.

import { addDays } from "../promise/calendar";
import { type Customer, type Entries, type Entry, newEntry } from "./customersFile";

/** One edit of a customer's entry. */
export type Edit =
  /** Settings, and with them a new password if so. */
  | { edit: "settings"; credential: Partial<Pick<Entry["credential"], Setting>>; raises?: boolean }
  | { edit: "state"; state: Entry["state"] }
  | { edit: "repositories"; repositories: string[] }
  /** The last day of access, counted from today; none when absent. */
  | { edit: "accessUntil"; inDays?: number | undefined }
  /** A new password now; with the older ones revoked after a leak. */
  | { edit: "raise"; isLeak: boolean }
  /** A mistake: a lower generation. */
  | { edit: "lower" }
  /** `revokeBefore` alone, as high as it may be. */
  | { edit: "revoke" }
  | { edit: "remove" }
  /** The two steps in which a customer leaves: this is the first, and the second when the first is done. */
  | { edit: "leave" }
  | { edit: "join" };

type Setting = "lifetimeDays" | "rotateBeforeDays" | "rotation";

/** Makes an edit on a day; one that has nothing to change changes nothing. */
export function apply(edit: Edit, entries: Entries, customer: Customer, today: string): void {
  if (edit.edit === "join") {
    entries[customer] ??= newEntry();
    return;
  }
  const isLeaving = edit.edit === "leave" && entries[customer]?.state === "offboarded";
  // The last entry stays: an empty file is an error, which the tests of the file show.
  if (edit.edit === "remove" || isLeaving) {
    if (Object.keys(entries).length > 1) delete entries[customer];
    return;
  }
  const entry = entries[customer];
  if (entry !== undefined) entries[customer] = edited(edit, entry, today);
}

function edited(
  edit: Exclude<Edit, { edit: "join" | "remove" }>,
  entry: Entry,
  today: string,
): Entry {
  const { credential } = entry;
  const { generation } = credential;
  const withCredential = (change: Partial<Entry["credential"]>) => ({
    ...entry,
    credential: { ...credential, ...change },
  });
  switch (edit.edit) {
    case "settings":
      return withCredential({
        ...edit.credential,
        ...(edit.raises ? { generation: generation + 1 } : {}),
      });
    case "leave":
      return { ...entry, state: "offboarded" };
    case "state":
      return { ...entry, state: edit.state };
    case "repositories":
      return { ...entry, repositories: edit.repositories };
    case "accessUntil": {
      const accessUntil = edit.inDays === undefined ? undefined : addDays(today, edit.inDays);
      return { ...entry, accessUntil };
    }
    case "raise":
      return withCredential({
        generation: generation + 1,
        ...(edit.isLeak ? { revokeBefore: generation + 1 } : {}),
      });
    case "lower":
      return withCredential({
        generation: Math.max(1, generation - 1),
        revokeBefore: Math.min(credential.revokeBefore, Math.max(1, generation - 1)),
      });
    case "revoke":
      return withCredential({ revokeBefore: generation });
  }
}
