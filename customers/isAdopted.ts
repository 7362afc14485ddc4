// Does an entry take over what the registry has already?
import type { Customer } from "./schema";

/** Tells it of the token, the scope map, or the secret that another stack has published. An offboarded customer takes nothing over any more. */
export function isAdopted(
  { adopt, state }: Customer,
  what: "token" | "scopeMap" | "secret",
): boolean {
  return state !== "offboarded" && adopt?.includes(what) === true;
}

/** Does it take over anything? */
export function takesOver(entry: Customer): boolean {
  return isAdopted(entry, "token") || isAdopted(entry, "scopeMap");
}

/** The ids of those whose token is taken over, in the order of the file. */
export function adopting(customers: readonly Customer[]): string[] {
  return customers.filter((entry) => isAdopted(entry, "token")).map(({ id }) => id);
}
