// Random choices that are the same for the same seed.

/** A source of choices. */
export interface Random {
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** Is it so, in so many of 100 cases? */
  chance(percent: number): boolean;
}

/** Starts at a seed: mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick: <Item>(items: readonly Item[]) => {
      if (items.length === 0) throw new Error("there is nothing to pick from");
      return items[below(items.length)] as Item;
    },
    chance: (percent) => below(100) < percent,
  };
}
