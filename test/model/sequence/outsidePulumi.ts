// Sequences in which only time, a stale answer, an earlier state or somebody in the vault would end a promise.

import { longLived, nights, type Regression, raised } from "../regression/regression";
import { newEntry } from "./customersFile";

/** The request by which a run for a raised generation of the second customer publishes, after six readings of the first one and of lists. */
const PUBLICATION = 12;

/** Each is a kind of lock-out that no reviewer saw. */
export const OUTSIDE_PULUMI: readonly Regression[] = [
  {
    name: "keeps a password of a year that was followed by one of a month on the next day",
    beginning: { contoso: longLived() },
    steps: [
      { step: "up" },
      {
        step: "edit",
        customer: "contoso",
        edit: { edit: "settings", credential: { lifetimeDays: 30 }, raises: true },
      },
      ...nights(45),
    ],
  },
  {
    name: "stops on a machine whose clock is a year ahead, and takes Azure's day across midnight",
    steps: [
      { step: "up" },
      { step: "up", aheadSeconds: 365 * 86_400 },
      { step: "jump", days: 59, hour: 23.9998, up: { aheadSeconds: 290 } },
      { step: "up", aheadSeconds: -290 },
    ],
  },
  ...[0, 1, 2, 3].flatMap((skip) =>
    (["no password1", "what was before"] as const).map((tells) => ({
      name: `believes no answer that ${tells === "no password1" ? "lacks a slot" : "is stale"}, after ${skip} others`,
      steps: [
        { step: "up" as const },
        ...raised({}),
        ...raised({}, { edit: "raise", isLeak: true }),
        { step: "up" as const, trouble: { stale: { of: "token" as const, tells, skip } } },
        ...raised(
          { stale: { of: "token" as const, tells, skip } },
          { edit: "raise", isLeak: true },
        ),
      ],
    })),
  ),
  {
    name: "issues nothing over what a killed run published, where seven answers of the vault are stale",
    beginning: { contoso: newEntry(), fabrikam: newEntry() },
    steps: [
      { step: "up" },
      {
        step: "edit",
        customer: "fabrikam",
        edit: { edit: "raise", isLeak: false },
        up: { trouble: { kill: { at: PUBLICATION, when: "after" } } },
      },
      {
        step: "up",
        trouble: { stale: { of: "secret", tells: "what was before", skip: 0, times: 7 } },
      },
    ],
  },
  {
    name: "ends nothing that is revoked while the vault refuses its successor",
    steps: [
      { step: "up" },
      ...raised(
        { faults: [{ operation: "VaultSecrets_CreateOrUpdate", status: 403, times: 20 }] },
        { edit: "raise", isLeak: true },
      ),
      { step: "up" },
    ],
  },
  {
    name: "keeps both promises where an end of the access is taken back",
    beginning: { contoso: longLived() },
    steps: [
      { step: "up" },
      ...raised({}),
      { step: "edit", customer: "contoso", edit: { edit: "accessUntil", inDays: 40 }, up: {} },
      { step: "edit", customer: "contoso", edit: { edit: "accessUntil" }, up: {} },
      ...nights(60),
    ],
  },
  {
    name: "gives out nothing new because a state is older than the vault",
    steps: [{ step: "up" }, ...raised({}), { step: "restore", back: 1 }, { step: "up" }],
  },
  {
    name: "leaves the tags alone that were taken from the secret of a revoked password",
    steps: [
      { step: "up" },
      { step: "edit", customer: "contoso", edit: { edit: "leave" }, up: {} },
      ...raised({}, { edit: "raise", isLeak: true }),
      { step: "outside", customer: "contoso", deed: { deed: "take the tags" } },
      { step: "up" },
    ],
  },
  {
    name: "writes no password over the one that was fetched before its secret was purged",
    steps: [
      { step: "up" },
      { step: "outside", customer: "contoso", deed: { deed: "purge the secret" } },
      { step: "up" },
      { step: "outside", customer: "contoso", deed: { deed: "purge the secret" } },
    ],
  },
  {
    name: "leaves a password alone whose customer joined after the state was kept that is restored",
    steps: [
      { step: "up" },
      { step: "edit", customer: "contoso", edit: { edit: "leave" }, up: {} },
      { step: "edit", customer: "fabrikam", edit: { edit: "join" }, up: {} },
      { step: "restore", back: 2 },
    ],
  },
  {
    name: "keeps the password of a customer who left and came back after the state was kept that is restored",
    beginning: { contoso: newEntry(), fabrikam: newEntry() },
    steps: [
      { step: "up" },
      { step: "edit", customer: "contoso", edit: { edit: "leave" }, up: {} },
      { step: "edit", customer: "contoso", edit: { edit: "leave" }, up: {} },
      { step: "edit", customer: "contoso", edit: { edit: "join" }, up: {} },
      { step: "restore", back: 3 },
      { step: "up" },
    ],
  },
];
