// Differences between two versions of an entry that are not access: names, contacts, password dates.
import type { Customer } from "../../customers/schema/schema";

/**
 * One line for each setting: `lifetimeDays 90, now 30`.
 *
 * @param ofPasswords also password settings, about which the engine says more if it was asked
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
