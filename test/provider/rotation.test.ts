// Every row of the table of decisions, with the days around each boundary.

import { expect } from "chai";
import fc from "fast-check";
import { addDays } from "../../provider/days";
import { type Decision, decide, type Held, otherSlot, type Run } from "../../provider/rotation";
import { type HeldSlot, promisedUntil, type Wanted } from "../../provider/validity";
import { adoptedSlot, slot, wanted } from "./passwords";

interface Case {
  name: string;
  held: Held;
  wanted?: Partial<Wanted>;
  today: string;
  mayRotate?: boolean;
  decision: Decision;
}

/** The state of a token whose current password stands in `password1`. */
function holding(...slots: HeldSlot[]): Held {
  return { currentSlot: "password1", hasValue: true, slots };
}

const EMPTY: Held = { hasValue: false, slots: [] };
const KEEP: Decision = { kind: "keep" };

const FIRST: Case[] = [
  {
    name: "refuses when both passwords are taken, naming both and the safe way on",
    held: {
      hasValue: false,
      slots: [
        adoptedSlot("password1"),
        adoptedSlot("password2", { createdAt: "2025-12-24T18:00:00.000Z" }),
      ],
    },
    today: "2026-01-01",
    decision: {
      kind: "refuse",
      why: "both passwords of the token are taken (password1 of 2025-06-15 and password2 of 2025-12-24) and either may be in use; find out which one nobody uses, remove it with `az acr token credential delete --password1|--password2`, and run again",
    },
  },
  {
    name: "issues into password1 of a new token",
    held: EMPTY,
    today: "2026-01-01",
    decision: {
      kind: "issue",
      slot: "password1",
      why: "first password",
      expiresOn: "2026-03-02",
    },
  },
  {
    name: "leaves an adopted password alone and issues into the free slot",
    held: { hasValue: false, slots: [adoptedSlot("password1")] },
    today: "2026-01-01",
    decision: {
      kind: "issue",
      slot: "password2",
      why: "first password",
      expiresOn: "2026-03-02",
    },
  },
  {
    name: "issues into an adopted slot that ended",
    held: {
      hasValue: false,
      slots: [adoptedSlot("password1"), adoptedSlot("password2", { expiresOn: "2026-01-01" })],
    },
    today: "2026-01-01",
    decision: {
      kind: "issue",
      slot: "password2",
      why: "first password",
      expiresOn: "2026-03-02",
    },
  },
  {
    name: "issues also for a suspended customer, whose secret needs a value",
    held: EMPTY,
    wanted: { enabled: false },
    today: "2026-01-01",
    decision: {
      kind: "issue",
      slot: "password1",
      why: "first password",
      expiresOn: "2026-03-02",
    },
  },
  {
    name: "issues also in a run that may not rotate",
    held: EMPTY,
    today: "2026-01-01",
    mayRotate: false,
    decision: {
      kind: "issue",
      slot: "password1",
      why: "first password",
      expiresOn: "2026-03-02",
    },
  },
  {
    name: "ends a first password with the access",
    held: EMPTY,
    wanted: { notAfter: "2026-01-15" },
    today: "2026-01-01",
    decision: {
      kind: "issue",
      slot: "password1",
      why: "first password",
      expiresOn: "2026-01-15",
    },
  },
  {
    name: "ends a first password tomorrow when the access has ended: Azure refuses an end in the past",
    held: EMPTY,
    wanted: { enabled: false, notAfter: "2025-12-01" },
    today: "2026-01-01",
    decision: {
      kind: "issue",
      slot: "password1",
      why: "first password",
      expiresOn: "2026-01-02",
    },
  },
  {
    name: "issues without an end for a customer who is served by hand",
    held: EMPTY,
    wanted: { rotation: "manual" },
    today: "2026-01-01",
    decision: { kind: "issue", slot: "password1", why: "first password" },
  },
];

