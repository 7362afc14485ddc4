// Sequences in which an earlier state is restored, and the file does not say any more what was changed since.

import type { Regression } from "../regression/regression";
import { type Entry, newEntry } from "./customersFile";
import type { Step } from "./steps";

const NARROW = ["app/api"];
const WIDE = ["app/api", "base/*"];

/** The scope map must grant what the file says, without `--refresh`; and no promise comes back. */
export const RESTORED: readonly Regression[] = [
  {
    name: "takes away what a change granted that the restored state and the file do not know",
    steps: [{ step: "up" }, ...changedAndRestored(WIDE, NARROW), { step: "up" }],
  },
  {
    name: "grants again what a change took away that the restored state and the file do not know",
    beginning: { contoso: { ...newEntry(), repositories: WIDE } },
    steps: [{ step: "up" }, ...changedAndRestored(NARROW, WIDE), { step: "up" }],
  },
  {
    name: "is not held to a password that was replaced after its end, which the restored state does not know",
    beginning: { contoso: byHand() },
    steps: [
      { step: "up" },
      ...settings({ lifetimeDays: 7, rotateBeforeDays: 3 }, { raises: true }),
      ...settings({ rotation: "automatic" }),
      { step: "jump", days: 5, hour: 0, up: {} },
      { step: "restore", back: 3 },
      { step: "up", trouble: { kill: { at: 2, when: "after" } } },
    ],
  },
  {
    name: "closes the secret of a customer who joined after the state was kept that is restored, and leaves",
    steps: [
      { step: "up" },
      { step: "edit", customer: "fabrikam", edit: { edit: "join" }, up: {} },
      { step: "restore", back: 1 },
      { step: "edit", customer: "fabrikam", edit: { edit: "leave" }, up: {} },
      { step: "jump", days: 40, hour: 0, up: {} },
    ],
  },
  {
    name: "sees that a restored state is older, also when another customer's rights are changed in that run",
    beginning: { contoso: newEntry(), fabrikam: newEntry() },
    steps: [
      { step: "up" },
      ...changedAndRestored(WIDE, NARROW),
      { ...repositories(["app/web"], {}), customer: "fabrikam" },
    ],
  },
];

function byHand(): Entry {
  const entry = newEntry();
  return { ...entry, credential: { ...entry.credential, rotation: "manual" } };
}

function settings(credential: object, { raises = false } = {}): Step[] {
  return [
    { step: "edit", customer: "contoso", edit: { edit: "settings", credential, raises }, up: {} },
  ];
}

function changedAndRestored(to: Entry["repositories"], back: Entry["repositories"]): Step[] {
  return [repositories(to, {}), repositories(back), { step: "restore", back: 1 }];
}

function repositories(granted: Entry["repositories"], up?: object): Step & { step: "edit" } {
  return {
    step: "edit",
    customer: "contoso",
    edit: { edit: "repositories", repositories: granted },
    up,
  };
}
