// One maker at a time, also when one of them was killed.
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { whileAlone } from "../../engine/cacheLock";
import { inFolder, search } from "./fakes";

describe("whileAlone", () => {
  // A busy machine may hold a process up for a second: a lock is no sooner taken for abandoned.
  const timing = { touchMs: 20, abandonedMs: 1_500, pollMs: 10, progressMs: 10_000 };

  it(
    "lets one work after the other, and says that it waits",
    inFolder(async (folder) => {
      const events: string[] = [];
      const searching = search(folder);
      const work = (name: string) => async () => {
        events.push(`${name} begins`);
        await sleep(2_000);
        events.push(`${name} ends`);
      };
      const first = whileAlone(search(folder), work("first"), timing);
      await sleep(30);
      await Promise.all([first, whileAlone(searching, work("second"), timing)]);
      expect(events).to.deep.equal(["first begins", "first ends", "second begins", "second ends"]);
      expect(searching.said).to.deep.equal([
        "another process is making the Pulumi CLI; waiting, 0 s",
      ]);
      expect(await readdir(join(folder, "cache"))).to.deep.equal([]);
    }),
  );

  it(
    "takes the lock of a process that was killed",
    inFolder(async (folder) => {
      await mkdir(join(folder, "cache"));
      await writeFile(join(folder, "cache", "lock"), "the one that was killed");
      expect(await whileAlone(search(folder), async () => "done", timing)).to.equal("done");
      expect(await readdir(join(folder, "cache"))).to.deep.equal([]);
    }),
  );

  it(
    "gives the lock back when the work fails",
    inFolder(async (folder) => {
      const failing = whileAlone(search(folder), () => Promise.reject(new Error("no")), timing);
      expect(await failing.catch((error: Error) => error.message)).to.equal("no");
      expect(await readdir(join(folder, "cache"))).to.deep.equal([]);
    }),
  );

  it(
    "stops waiting when it is aborted, and leaves the other's lock",
    inFolder(async (folder) => {
      await mkdir(join(folder, "cache"));
      await writeFile(join(folder, "cache", "lock"), "another");
      const signal = AbortSignal.timeout(50);
      const waiting = whileAlone(search(folder, { signal }), async () => "done", timing);
      expect(await waiting.catch((error: Error) => error.name)).to.match(/Abort|Timeout/);
      expect(await readdir(join(folder, "cache"))).to.deep.equal(["lock"]);
    }),
  );
});
