// Every last day that the file may give is followed by a later one, so that access never ends before it.
import { expect } from "chai";
import fc from "fast-check";
import { credentialSettings } from "../../components/credentialSettings";
import { loadCustomers } from "../../customers/load";
import { formatProblem } from "../../customers/problem";
import { expiryDay } from "../../passwords/validity";

/** Any date that can be written with four digits for the year, those at either end more often than by chance. */
const anyDate = fc
  .oneof(
    fc.date({ min: new Date("2000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
    fc
      .constantFrom("2000-01-01", "9998-12-31", "9999-12-30", "9999-12-31")
      .map((day) => new Date(day)),
  )
  .map((date) => date.toISOString().slice(0, 10));

describe("accessUntil", () => {
  it("is accepted only where the day after it is later, also as text", () => {
    fc.assert(
      fc.property(anyDate, (day) => {
        const result = loaded(day);
        expect(result.ok).to.equal(day !== "9999-12-31");
        if (!result.ok) return;
        const [customer] = result.file.customers;
        if (customer === undefined) throw new Error("no customer was read");
        const { enabled, notAfter = "" } = credentialSettings(customer, day);
        expect({ enabled, isLater: notAfter > day }).to.deep.equal({
          enabled: true,
          isLater: true,
        });
        const issued = expiryDay({ ...WANTED, notAfter }, day);
        expect(issued).to.equal(notAfter);
      }),
    );
  });

  it("is refused where no day follows it, with what to do instead", () => {
    const result = loaded("9999-12-31");
    expect(result.ok ? [] : result.problems.map(formatProblem)).to.deep.equal([
      'f:2:52  contoso.accessUntil: "9999-12-31" has no day after it, with which it could end; remove accessUntil where access has no end, or give an earlier day  [access-until-is-a-date]',
    ]);
  });
});

const WANTED = {
  tokenId: "/subscriptions/1/registries/r/tokens/contoso-pull",
  enabled: true,
  lifetimeDays: 90,
  rotateBeforeDays: 30,
  rotation: "automatic",
  generation: 1,
  revokeBefore: 1,
} as const;

function loaded(day: string) {
  const yaml = `customers:\n  contoso: { repositories: [app/api], accessUntil: ${day} }\n`;
  return loadCustomers(Buffer.from(yaml), { file: "f" });
}
