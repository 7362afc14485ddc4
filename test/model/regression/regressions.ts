// Sequences in which the model once saw a promise broken, or sees a broken product, each as short as it can be.

import { type Entry, newEntry } from "../sequence/customersFile";
import { NOT_WHOLE } from "../sequence/notWhole";
import { OUTSIDE_PULUMI } from "../sequence/outsidePulumi";
import { PATCHED } from "../sequence/patched";
import { RESTORED } from "../sequence/restored";
import type { Step } from "../sequence/steps";
import { TWO_RUNS } from "../sequence/twoRuns";
import { WITH_OTHERS } from "../sequence/withOthers";
import { type Regression, raised } from "./regression";

/** All of them. */
export const REGRESSIONS: readonly Regression[] = [
  {
    name: "keeps the password in the vault when a killed creation is recovered only after a later run",
    steps: [
      { step: "up", trouble: { kill: { at: 6, when: "after" } } },
      { step: "up" },
      { step: "recover" },
    ],
  },
  {
    name: "notices a password that was regenerated outside Pulumi though the reading before the update failed",
    steps: [
      { step: "up" },
      {
        step: "outside",
        customer: "contoso",
        deed: { deed: "regenerate", slot: "current" },
      },
      {
        step: "up",
        trouble: {
          faults: [{ operation: "Tokens_Get", status: 409, code: "TokenNotActive", times: 11 }],
        },
      },
    ],
  },
  {
    name: "leaves a revoked password alone while the vault still shows it",
    beginning: { contoso: shortLived() },
    steps: [
      { step: "up", trouble: { kill: { at: 10, when: "after" } } },
      {
        step: "edit",
        customer: "contoso",
        edit: { edit: "raise", isLeak: true },
        up: {},
      },
      { step: "jump", days: 16, hour: 12 },
    ],
  },
  {
    name: "writes a secret again that was imported after two killed attempts at it",
    steps: [
      { step: "up", trouble: { kill: { at: 10, when: "after" } } },
      {
        step: "edit",
        customer: "contoso",
        edit: { edit: "raise", isLeak: true },
        up: { trouble: { kill: { at: 6, when: "before" } } },
      },
    ],
  },
  {
    name: "does not choose between two passwords that others made before the first of ours",
    steps: [
      {
        step: "up",
        trouble: { faults: [{ operation: "Registries_GenerateCredentials", status: 403 }] },
      },
      { step: "outside", customer: "contoso", deed: { deed: "regenerate", slot: "other" } },
      { step: "outside", customer: "contoso", deed: { deed: "regenerate", slot: "current" } },
      { step: "up" },
    ],
  },
  {
    name: "leaves a password alone that ends with the access, in the middle of a run at midnight",
    steps: [
      { step: "edit", customer: "contoso", edit: { edit: "accessUntil", inDays: 22 }, up: {} },
      { step: "jump", days: 22, hour: 23.9998, up: {} },
      ...Array<Step>(16).fill({ step: "up" }),
    ],
  },
  {
    name: "goes on with a rotation that waited for a password which the vault never showed",
    beginning: { contoso: shortLived(2) },
    steps: [
      { step: "up", trouble: { kill: { at: 10, when: "after" } } },
      { step: "jump", days: 40, hour: 0, up: {} },
      { step: "edit", customer: "contoso", edit: { edit: "raise", isLeak: true }, up: {} },
      {
        step: "edit",
        customer: "contoso",
        edit: { edit: "settings", credential: { lifetimeDays: 90, rotateBeforeDays: 30 } },
        up: {},
      },
    ],
  },
  {
    name: "ends what is revoked in the first seconds after the last day of access",
    steps: [
      { step: "jump", days: 5, hour: 0, up: {} },
      { step: "edit", customer: "contoso", edit: { edit: "accessUntil", inDays: 1 } },
      { step: "jump", days: 2, hour: 0, up: {} },
      {
        step: "race",
        customer: "contoso",
        edit: { edit: "raise", isLeak: true },
        turns: [1],
        keeps: "first",
      },
    ],
  },
  {
    name: "issues one password, not two, when access that was over is given again for a day",
    steps: [
      { step: "up" },
      { step: "edit", customer: "contoso", edit: { edit: "accessUntil", inDays: 30 }, up: {} },
      { step: "jump", days: 40, hour: 0, up: {} },
      { step: "edit", customer: "contoso", edit: { edit: "accessUntil", inDays: 1 } },
    ],
  },
  {
    name: "lives with people who meet a token that is still being made",
    steps: [
      { step: "azure", behaviours: { longRunning: true, pollSeconds: 5 } },
      { step: "up" },
      {
        step: "edit",
        customer: "fabrikam",
        edit: { edit: "join" },
        up: { trouble: { kill: { at: 5, when: "after" } } },
      },
      { step: "outside", customer: "fabrikam", deed: { deed: "regenerate", slot: "current" } },
    ],
  },
  {
    name: "does not bring back what was revoked while the customer was kept out",
    steps: [
      { step: "up" },
      { step: "edit", customer: "contoso", edit: { edit: "raise", isLeak: true } },
      { step: "edit", customer: "contoso", edit: { edit: "state", state: "offboarded" }, up: {} },
      { step: "edit", customer: "contoso", edit: { edit: "lower" }, up: {} },
      { step: "edit", customer: "contoso", edit: { edit: "state", state: "active" } },
    ],
  },
  {
    name: "revokes once more what was issued for a lower generation by mistake",
    steps: [
      { step: "edit", customer: "contoso", edit: { edit: "raise", isLeak: true }, up: {} },
      { step: "outside", customer: "contoso", deed: { deed: "regenerate", slot: "current" } },
      { step: "take back", customer: "contoso", edit: { edit: "lower" }, up: {} },
    ],
  },
  {
    name: "lets a customer read their secret again whose suspension was killed when the vault had answered",
    steps: [
      { step: "up" },
      {
        step: "edit",
        customer: "contoso",
        edit: { edit: "state", state: "suspended" },
        up: { trouble: { kill: { at: 4, when: "after" } } },
      },
      { step: "edit", customer: "contoso", edit: { edit: "state", state: "active" }, up: {} },
    ],
  },
  {
    name: "keeps to an end that was announced by a run that was killed after that",
    beginning: { contoso: shortLived(2) },
    steps: [
      { step: "up" },
      {
        step: "edit",
        customer: "contoso",
        edit: { edit: "accessUntil", inDays: 2 },
        up: { trouble: { kill: { at: 6, when: "before" } } },
      },
    ],
  },
  {
    name: "shows a password that was made while the token was disabled only when it logs in",
    steps: [
      { step: "azure", behaviours: { regeneratedSlotDelaySeconds: 60 } },
      { step: "up", trouble: { answers: "without the slot" } },
      { step: "edit", customer: "contoso", edit: { edit: "state", state: "suspended" }, up: {} },
      { step: "edit", customer: "contoso", edit: { edit: "state", state: "active" }, up: {} },
    ],
  },
  {
    name: "grants what the file says after a change of repositories that was killed and taken back",
    steps: [
      { step: "up" },
      {
        step: "take back",
        customer: "contoso",
        edit: { edit: "repositories", repositories: ["app/web"] },
        up: { trouble: { kill: { at: 4, when: "after" } } },
      },
    ],
  },
  {
    name: "leaves the older password to its end where the newer one is due before it, after a change of settings",
    beginning: { contoso: shortLived(2) },
    steps: [
      { step: "up" },
      ...raised({}),
      {
        step: "edit",
        customer: "contoso",
        edit: { edit: "settings", credential: { lifetimeDays: 30, rotateBeforeDays: 15 } },
        up: {},
      },
      { step: "jump", days: 20, hour: 12, up: {} },
    ],
  },
  {
    name: "issues no third password while two are promised",
    steps: [{ step: "up" }, ...raised({}), ...raised({})],
  },
  ...OUTSIDE_PULUMI,
  ...NOT_WHOLE,
  ...PATCHED,
  ...RESTORED,
  ...TWO_RUNS,
  ...WITH_OTHERS,
];

function shortLived(rotateBeforeDays = 15): Entry {
  const entry = newEntry();
  return { ...entry, credential: { ...entry.credential, lifetimeDays: 30, rotateBeforeDays } };
}
