// Who could ever pull a repository: only while a password worked.
import { expect } from "chai";
import { repositoryHistory } from "../../audit/answers/repository";
import { livesOf } from "../../audit/livesOf";
import { slot, type Told, type ToldUpdate, toldHistory } from "./toldHistory";

const DAYS = ["2026-01-01", "2026-03-01", "2026-06-01", "2026-08-01"] as const;

/** The rows and values of a life: what stood after an update on each of the days. */
function times(...customers: (Told | undefined)[]) {
  const told = customers.map(
    (contoso, index): ToldUpdate => ({
      at: `${DAYS[index]}T10:00:00.000Z`,
      customers: contoso === undefined ? {} : { contoso },
    }),
  );
  const answer = repositoryHistory(
    livesOf(toldHistory(told), "2026-12-31T12:00:00.000Z"),
    "app/api",
  );
  const { periods } = answer.data as { periods: { pulledBetween: object; canPull: boolean }[] };
  return {
    rows: answer.rows.map(([, , from, to]) => [from, to]),
    pulled: periods.map(({ pulledBetween, canPull }) => [pulledBetween, canPull]),
  };
}

describe("the times in which a repository could be pulled", () => {
  const one = slot("password1", "2026-01-01", "2026-02-01");
  const two = slot("password2", "2026-06-01", "2026-07-01");
  const first = "update 1, 2026-01-01 10:00 UTC";

  it("end with the password, though the right was taken away later", () => {
    expect(times({ slots: [one] }, { slots: [one], enabled: false })).to.deep.equal({
      rows: [[first, "2026-02-01 00:00 UTC: no password worked"]],
      pulled: [[[{ from: "2026-01-01T10:00:10.000Z", to: "2026-02-01T00:00:00.000Z" }], false]],
    });
  });

  it("begin again with the next password, and end with the right", () => {
    const lives = times({ slots: [one] }, { slots: [one] }, { slots: [one, two] }, undefined);
    expect(lives.rows).to.deep.equal([
      [first, "2026-02-01 00:00 UTC: no password worked"],
      ["update 3, 2026-06-01 10:00 UTC", "2026-07-01 00:00 UTC: no password worked"],
    ]);
    const longer = slot("password2", "2026-06-01", "2026-09-01");
    expect(times({}, {}, { slots: [longer] }, undefined).rows).to.deep.equal([
      ["update 3, 2026-06-01 10:00 UTC", "update 4, 2026-08-01 10:00 UTC"],
    ]);
  });

  it("are none where there never was a password", () => {
    expect(times({}, { enabled: false })).to.deep.equal({
      rows: [[first, "update 2, 2026-03-01 10:00 UTC; no password worked"]],
      pulled: [[[], false]],
    });
  });
});
