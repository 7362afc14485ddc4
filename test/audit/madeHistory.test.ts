// The made-up history that benchmarks and the page are tried with: it is read as what its maker says, without a gap, and sealed as a real one.

import { expect } from "chai";
import { emptyFolder, readHistory } from "../cli/audit/readHistory";
import { madeHistory } from "../helpers/lives/madeHistory";

describe("a made-up history", () => {
  for (const packing of ["plain", "gzip"] as const) {
    it(`says what its maker did, update by update: ${packing}`, async () => {
      const folder = emptyFolder();
      const made = madeHistory(folder, { updates: 45, customers: 4, packing });
      const { entries, gaps } = await readHistory(folder);
      expect(gaps).to.deep.equal([]);
      expect(entries.map(({ name, startedAt }) => ({ name, startedAt }))).to.deep.equal(
        made.map(({ name, startedAt }) => ({ name, startedAt })),
      );
      expect(new Set(made.map(({ did }) => did)).size).to.equal(6);
      for (const [index, { customer, did }] of made.entries()) {
        const factOf = (at: number) =>
          entries[at]?.snapshot?.customers.find(({ id }) => id === customer);
        const [before, after] = [factOf(index - 1), factOf(index)];
        const changes = {
          "let in": after?.enabled === true && before === undefined,
          rotated: after?.currentSlot !== before?.currentSlot,
          suspended: before?.enabled === true && after?.enabled === false,
          resumed: before?.enabled === false && after?.enabled === true,
          moved: after?.actions?.join() !== before?.actions?.join(),
          nothing: JSON.stringify(after) === JSON.stringify(before),
        };
        expect(changes[did], `${index}: ${did}`).to.equal(true);
      }
      for (const { snapshot } of entries) {
        expect(snapshot?.guard?.isSealTrue).to.equal(true);
        expect(snapshot?.customers.map((each) => each.isEventSealTrue)).to.deep.equal([
          true,
          true,
          true,
          true,
        ]);
      }
    });
  }
});