const DUE: Case[] = [
  {
    name: "keeps the password on the day before it is due",
    held: holding(slot("password1")),
    today: "2026-01-30",
    decision: KEEP,
  },
  {
    name: "issues into the free slot on the day it is due",
    held: holding(slot("password1")),
    today: "2026-01-31",
    decision: {
      kind: "issue",
      slot: "password2",
      why: "rotation due since 2026-01-31",
      expiresOn: "2026-04-01",
    },
  },
  {
    name: "issues into the free slot on the day after",
    held: holding(slot("password1")),
    today: "2026-02-01",
    decision: {
      kind: "issue",
      slot: "password2",
      why: "rotation due since 2026-01-31",
      expiresOn: "2026-04-02",
    },
  },
  {
    name: "issues into the free slot when the run is weeks late",
    held: holding(slot("password1")),
    today: "2026-03-01",
    decision: {
      kind: "issue",
      slot: "password2",
      why: "rotation due since 2026-01-31",
      expiresOn: "2026-04-30",
    },
  },
  {
    name: "issues into the other slot when its password expired",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-01-31" })),
    today: "2026-01-31",
    decision: {
      kind: "issue",
      slot: "password2",
      why: "rotation due since 2026-01-31",
      expiresOn: "2026-04-01",
    },
  },
  {
    name: "issues into the other slot when its announced end is past",
    held: holding(slot("password1"), adoptedSlot("password2", { endsOn: "2026-01-31" })),
    today: "2026-01-31",
    decision: {
      kind: "issue",
      slot: "password2",
      why: "rotation due since 2026-01-31",
      expiresOn: "2026-04-01",
    },
  },
  {
    name: "only mentions what is due in a run that may not rotate",
    held: holding(slot("password1")),
    today: "2026-02-10",
    mayRotate: false,
    decision: {
      kind: "mention",
      why: "rotation due since 2026-01-31; not rotated in this run",
    },
  },
  {
    name: "mentions nothing before it is due",
    held: holding(slot("password1")),
    today: "2026-01-30",
    mayRotate: false,
    decision: KEEP,
  },
  {
    name: "only mentions even a password that has expired in a run that may not rotate",
    held: holding(slot("password1")),
    today: "2026-04-10",
    mayRotate: false,
    decision: {
      kind: "mention",
      why: "rotation due since 2026-01-31; not rotated in this run",
    },
  },
];

const PROMISED: Case[] = [
  {
    name: "waits until the promise ends when the current password outlives it",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-02-15" })),
    today: "2026-01-31",
    decision: {
      kind: "wait",
      until: "2026-02-15",
      why: "rotation due since 2026-01-31; password2 is promised until 2026-02-15",
    },
  },
  {
    name: "waits on the day before the promise ends",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-02-15" })),
    today: "2026-02-14",
    decision: {
      kind: "wait",
      until: "2026-02-15",
      why: "rotation due since 2026-01-31; password2 is promised until 2026-02-15",
    },
  },
  {
    name: "issues into the other slot on the day the promise ends",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-02-15" })),
    today: "2026-02-15",
    decision: {
      kind: "issue",
      slot: "password2",
      why: "rotation due since 2026-01-31",
      expiresOn: "2026-04-16",
    },
  },
  {
    name: "waits for an announced end as for an expiry, whichever is earlier",
    held: holding(
      slot("password1"),
      slot("password2", { expiresOn: "2027-01-01", endsOn: "2026-02-15" }),
    ),
    today: "2026-01-31",
    decision: {
      kind: "wait",
      until: "2026-02-15",
      why: "rotation due since 2026-01-31; password2 is promised until 2026-02-15",
    },
  },
  {
    name: "waits until the last safe day when the promise outlives the current password",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-12-01" })),
    today: "2026-01-31",
    decision: {
      kind: "wait",
      until: "2026-02-28",
      why: "rotation due since 2026-01-31; password2 is promised until 2026-12-01",
    },
  },
  {
    name: "waits until the last safe day when promise and current password end together",
    held: holding(slot("password1"), slot("password2")),
    today: "2026-02-27",
    decision: {
      kind: "wait",
      until: "2026-02-28",
      why: "rotation due since 2026-01-31; password2 is promised until 2026-03-02",
    },
  },
  {
    name: "locks the holder of the other password out on the last safe day, and says so",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-12-01" })),
    today: "2026-02-28",
    decision: {
      kind: "issue",
      slot: "password2",
      why: "rotation due since 2026-01-31",
      expiresOn: "2026-04-29",
      lockedOut: "whoever still uses password2 of 2026-01-01",
    },
  },
  {
    name: "locks out on the day after the last safe day too",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-12-01" })),
    today: "2026-03-01",
    decision: {
      kind: "issue",
      slot: "password2",
      why: "rotation due since 2026-01-31",
      expiresOn: "2026-04-30",
      lockedOut: "whoever still uses password2 of 2026-01-01",
    },
  },
  {
    name: "replaces the current password when it has expired while the other is promised",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-12-01" })),
    today: "2026-03-02",
    decision: {
      kind: "issue",
      slot: "password1",
      why: "rotation due since 2026-01-31",
      expiresOn: "2026-05-01",
    },
  },
];

