// What a change of one customer's entry gives and takes, each kind alone, and several at once.

import type { Access } from "../../access/access";
import type { AccessChange } from "../../access/accessChange";
import type { Moves } from "../../access/moves";
import { access, TODAY, TOMORROW, YESTERDAY } from "./anyAccess";

/** A change of one customer, and all that comes of it. */
export interface Case {
  name: string;
  /** Absent where the customer is not listed. */
  before: Access | undefined;
  after: Access | undefined;
  moves?: Partial<Moves>;
  /** `wasOpen` and `isOpen` are true, gains and losses empty, unless said. */
  expected: Partial<AccessChange>;
}

/** What every password that works now ends by. */
const ENDS = { endsPasswords: true } as const;
const READER = "8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b";
const BOTH = ["app/api", "app/web"];

/** Who is listed, and in which state. */
export const STANDING: readonly Case[] = [
  { name: "nothing where nothing changes", before: access(), after: access(), expected: {} },
  {
    name: "nothing where the customer never was listed",
    before: undefined,
    after: undefined,
    expected: { wasOpen: false, isOpen: false },
  },
  {
    name: "everything to a new customer",
    before: undefined,
    after: access(),
    expected: {
      wasOpen: false,
      gains: [{ kind: "repositories", words: "may pull app/api, app/web", repositories: BOTH }],
    },
  },
  {
    name: "everything, with the removal of an active customer",
    before: access(),
    after: undefined,
    expected: {
      isOpen: false,
      losses: [{ kind: "removed", words: "removed while active", ...ENDS }],
    },
  },
  {
    name: "what no password could reach, with the removal of a suspended customer",
    before: access({ state: "suspended" }),
    after: undefined,
    expected: {
      wasOpen: false,
      isOpen: false,
      losses: [{ kind: "removed", words: "removed while suspended" }],
    },
  },
  {
    name: "what no password could reach, with the removal of a customer whose last day is over",
    before: access({ accessUntil: YESTERDAY }),
    after: undefined,
    expected: {
      wasOpen: false,
      isOpen: false,
      losses: [{ kind: "removed", words: "removed while active" }],
    },
  },
  {
    name: "nothing with the removal of an offboarded customer",
    before: access({ state: "offboarded" }),
    after: undefined,
    expected: { wasOpen: false, isOpen: false },
  },
  {
    name: "every password, with suspension",
    before: access(),
    after: access({ state: "suspended" }),
    expected: { isOpen: false, losses: [{ kind: "state", words: "suspended", ...ENDS }] },
  },
  {
    name: "every password, with offboarding, and does not name the readers beside it",
    before: access({ readers: [READER] }),
    after: access({ state: "offboarded" }),
    expected: { isOpen: false, losses: [{ kind: "state", words: "offboarded", ...ENDS }] },
  },
  {
    name: "no password with the offboarding of a suspended customer",
    before: access({ state: "suspended" }),
    after: access({ state: "offboarded" }),
    expected: { wasOpen: false, isOpen: false, losses: [{ kind: "state", words: "offboarded" }] },
  },
  {
    name: "access again, with the end of a suspension",
    before: access({ state: "suspended" }),
    after: access(),
    expected: { wasOpen: false, gains: [{ kind: "state", words: "active again" }] },
  },
  {
    name: "nothing with the end of a suspension after the last day",
    before: access({ state: "suspended", accessUntil: YESTERDAY }),
    after: access({ accessUntil: YESTERDAY }),
    expected: { wasOpen: false, isOpen: false },
  },
  {
    name: "everything to an offboarded customer who comes back, whatever is different",
    before: access({ state: "offboarded", actions: ["metadata/read"], revokeBefore: 1 }),
    after: access({ repositories: ["base/*"], tokenName: "contoso-ci", revokeBefore: 2 }),
    expected: {
      wasOpen: false,
      gains: [{ kind: "repositories", words: "may pull base/*", repositories: ["base/*"] }],
    },
  },
];

/** The last day of access. */
export const LAST_DAYS: readonly Case[] = [
  {
    name: "nothing when a last day that was accepted comes",
    before: access({ accessUntil: TODAY }),
    after: access({ accessUntil: TODAY }),
    expected: {},
  },
  {
    name: "nothing when it is over",
    before: access({ accessUntil: YESTERDAY }),
    after: access({ accessUntil: YESTERDAY }),
    expected: { wasOpen: false, isOpen: false },
  },
  {
    name: "no password when a customer whose last day is over is offboarded",
    before: access({ accessUntil: YESTERDAY }),
    after: access({ accessUntil: YESTERDAY, state: "offboarded" }),
    expected: { wasOpen: false, isOpen: false, losses: [{ kind: "state", words: "offboarded" }] },
  },
  {
    name: "days, with a last day where there was none",
    before: access(),
    after: access({ accessUntil: "2027-06-30" }),
    expected: {
      losses: [{ kind: "accessUntil", words: "the last day is 2027-06-30, before there was none" }],
    },
  },
  {
    name: "days, with an earlier last day, and no password while that is today",
    before: access({ accessUntil: "2027-06-30" }),
    after: access({ accessUntil: TODAY }),
    expected: {
      losses: [
        { kind: "accessUntil", words: "the last day is 2026-11-21, before it was 2027-06-30" },
      ],
    },
  },
  {
    name: "every password, with a last day that is over",
    before: access(),
    after: access({ accessUntil: YESTERDAY }),
    expected: {
      isOpen: false,
      losses: [
        { kind: "accessUntil", words: "the last day is 2026-11-20, which is over", ...ENDS },
      ],
    },
  },
  {
    name: "no password with a last day that is over while suspended",
    before: access({ state: "suspended" }),
    after: access({ state: "suspended", accessUntil: YESTERDAY }),
    expected: {
      wasOpen: false,
      isOpen: false,
      losses: [{ kind: "accessUntil", words: "the last day is 2026-11-20, before there was none" }],
    },
  },
  {
    name: "days, with a later last day",
    before: access({ accessUntil: TODAY }),
    after: access({ accessUntil: TOMORROW }),
    expected: {
      gains: [
        { kind: "accessUntil", words: "the last day is 2026-11-22, before it was 2026-11-21" },
      ],
    },
  },
  {
    name: "days, when the last day is taken out",
    before: access({ accessUntil: TODAY }),
    after: access(),
    expected: {
      gains: [{ kind: "accessUntil", words: "there is no last day, before it was 2026-11-21" }],
    },
  },
  {
    name: "a last day in the last year that can be written, taken away",
    before: access({ accessUntil: "9999-12-30" }),
    after: access(),
    expected: {
      gains: [{ kind: "accessUntil", words: "there is no last day, before it was 9999-12-30" }],
    },
  },
  {
    name: "a last day in the last year that can be written, set",
    before: access(),
    after: access({ accessUntil: "9999-12-30" }),
    expected: {
      losses: [{ kind: "accessUntil", words: "the last day is 9999-12-30, before there was none" }],
    },
  },
  {
    name: "access again, with a later last day where the one before is over",
    before: access({ accessUntil: YESTERDAY }),
    after: access({ accessUntil: TODAY }),
    expected: {
      wasOpen: false,
      gains: [
        { kind: "accessUntil", words: "access is open again" },
        { kind: "accessUntil", words: "the last day is 2026-11-21, before it was 2026-11-20" },
      ],
    },
  },
];
