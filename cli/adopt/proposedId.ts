// Proposes a customer's id for a token that was made by hand. Pure.
import { isId } from "../../customers/schema/limits";

/**
 * An id from a text such as `ContosoPull` or `Contoso Ltd.`: contoso, contoso-ltd.
 *
 * @param isTaken ids that may not be proposed
 */
export function proposedId(text: string, isTaken: (id: string) => boolean): string {
  const whole = kebab(text);
  const short = whole.replace(/-(pull|token|acr|registry)$/, "");
  const found = [short, whole].find((id) => isId(id) && !isTaken(id));
  if (found !== undefined) return found;
  const base = isId(whole) ? whole.slice(0, 36).replace(/-$/, "") : "customer";
  for (let number = 2; ; number++) {
    const id = `${base}-${number}`;
    if (!isTaken(id)) return id;
  }
}

function kebab(text: string): string {
  const whole = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  if (whole.length <= MOST_CHARACTERS) return whole;
  const end = whole.lastIndexOf("-", MOST_CHARACTERS);
  return whole.slice(0, end < 0 ? MOST_CHARACTERS : end);
}

/** Of an id. */
const MOST_CHARACTERS = 40;
