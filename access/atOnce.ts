// Asks about many things, some at the same time: not one after the other, nor all at once.

/** So many are asked about at the same time. */
const AT_ONCE = 8;

/** Does the work for each. @throws what any work throws */
export async function atOnce<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < items.length; at += AT_ONCE) {
    await Promise.all(items.slice(at, at + AT_ONCE).map(work));
  }
}
