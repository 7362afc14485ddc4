// The remedy for a customer id that is not known: the id that was probably meant, or those that there are.
import { nearestTo } from "../customers/rules/nearest";

/** The most ids that are listed. */
const MOST_LISTED = 20;

/**
 * `did you mean contoso?`, or where none is like it: `its customers: contoso, fabrikam`.
 *
 * @param known at least one id
 * @param more what else can be done. @default - nothing
 */
export function meantCustomer(id: string, known: readonly string[], more?: string): string {
  const nearest = nearestTo(id, known);
  if (nearest !== undefined) {
    return [`did you mean ${nearest}?`, ...(more === undefined ? [] : [more])].join(" ");
  }
  const others = known.length - MOST_LISTED;
  const listed = [...known].sort().slice(0, MOST_LISTED).join(", ");
  const list = `its customers: ${listed}${others > 0 ? ` and ${others} more` : ""}`;
  return [list, ...(more === undefined ? [] : [more])].join("; ");
}