const RAISED: Case[] = [
  {
    name: "refuses while the other password is promised",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-02-15" })),
    wanted: { generation: 2 },
    today: "2026-01-10",
    decision: {
      kind: "refuse",
      why: "generation 1 to 2: password2 is still promised until 2026-02-15, and password1 is in use; wait until 2026-02-15, or end the older one too with `revokeBefore: 2`",
    },
  },
  {
    name: "refuses while the other password is promised without an end",
    held: holding(
      slot("password1", { expiresOn: undefined, generation: 2 }),
      slot("password2", { expiresOn: undefined }),
    ),
    wanted: { generation: 3, rotation: "manual" },
    today: "2026-01-10",
    decision: {
      kind: "refuse",
      why: "generation 2 to 3: password2 is still promised without an end, and password1 is in use; end the older one too with `revokeBefore: 2`",
    },
  },
  {
    name: "refuses while an adopted password is promised: the default of revokeBefore revokes nothing",
    held: holding(slot("password1"), adoptedSlot("password2", { endsOn: "2026-01-31" })),
    wanted: { generation: 2 },
    today: "2026-01-10",
    decision: {
      kind: "refuse",
      why: "generation 1 to 2: password2 is still promised until 2026-01-31, and password1 is in use; wait until 2026-01-31, or end the older one too with `revokeBefore: 2`",
    },
  },
  {
    name: "refuses when revokeBefore covers the current password's generation only in part",
    held: holding(
      slot("password1", { generation: 3 }),
      slot("password2", { generation: 2, expiresOn: "2026-02-15" }),
    ),
    wanted: { generation: 4, revokeBefore: 2 },
    today: "2026-01-10",
    decision: {
      kind: "refuse",
      why: "generation 3 to 4: password2 is still promised until 2026-02-15, and password1 is in use; wait until 2026-02-15, or end the older one too with `revokeBefore: 3`",
    },
  },
  {
    name: "refuses a generation that goes down",
    held: holding(slot("password1", { generation: 3 })),
    wanted: { generation: 2 },
    today: "2026-01-10",
    decision: {
      kind: "refuse",
      why: "generation 3 to 2: a generation only goes up; raise it to issue a password",
    },
  },
  {
    name: "issues into the free slot now, not when it is due",
    held: holding(slot("password1")),
    wanted: { generation: 2 },
    today: "2026-01-10",
    decision: {
      kind: "issue",
      slot: "password2",
      why: "generation 1 to 2",
      expiresOn: "2026-03-11",
    },
  },
  {
    name: "issues into the other slot when its password expired",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-01-10" })),
    wanted: { generation: 2 },
    today: "2026-01-10",
    decision: {
      kind: "issue",
      slot: "password2",
      why: "generation 1 to 2",
      expiresOn: "2026-03-11",
    },
  },
  {
    name: "refuses on the day before the other password expires",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-01-10" })),
    wanted: { generation: 2 },
    today: "2026-01-09",
    decision: {
      kind: "refuse",
      why: "generation 1 to 2: password2 is still promised until 2026-01-10, and password1 is in use; wait until 2026-01-10, or end the older one too with `revokeBefore: 2`",
    },
  },
  {
    name: "ends a promised password whose generation is revoked, and says who is locked out",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-02-15" })),
    wanted: { generation: 2, revokeBefore: 2 },
    today: "2026-01-10",
    decision: {
      kind: "issue",
      slot: "password2",
      why: "generation 1 to 2",
      expiresOn: "2026-03-11",
      lockedOut: "whoever still uses password2 of 2026-01-01",
    },
  },
  {
    name: "ends an adopted password when a generation above the first is revoked",
    held: holding(slot("password1"), adoptedSlot("password2")),
    wanted: { generation: 2, revokeBefore: 2 },
    today: "2026-01-10",
    decision: {
      kind: "issue",
      slot: "password2",
      why: "generation 1 to 2",
      expiresOn: "2026-03-11",
      lockedOut: "whoever still uses password2 of 2025-06-15",
    },
  },
  {
    name: "issues into the current slot when its password has expired",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-12-01" })),
    wanted: { generation: 2 },
    today: "2026-03-02",
    decision: {
      kind: "issue",
      slot: "password1",
      why: "generation 1 to 2",
      expiresOn: "2026-05-01",
    },
  },
  {
    name: "issues also in a run that may not rotate: it was asked for",
    held: holding(slot("password1")),
    wanted: { generation: 2 },
    today: "2026-01-10",
    mayRotate: false,
    decision: {
      kind: "issue",
      slot: "password2",
      why: "generation 1 to 2",
      expiresOn: "2026-03-11",
    },
  },
];

