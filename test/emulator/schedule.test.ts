// Tasks by the emulator's clock: in the order of their times, when the clock has passed them.
import { expect } from "chai";
import { createClock } from "../../emulator/time/clock";
import { createSchedule } from "../../emulator/time/schedule";

describe("createSchedule", () => {
  const given = () => {
    const clock = createClock();
    const schedule = createSchedule(clock);
    const done: string[] = [];
    const inSeconds = (seconds: number, name: string) =>
      schedule.at(clock.now().getTime() + seconds * 1000, () => done.push(name));
    return { clock, schedule, done, inSeconds };
  };

  it("runs what is due, in the order of the times", () => {
    const { clock, schedule, done, inSeconds } = given();
    inSeconds(2000, "third");
    inSeconds(1000, "first");
    inSeconds(1500, "second");
    inSeconds(9000, "later");
    schedule.runDue();
    expect(done).to.deep.equal([]);
    clock.advanceDays(3000 / 86_400);
    schedule.runDue();
    schedule.runDue();
    expect(done).to.deep.equal(["first", "second", "third"]);
  });

  it("runs what a task adds, if that is due as well", () => {
    const { clock, schedule, done, inSeconds } = given();
    schedule.at(clock.now().getTime() - 1, () => inSeconds(-1, "inner"));
    schedule.runDue();
    expect(done).to.deep.equal(["inner"]);
  });

  it("runs a task by itself when the clock gets there", async () => {
    const { clock, schedule } = given();
    await new Promise<void>((resolve) => {
      // The schedule keeps no process alive, so something else has to.
      const alive = setInterval(() => {}, 1000);
      schedule.at(clock.now().getTime() + 5, () => {
        clearInterval(alive);
        resolve();
      });
    });
  });

  it("never runs what is due at infinity, and forgets tasks on demand", () => {
    const { clock, schedule, done, inSeconds } = given();
    inSeconds(Number.POSITIVE_INFINITY, "never");
    expect(schedule.nextMs()).to.equal(undefined);
    inSeconds(10, "forgotten");
    schedule.clear();
    clock.advanceDays(1);
    schedule.runDue();
    expect(done).to.deep.equal([]);
  });

  it("is idle when all work is done or waits, and not while it goes on", async () => {
    const { clock, schedule, done } = given();
    const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
    const work = async (name: string) => {
      await schedule.track(turn());
      done.push(`${name} began`);
      await schedule.wait(60_000);
      await schedule.track(turn());
      done.push(`${name} ended`);
    };
    void work("one");
    void work("two");
    await schedule.idle();
    expect(done).to.deep.equal(["one began", "two began"]);
    clock.advanceDays(1);
    schedule.runDue();
    await schedule.idle();
    expect(done.slice(2)).to.deep.equal(["one ended", "two ended"]);
    await schedule.idle();
  });

  it("takes back a wait that is broken off, and a task that is not wanted", async () => {
    const { schedule, done } = given();
    const broken = new AbortController();
    const reason = new Error("broken off");
    const wait = schedule
      .wait(60_000, broken.signal)
      .catch((error: Error) => done.push(error.message));
    const takeBack = schedule.at(0, () => done.push("unwanted"));
    takeBack();
    broken.abort(reason);
    await wait;
    await schedule.wait(1, broken.signal).catch((error: Error) => done.push(error.message));
    schedule.runDue();
    expect([done, schedule.nextMs()]).to.deep.equal([["broken off", "broken off"], undefined]);
  });

  it("names no task of a series as the next", () => {
    const { schedule } = given();
    schedule.at(1, () => {}, "again");
    schedule.at(2, () => {});
    expect(schedule.nextMs()).to.equal(2);
  });
});
