// The committed histories, which the real engine wrote, stay readable, each with all that it holds.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { History } from "../../audit/snapshot";
import { readHistory } from "../cli/audit/readHistory";

const FIXTURES = join(__dirname, "fixtures");

/** Each update in a line: how it ended, the revision, and each customer's status, slots and repositories. */
function told({ entries }: History): string[] {
  return entries.map(({ kind, result, message, snapshot }) => {
    const customers = (snapshot?.customers ?? []).map(
      ({ id, enabled, currentSlot, slots, actions }) => {
        const held = slots.map(({ name, generation }) => `${name}/${generation}`).join("+");
        return `${id} ${enabled ? "on" : "off"} ${currentSlot} of ${held}: ${actions?.length} actions`;
      },
    );
    const [title] = message.split("\n");
    return [`${kind} ${result} r${snapshot?.guard?.revision}`, title, ...customers].join("; ");
  });
}

const FIRST = [
  "update succeeded r1; Let two customers in; contoso on password1 of password1/1: 2 actions; fabrikam on password1 of password1/1: 2 actions",
  "update succeeded r2; Let customers in; contoso on password2 of password1/1+password2/2: 2 actions; fabrikam on password1 of password1/1: 2 actions",
];

/** Gained and lost, suspended and back, rotated, revoked, refused by Azure, offboarded, removed and returned. */
const LIFE = [
  "update succeeded r1; Let two customers in; contoso on password1 of password1/1: 2 actions; fabrikam on password1 of password1/1: 2 actions",
  "update succeeded r2; Let Northwind in; contoso on password1 of password1/1: 2 actions; fabrikam on password1 of password1/1: 2 actions; northwind on password1 of password1/1: 2 actions",
  "update succeeded r2; Let customers in; contoso on password1 of password1/1: 2 actions; fabrikam on password1 of password1/1: 2 actions; northwind on password1 of password1/1: 2 actions",
  "update failed r3; Let customers in; contoso on password1 of password1/1: 2 actions; fabrikam off password1 of password1/1: 2 actions; northwind on password1 of password1/1: 2 actions",
  "update succeeded r3; Let customers in; contoso on password1 of password1/1: 3 actions; fabrikam off password1 of password1/1: 2 actions; northwind on password1 of password1/1: 2 actions",
  "update succeeded r4; Let customers in; contoso on password2 of password1/1+password2/2: 3 actions; fabrikam on password1 of password1/1: 2 actions; northwind on password1 of password1/1: 2 actions",
  "update succeeded r5; Let customers in; contoso on password2 of password2/2: 1 actions; fabrikam on password1 of password1/1: 2 actions; northwind off password1 of password1/1: 2 actions",
  "update succeeded r6; Let customers in; contoso on password2 of password2/2: 1 actions; fabrikam on password1 of password1/1: 2 actions",
  "update succeeded r7; Let Northwind in again; contoso on password2 of password2/2: 1 actions; fabrikam on password1 of password1/1: 2 actions; northwind on password1 of password1/1: 2 actions",
];

const HISTORIES: Readonly<Record<string, readonly string[]>> = {
  plain: FIRST,
  gzip: FIRST,
  zstd: LIFE,
  sealed: LIFE,
};

/** Do all hashes fit, and are there any? */
function seals({ entries }: History): unknown {
  const records = entries.map(({ snapshot }) => snapshot?.guard?.isSealTrue);
  const events = entries.flatMap(
    ({ snapshot }) => snapshot?.customers.map((each) => each.isEventSealTrue) ?? [],
  );
  return { records: [...new Set(records)], events: [...new Set(events)] };
}

describe("the committed histories", () => {
  it("are all named here", () => {
    const folders = readdirSync(FIXTURES, { withFileTypes: true }).filter((each) =>
      each.isDirectory(),
    );
    // The quarter is that of docs/auditing.md, whose test asks all about it.
    const known = [...Object.keys(HISTORIES), "quarter"].sort();
    expect(folders.map(({ name }) => name).sort()).to.deep.equal(known);
  });

  for (const [name, expected] of Object.entries(HISTORIES)) {
    it(`hold every update: ${name}`, async () => {
      const history = await readHistory(join(FIXTURES, name));
      expect(told(history)).to.deep.equal(expected);
      expect({ stack: history.stack, gaps: history.gaps }).to.deep.equal({
        stack: "customer-access/dev",
        gaps: [],
      });
      const isTrue = name === "sealed" ? [true] : [undefined];
      expect(seals(history)).to.deep.equal({ records: isTrue, events: isTrue });
      expect(history.present).to.deep.equal(history.entries.at(-1)?.snapshot);
    });
  }
});
