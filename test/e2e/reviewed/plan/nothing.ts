// Changes of the file that change nobody's access.

import { type PlanCase, reordered, replace } from "./planCase";

/** Each with the complete plan, against the stack of planning.ts. */
export const NOTHING: readonly PlanCase[] = [
  {
    name: "leaves everything as it is",
    edit: (before) => before,
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

none of 10 customers gains or loses anything`,
  },
  {
    name: "reorders entries and repositories",
    edit: reordered,
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

none of 10 customers gains or loses anything`,
  },
  {
    name: "edits comments only",
    edit: (before) =>
      replace(before, "# Who may pull what.", "# Who may pull what, and until when."),
    exitCode: 0,
    text: `customers.yaml against stack dev, on 2026-03-15

none of 10 customers gains or loses anything`,
  },
];
