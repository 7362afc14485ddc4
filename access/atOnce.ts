// Runs many requests with limited concurrency.

/** The number of requests at the same time. */
const AT_ONCE = 8;

/**
 * Does the work for each, in their order; a slow one holds up no other.
 *
 * @param most how many at the same time. @default 8
 * @throws what any work throws; no further one is begun then
 */
export async function atOnce<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  most = AT_ONCE,
): Promise<void> {
  const left = items.values();
  let failed = false;
  const worker = async () => {
    for (const item of left) {
      if (failed) return;
      await work(item).catch((thrown: unknown) => {
        failed = true;
        throw thrown;
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
}