const LOST: Case[] = [
  {
    name: "issues into the lost slot itself, whatever the other slot is",
    held: holding(slot("password2", { expiresOn: "2026-12-01" })),
    today: "2026-01-10",
    decision: {
      kind: "issue",
      slot: "password1",
      why: "password1 was changed or removed outside",
      expiresOn: "2026-03-11",
    },
  },
  {
    name: "issues into the lost slot also in a run that may not rotate",
    held: holding(),
    today: "2026-01-10",
    mayRotate: false,
    decision: {
      kind: "issue",
      slot: "password1",
      why: "password1 was changed or removed outside",
      expiresOn: "2026-03-11",
    },
  },
  {
    name: "issues again into the slot whose value was never stored",
    held: { currentSlot: "password2", hasValue: false, slots: [adoptedSlot("password1")] },
    today: "2026-01-10",
    decision: {
      kind: "issue",
      slot: "password2",
      why: "password2 was never stored",
      expiresOn: "2026-03-11",
    },
  },
  {
    name: "issues what was never stored also for a suspended customer, whose secret needs a value",
    held: { currentSlot: "password1", hasValue: false, slots: [] },
    wanted: { enabled: false },
    today: "2026-01-10",
    decision: {
      kind: "issue",
      slot: "password1",
      why: "password1 was never stored",
      expiresOn: "2026-03-11",
    },
  },
  {
    name: "keeps everything when the other slot was changed outside",
    held: holding(slot("password1")),
    today: "2026-01-10",
    decision: KEEP,
  },
];

const SUSPENDED: Case[] = [
  {
    name: "does not rotate what is due",
    held: holding(slot("password1")),
    wanted: { enabled: false },
    today: "2026-02-10",
    decision: KEEP,
  },
  {
    name: "does not replace what was lost",
    held: holding(),
    wanted: { enabled: false },
    today: "2026-02-10",
    decision: KEEP,
  },
  {
    name: "does not issue for a raised generation",
    held: holding(slot("password1")),
    wanted: { enabled: false, generation: 2 },
    today: "2026-02-10",
    decision: KEEP,
  },
  {
    name: "keeps the password on resuming before it is due",
    held: holding(slot("password1")),
    today: "2026-01-20",
    decision: KEEP,
  },
  {
    name: "issues into the current slot on resuming after both passwords ended",
    held: holding(slot("password1"), slot("password2", { expiresOn: "2026-01-15" })),
    today: "2026-06-01",
    decision: {
      kind: "issue",
      slot: "password1",
      why: "rotation due since 2026-01-31",
      expiresOn: "2026-07-31",
    },
  },
  {
    name: "issues into the current slot on the very day it ends",
    held: holding(slot("password1")),
    today: "2026-03-02",
    decision: {
      kind: "issue",
      slot: "password1",
      why: "rotation due since 2026-01-31",
      expiresOn: "2026-05-01",
    },
  },
];

