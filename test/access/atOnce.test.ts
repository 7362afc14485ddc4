// Many requests with limited concurrency.

import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { atOnce } from "../../access/atOnce";

const ITEMS = Array.from({ length: 20 }, (_, index) => index);

describe("atOnce", () => {
  it("does the work for each, eight at a time", async () => {
    const done: number[] = [];
    let running = 0;
    let most = 0;
    await atOnce(ITEMS, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await setTimeout(1);
      running -= 1;
      done.push(item);
    });
    expect(done.sort((one, other) => one - other)).to.deep.equal(ITEMS);
    expect(most).to.equal(8);
  });

  it("goes on while one takes long", async () => {
    const done: number[] = [];
    let finish: () => void = () => {};
    const working = atOnce(ITEMS, async (item) => {
      if (item === 0) await new Promise<void>((resolve) => (finish = resolve));
      done.push(item);
      if (done.length === ITEMS.length - 1) finish();
    });
    await working;
    expect(done.at(-1)).to.equal(0);
  });

  it("begins nothing further after a failure", async () => {
    const begun: number[] = [];
    const failed = await atOnce(ITEMS, async (item) => {
      begun.push(item);
      await setTimeout(1);
      if (item === 3) throw new Error("no");
      if (item > 7) await setTimeout(20);
    }).catch(({ message }: Error) => message);
    await setTimeout(50);
    expect(failed).to.equal("no");
    expect(Math.max(...begun)).to.be.lessThan(16);
  });
});
