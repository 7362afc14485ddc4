// All changes of the file with the plan that each must get; without those that adopt, which need tokens made by hand.

import { BROKEN_FILES } from "./brokenFiles";
import { GAINS } from "./gains";
import { LOSSES } from "./losses";
import { NOTHING } from "./nothing";
import { PASSWORDS } from "./passwords";
import type { PlanCase } from "./planCase";
import { REFUSED } from "./refused";

/** Each against the stack of planning.ts. */
export const CHANGES: readonly PlanCase[] = [
  ...NOTHING,
  ...GAINS,
  ...LOSSES,
  ...PASSWORDS,
  ...REFUSED,
  ...BROKEN_FILES,
];
