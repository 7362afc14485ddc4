// Time that is the emulator's clock, in which each wait lasts until what was sent meanwhile is noted.
import type { SyncTime } from "../../../cli/sync/world";
import type { EmulatedAzure } from "../../emulator/useEmulator";
import { timeOf } from "../sync/useSync";

/** Runs something with such a time. */
export async function withDeliveryTime<Result>(
  azure: EmulatedAzure,
  work: (time: SyncTime) => Promise<Result>,
): Promise<Result> {
  const time = timeOf(azure);
  let underWay = 0;
  const release = azure.emulator.intercept(({ phase, entry: { operation } }) => {
    if (operation === "Webhooks_Deliver") underWay += phase === "before" ? 1 : -1;
  });
  try {
    return await work({
      ...time,
      async wait(ms, signal) {
        await time.wait(ms, signal);
        while (underWay > 0) await new Promise((resolve) => setImmediate(resolve));
      },
    });
  } finally {
    release();
  }
}
