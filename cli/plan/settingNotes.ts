// What differs between two versions of an entry beside the access itself: names, contacts, the dates of passwords.
import type { Customer } from "../../customers/schema";

/**
 * One line for each setting: `lifetimeDays 90, now 30`.
 *
 * @param ofPasswords also those of passwords, of which the engine says more where it was asked
 */
export function settingNotes(
  earlier: Customer,
  entry: Customer,
  { ofPasswords }: { ofPasswords: boolean },
): string[] {
  const notes: string[] = [];
  for (const key of ["displayName", "contact"] as const) {
    if (earlier[key] !== entry[key]) notes.push(`${key} changes`);
  }
  if (!ofPasswords) return notes;
  for (const key of ["lifetimeDays", "rotateBeforeDays", "rotation", "generation"] as const) {
    const [before, after] = [earlier.credential[key], entry.credential[key]];
    if (before !== after) notes.push(`${key} ${before}, now ${after}`);
  }
  return notes;
}