const LAST: Case[] = [
  {
    name: "keeps the last password, which ends with the access",
    held: holding(slot("password1", { expiresOn: "2026-02-10" })),
    wanted: { notAfter: "2026-02-10" },
    today: "2026-02-09",
    decision: KEEP,
  },
  {
    name: "keeps a password that outlives an access that was shortened",
    held: holding(slot("password1")),
    wanted: { notAfter: "2026-02-10" },
    today: "2026-02-09",
    decision: KEEP,
  },
  {
    name: "keeps the former last password until it is due when the access was extended",
    held: holding(slot("password1", { expiresOn: "2026-02-10" })),
    wanted: { notAfter: "2027-01-01" },
    today: "2026-01-10",
    decision: KEEP,
  },
  {
    name: "rotates the former last password at once when it is due under the extended access",
    held: holding(slot("password1", { expiresOn: "2026-02-10" })),
    wanted: { notAfter: "2027-01-01" },
    today: "2026-01-11",
    decision: {
      kind: "issue",
      slot: "password2",
      why: "rotation due since 2026-01-11",
      expiresOn: "2026-03-12",
    },
  },
  {
    name: "issues a next password that ends with the extended access",
    held: holding(slot("password1", { expiresOn: "2026-02-10" })),
    wanted: { notAfter: "2026-02-20" },
    today: "2026-01-11",
    decision: {
      kind: "issue",
      slot: "password2",
      why: "rotation due since 2026-01-11",
      expiresOn: "2026-02-20",
    },
  },
];

const MANUAL: Case[] = [
  {
    name: "says nothing of a password younger than its lifetime",
    held: holding(slot("password1", { expiresOn: undefined })),
    wanted: { rotation: "manual" },
    today: "2026-03-01",
    decision: KEEP,
  },
  {
    name: "mentions a password that is as old as its lifetime",
    held: holding(slot("password1", { expiresOn: undefined })),
    wanted: { rotation: "manual" },
    today: "2026-03-02",
    decision: {
      kind: "mention",
      why: "password1 of 2026-01-01 is older than 60 days and rotation is manual; raise `generation` for a new one",
    },
  },
  {
    name: "issues without an end when the generation is raised",
    held: holding(slot("password1", { expiresOn: undefined })),
    wanted: { rotation: "manual", generation: 2 },
    today: "2026-03-02",
    decision: { kind: "issue", slot: "password2", why: "generation 1 to 2" },
  },
  {
    name: "still follows a password with an end, once, after a change from automatic",
    held: holding(slot("password1")),
    wanted: { rotation: "manual" },
    today: "2026-01-31",
    decision: { kind: "issue", slot: "password2", why: "rotation due since 2026-01-31" },
  },
  {
    name: "keeps a young password after a change to automatic",
    held: holding(slot("password1", { expiresOn: undefined })),
    today: "2026-01-30",
    decision: KEEP,
  },
  {
    name: "rotates by the age of the password after a change to automatic",
    held: holding(slot("password1", { expiresOn: undefined })),
    today: "2026-01-31",
    decision: {
      kind: "issue",
      slot: "password2",
      why: "rotation due since 2026-01-31",
      expiresOn: "2026-04-01",
    },
  },
  {
    name: "gives notice to the holder of an older password without an end after a change to automatic",
    held: holding(
      slot("password1", { expiresOn: undefined, generation: 2 }),
      slot("password2", { expiresOn: undefined }),
    ),
    wanted: { generation: 2 },
    today: "2026-02-10",
    decision: {
      kind: "wait",
      until: "2026-03-12",
      why: "rotation due since 2026-01-31; password2 is promised until 2026-03-12",
    },
  },
];

const TABLES: Record<string, Case[]> = {
  "first password": FIRST,
  due: DUE,
  "due while the other password is promised": PROMISED,
  "generation raised": RAISED,
  "changed or removed outside": LOST,
  "suspended and resumed": SUSPENDED,
  "access that ends": LAST,
  "manual rotation": MANUAL,
};

