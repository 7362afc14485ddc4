// Tasks by the emulator's clock: in the order of their times, when the clock has passed them.
import { expect } from "chai";
import { createClock } from "../../emulator/clock";
import { createSchedule } from "../../emulator/schedule";

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

  it("is idle when all work is done or sleeps, and not while it goes on", async () => {
    const { clock, schedule, done } = given();
    const work = async (name: string) => {
      await new Promise<void>((resolve) => setImmediate(resolve));
      done.push(`${name} began`);
      await schedule.sleep(60_000);
      await new Promise<void>((resolve) => setImmediate(resolve));
      done.push(`${name} ended`);
    };
    schedule.track(work("one"));
    schedule.track(work("two"));
    await schedule.idle();
    expect(done).to.deep.equal(["one began", "two began"]);
    clock.advanceDays(1);
    schedule.runDue();
    await schedule.idle();
    expect(done.slice(2)).to.deep.equal(["one ended", "two ended"]);
    await schedule.idle();
  });
});
