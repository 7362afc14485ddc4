// Files of which no plan can be made.

import { type PlanCase, replace } from "./planCase";

/** Each with the complete plan, against the stack of planning.ts. */
export const BROKEN_FILES: readonly PlanCase[] = [
  {
    name: "is an empty file",
    edit: () => "",
    exitCode: 2,
    text: `error: customers.yaml:1:1  the file is empty, which would take the access of every customer; list them under "customers:"  [file-is-not-empty]
  correct customers.yaml; \`npm run check -- --customers customers.yaml\` shows the same list`,
  },
  {
    name: "lists nobody",
    edit: () => "customers: {}\n",
    exitCode: 2,
    text: `error: customers.yaml:1:12  customers: no customer is listed, which would remove every customer's access; list them by id, or restore the file  [customers-are-listed]
  correct customers.yaml; \`npm run check -- --customers customers.yaml\` shows the same list`,
  },
  {
    name: "is a file cut off in the middle",
    edit: (before) => before.slice(0, before.indexOf("tools/cli")),
    exitCode: 2,
    text: `error: customers.yaml:5:38  a map in braces is not closed before this; close it with }  [yaml-is-well-formed]
  correct customers.yaml; \`npm run check -- --customers customers.yaml\` shows the same list`,
  },
  {
    name: "has the marks of a merge conflict",
    edit: (before) =>
      replace(before, "  litware:", "<<<<<<< HEAD\n  litware:")
        .replace("  lucerne:", "=======\n  lucerne:")
        .replace("  northwind:", ">>>>>>> other\n  northwind:"),
    exitCode: 2,
    text: `error: customers.yaml:6:1  a merge conflict was left here ("<<<<<<<"); keep one side and remove the marker lines  [file-has-no-conflict-markers]
  correct customers.yaml; \`npm run check -- --customers customers.yaml\` shows the same list`,
  },
];