describe("decide", () => {
  for (const [title, cases] of Object.entries(TABLES)) {
    describe(title, () => {
      for (const { name, held, wanted: change, today, mayRotate = true, decision } of cases) {
        it(name, () => {
          expect(decide(held, wanted(change), { today, mayRotate })).to.deep.equal(decision);
        });
      }
    });
  }

  it("never takes a promised slot without saying who is locked out", () => {
    fc.assert(
      fc.property(anyHeld, anyWanted, anyRun, (held, asked, run) => {
        const decision = decide(held, asked, run);
        if (decision.kind !== "issue" || decision.lockedOut !== undefined) return;
        const taken = held.slots.find(({ name }) => name === decision.slot);
        const isOwn = !held.hasValue && held.currentSlot === decision.slot;
        const end = taken && promisedUntil(taken);
        expect(taken === undefined || isOwn || (end !== undefined && end <= run.today)).to.equal(
          true,
        );
      }),
    );
  });

  it("never takes the slot of a current password that works", () => {
    fc.assert(
      fc.property(anyHeld, anyWanted, anyRun, (held, asked, run) => {
        const decision = decide(held, asked, run);
        const current = held.slots.find(({ name }) => name === held.currentSlot);
        if (decision.kind !== "issue" || current === undefined || !held.hasValue) return;
        const end = promisedUntil(current);
        if (end === undefined || end > run.today) {
          expect(decision.slot).to.equal(otherSlot(current.name));
        }
      }),
    );
  });

  it("issues passwords that work at least until tomorrow, and none past the end of the access", () => {
    fc.assert(
      fc.property(anyHeld, anyWanted, anyRun, (held, asked, run) => {
        const decision = decide(held, asked, run);
        if (decision.kind !== "issue") return;
        const tomorrow = addDays(run.today, 1);
        if (decision.expiresOn !== undefined) expect(decision.expiresOn >= tomorrow).to.equal(true);
        if (asked.notAfter !== undefined && asked.notAfter >= tomorrow) {
          expect((decision.expiresOn ?? "9") <= asked.notAfter).to.equal(true);
        }
      }),
    );
  });

  it("decides the same twice", () => {
    fc.assert(
      fc.property(anyHeld, anyWanted, anyRun, (held, asked, run) => {
        expect(decide(held, asked, run)).to.deep.equal(decide(held, asked, run));
      }),
    );
  });
});

const anyDay = fc.integer({ min: 0, max: 400 }).map((days) => addDays("2026-01-01", days));

function anySlot(name: HeldSlot["name"]): fc.Arbitrary<HeldSlot[]> {
  return fc
    .option(
      fc.record({
        made: anyDay,
        expiresOn: fc.option(anyDay, { nil: undefined }),
        endsOn: fc.option(anyDay, { nil: undefined }),
        generation: fc.integer({ min: 0, max: 3 }),
      }),
      { nil: undefined },
    )
    .map((drawn) => {
      if (drawn === undefined) return [];
      const { made, expiresOn, endsOn, generation } = drawn;
      const announced = endsOn === undefined ? {} : { endsOn };
      return [{ name, createdAt: `${made}T08:00:00.000Z`, expiresOn, ...announced, generation }];
    });
}

const anyHeld: fc.Arbitrary<Held> = fc
  .record({
    currentSlot: fc.constantFrom<Held["currentSlot"][]>(undefined, "password1", "password2"),
    hasValue: fc.boolean(),
    one: anySlot("password1"),
    two: anySlot("password2"),
  })
  .map(({ currentSlot, hasValue, one, two }) => ({
    currentSlot,
    hasValue: hasValue && currentSlot !== undefined,
    slots: [...one, ...two],
  }));

const anyWanted: fc.Arbitrary<Wanted> = fc
  .record({
    enabled: fc.boolean(),
    lifetimeDays: fc.integer({ min: 7, max: 400 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    rotation: fc.constantFrom<Wanted["rotation"][]>("automatic", "manual"),
    generation: fc.integer({ min: 1, max: 4 }),
    revokeBefore: fc.integer({ min: 1, max: 4 }),
    notAfter: fc.option(anyDay, { nil: undefined }),
  })
  .map(({ share, ...rest }) => {
    const most = Math.floor(rest.lifetimeDays / 2);
    return wanted({
      ...rest,
      rotateBeforeDays: Math.min(most, 2 + Math.floor(share * (most - 1))),
    });
  });

const anyRun: fc.Arbitrary<Run> = fc.record({ today: anyDay, mayRotate: fc.boolean() });
