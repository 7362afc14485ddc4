// Two runs of one stack at once, in which one issues the slot that the other has issued, or overwrites its secret.

import type { Runner } from "../engine/turns";
import type { Regression } from "../regression/regression";

/** How many requests each sends in turn: between a password's making and its listing, its login, its publication, and the reading after that. */
const MEETINGS = [
  [2, 1, 4],
  [3, 1, 4],
  [4, 7, 4],
  [5, 1, 2],
  [1, 6, 1, 5],
];

/** Each with either state. */
export const TWO_RUNS: readonly Regression[] = MEETINGS.flatMap((turns) =>
  (["first", "second"] as Runner[]).map((keeps) => ({
    name: `hands out what works after two runs at once, which take turns of ${turns.join(", ")} requests and leave the state of the ${keeps}`,
    steps: [
      { step: "up" },
      {
        step: "race",
        customer: "contoso",
        edit: { edit: "raise", isLeak: false },
        turns,
        keeps,
      },
    ],
  })),
);
