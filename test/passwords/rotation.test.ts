// Every row of the table of decisions with the days around each boundary, and what holds for all of them.

import { expect } from "chai";
import fc from "fast-check";
import { addDays } from "../../access/days";
import { otherSlot } from "../../passwords/decision";
import { decide } from "../../passwords/rotation";
import { promisedUntil } from "../../passwords/validity";
import { anyHeld, anyRun, anyWanted } from "./anyToken";
import type { Case } from "./decisions/case";
import { LOST, LOST_IN_VAULT, SUSPENDED } from "./decisions/drift";
import { DUE, PROMISED } from "./decisions/due";
import { LAST, MANUAL, SHORTENED } from "./decisions/end";
import { FIRST } from "./decisions/firstPassword";
import { RAISED } from "./decisions/generationRaised";
import { TAKEN_BACK } from "./decisions/takenBack";
import { wanted } from "./passwords";

const TABLES: Record<string, readonly Case[]> = {
  "first password": FIRST,
  due: DUE,
  "due while the other password is promised": PROMISED,
  "generation raised": RAISED,
  "changed or removed outside Pulumi": LOST,
  "lost in the vault": LOST_IN_VAULT,
  "suspended and resumed": SUSPENDED,
  "access that ends": LAST,
  "access that ends earlier than before": SHORTENED,
  "an end of access that is moved or taken back": TAKEN_BACK,
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
