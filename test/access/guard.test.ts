// The guard: which changes it refuses and in which words, and what always holds by random records.

import { expect } from "chai";
import fc from "fast-check";
import type { Access } from "../../access/access";
import { writeAccessLine } from "../../access/accessLine";
import { checkChange } from "../../access/guard";
import type { AccessRecord, Acknowledgement } from "../../access/record";
import { access, anyAccess, TODAY, widened } from "./anyAccess";
import { ACKNOWLEDGED, LIMITS, REMOVALS } from "./guardCases";
import { record } from "./records";

describe("checkChange", () => {
  describe("lets", () => {
    it("the first record pass, whoever has no access in it", () => {
      const first = record({ contoso: { state: "suspended" }, fabrikam: {} });
      expect(checkChange(record({}), first, TODAY)).to.deep.equal({
        losses: new Map(),
        acknowledged: new Map(),
        limit: 1,
        open: 0,
        refusals: [],
      });
    });
  });

  it("reports each loss in full, with the acknowledgement that covers it", () => {
    const acknowledgement = { customers: ["fabrikam"], reason: "OPS-7", until: TODAY };
    const before = record({ fabrikam: {}, contoso: {}, northwind: { state: "suspended" } });
    const after = record(
      { fabrikam: { state: "suspended" }, contoso: {}, northwind: { state: "offboarded" } },
      { acknowledge: [acknowledgement] },
    );
    expect(checkChange(before, after, TODAY)).to.deep.equal({
      losses: new Map([
        [
          "fabrikam",
          {
            gains: [],
            losses: [{ kind: "state", words: "suspended", endsPasswords: true }],
            wasOpen: true,
            isOpen: false,
          },
        ],
      ]),
      acknowledged: new Map([["fabrikam", acknowledgement]]),
      limit: 1,
      open: 2,
      refusals: [],
    });
  });

  const tables = {
    "counts losses": LIMITS,
    "goes by acknowledgements": ACKNOWLEDGED,
    "refuses removals": REMOVALS,
  };
  for (const [title, cases] of Object.entries(tables)) {
    describe(title, () => {
      for (const { name, before, after, refusals } of cases) {
        it(name, () => {
          expect(checkChange(before, after, TODAY).refusals).to.deep.equal(refusals);
        });
      }
    });
  }

  const PLACES = {
    registryId:
      "/subscriptions/1/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries",
    vaultId: "/subscriptions/1/resourceGroups/g/providers/Microsoft.KeyVault/vaults",
  };
  for (const [property, folder] of Object.entries(PLACES)) {
    const kind = property.replace("Id", "");
    describe(`takes the ${kind} for another`, () => {
      const cases: [name: string, before: string | undefined, after: string, other: boolean][] = [
        ["where its name is another", `${folder}/one`, `${folder}/two`, true],
        ["where its group is", `${folder}/one`, `${folder.replace("/g/", "/h/")}/one`, true],
        ["not where only the case differs", `${folder}/One`, `${folder.toUpperCase()}/one`, false],
        ["not where the record before did not name it", undefined, `${folder}/two`, false],
      ];
      for (const [name, from, to, other] of cases) {
        it(name, () => {
          const before = record({ contoso: {} }, from === undefined ? {} : { [property]: from });
          const { losses } = checkChange(
            before,
            record({ contoso: {} }, { [property]: to }),
            TODAY,
          );
          const kinds = [...losses].map(([id, { losses: each }]) => [id, each.map((l) => l.kind)]);
          expect(kinds).to.deep.equal(other ? [["contoso", [kind]]] : []);
        });
      }
    });
  }

  describe("whatever the records are", () => {
    it("takes nothing from a customer who keeps everything or gets more", () => {
      const kept = anyAccess.chain((from) => fc.tuple(fc.constant(from), widened(from)));
      fc.assert(
        fc.property(anyRecord, anyRecord, kept, (before, after, [from, to]) => {
          const { losses } = checkChange(withKept(before, from), withKept(after, to), TODAY);
          expect(losses.has("kept")).to.equal(false);
        }),
      );
    });

    it("refuses nothing where nothing changes", () => {
      fc.assert(
        fc.property(anyRecord, (same) => {
          expect(checkChange(same, same, TODAY).refusals).to.deep.equal([]);
        }),
      );
    });

    it("refuses no more with one more acknowledgement", () => {
      fc.assert(
        fc.property(anyRecord, anyRecord, anyAcknowledgement, (before, after, more) => {
          const without = checkChange(before, after, TODAY);
          const acknowledge = [...(after.acknowledge ?? []), more];
          const withMore = checkChange(before, { ...after, acknowledge }, TODAY);
          expect(withMore.refusals.length).to.be.at.most(without.refusals.length);
          expect([...withMore.losses.keys()]).to.deep.equal([...without.losses.keys()]);
        }),
      );
    });

    it("refuses for losses exactly where more lose than may, those not counted who are acknowledged", () => {
      fc.assert(
        fc.property(anyRecord, anyRecord, (before, after) => {
          const [from, to] = [before, after].map((each) => ({ ...each, protect: false })) as [
            AccessRecord,
            AccessRecord,
          ];
          const { losses, acknowledged, limit, refusals } = checkChange(from, to, TODAY);
          expect(refusals.length).to.equal(losses.size - acknowledged.size > limit ? 1 : 0);
        }),
      );
    });
  });
});

const IDS = ["contoso", "fabrikam", "northwind", "tailwind", "wingtip", "constructor"];
const anyAcknowledgement: fc.Arbitrary<Acknowledgement> = fc.record({
  customers: fc.subarray(IDS, { minLength: 1 }),
  reason: fc.constant("OPS-7"),
  until: fc.constantFrom("2026-11-20", TODAY, "2026-12-24"),
});
const anyRecord: fc.Arbitrary<AccessRecord> = fc
  .tuple(
    fc.subarray(IDS),
    fc.array(anyAccess, { minLength: IDS.length, maxLength: IDS.length }),
    fc.record(
      {
        maximumLosses: fc.nat({ max: 4 }),
        acknowledge: fc.array(anyAcknowledgement, { maxLength: 2 }),
        protect: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([ids, each, options]) => ({
    access: Object.fromEntries(
      ids.map((id, index) => {
        const one = each[index] ?? access();
        return [id, writeAccessLine({ ...one, tokenName: `${id}-${one.tokenName}` })];
      }),
    ),
    ...options,
  }));

function withKept(from: AccessRecord, kept: Access): AccessRecord {
  return { ...from, access: { ...from.access, kept: writeAccessLine(kept) } };
}
