// Finds the known name that is most similar to an unknown one.
import { closest, distance } from "fastest-levenshtein";

/** The known name with at most a third of its letters changed; undefined where none is that near. */
export function nearestTo(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const nearest = closest(name, known);
  return distance(name, nearest) <= Math.max(2, nearest.length / 3) ? nearest : undefined;
}
