// Names of Azure's locations, which are written in two ways.

/** Do two texts name the same location, as `West Europe` and `westeurope` do? */
export function isSameLocation(one: string, other: string): boolean {
  return plainLocation(one) === plainLocation(other);
}

/** `westeurope`. */
export function plainLocation(location: string): string {
  return location.toLowerCase().replaceAll(" ", "");
}
