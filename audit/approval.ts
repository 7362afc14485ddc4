// Whether a change was approved by somebody else than who made it.

import type { Provenance } from "./snapshot";

/** Is everybody who approved it the one who made it? What nobody approved is something else. */
export function isSelfApproved({ author, approvers = [] }: Provenance): boolean {
  const maker = author?.toLowerCase();
  return approvers.length > 0 && approvers.every((each) => each.toLowerCase() === maker);
}
