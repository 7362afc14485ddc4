// Sequences in which Resource Manager's PATCH of a secret makes another version, whose value nobody knows.

import type { Regression } from "../regression/regression";
import type { Step } from "./steps";
import type { Trouble } from "./trouble";

/** The reading after the PATCH that makes the version. */
const PATCHED_AT = 7;

/** Such a version that our own run has made is closed with the customer. */
export const PATCHED: readonly Regression[] = [
  {
    name: "closes a version that a PATCH made while it let a customer in, once they are suspended again",
    steps: [{ step: "up" }, ...suspendedAfter({})],
  },
  {
    name: "closes a version that a PATCH made in a run that was killed, once the customer is suspended again",
    steps: [
      { step: "up" },
      ...suspendedAfter({ trouble: { kill: { at: PATCHED_AT, when: "after" } } }),
    ],
  },
];

function suspendedAfter(up: { trouble?: Trouble }): Step[] {
  const edit = (state: "active" | "suspended", how: { trouble?: Trouble } = {}): Step => ({
    step: "edit",
    customer: "contoso",
    edit: { edit: "state", state },
    up: how,
  });
  return [
    edit("suspended"),
    { step: "azure", behaviours: { secretPatch: "newVersion" } },
    edit("active", up),
    edit("suspended"),
  ];
}
