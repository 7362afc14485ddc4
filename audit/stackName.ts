// When two names are of the same stack.

/** `dev` and `customer-access/dev`, with or without an organization before. */
export function isSameStack(one: string, other: string): boolean {
  return one === other || one.endsWith(`/${other}`) || other.endsWith(`/${one}`);
}
