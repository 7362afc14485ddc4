// What must become of a login with a password that was handed out, by what was announced for it.
import { expect } from "chai";
import {
  type Expected,
  expectedOn,
  type HandedOut,
  markFor,
} from "../../../cli/story/rotation/handedOut";
import { loadCustomers } from "../../../customers/load";

const RAISED = "credential: { generation: 2 }";
const REVOKED = "credential: { generation: 2, revokeBefore: 2 }";
const LAST_DAY = "accessUntil: 2027-01-20";

describe("a password that was handed out", () => {
  const password: HandedOut = {
    customerId: "contoso",
    slot: "password1",
    generation: 1,
    issuedOn: "2027-01-01",
    announcedEnd: "2027-01-31",
    value: "",
    marks: [],
  };
  const { announcedEnd: _, ...endless } = password;

  const cases: [what: string, date: string, given: HandedOut, entry: string, is: Expected][] = [
    ["works on its last day", "2027-01-30", password, "", "works"],
    ["ends at the beginning of its end", "2027-01-31", password, "", "ended"],
    ["works on without an end", "2037-01-01", endless, "", "works"],
    ["ends when its generation is revoked", "2027-01-02", password, REVOKED, "ended"],
    ["works on when a newer generation is asked for", "2027-01-02", password, RAISED, "works"],
    ["works when its generation is not revoked", "2027-01-02", newer(password), REVOKED, "works"],
    ["is suspended with its customer", "2027-01-02", password, "state: suspended", "suspended"],
    ["ends while its customer is suspended", "2027-01-31", password, "state: suspended", "ended"],
    ["ends with its customer's leaving", "2027-01-02", password, "state: offboarded", "ended"],
    ["works on the last day of access", "2027-01-20", endless, LAST_DAY, "works"],
    ["ends with the last day of access", "2027-01-21", endless, LAST_DAY, "ended"],
  ];
  for (const [what, date, given, settings, expected] of cases) {
    it(what, () => {
      const yaml = `customers: { contoso: { repositories: [app/api], ${settings} } }`;
      const result = loadCustomers(Buffer.from(yaml), { file: "customers.yaml" });
      if (!result.ok) throw new Error(JSON.stringify(result.problems));
      const [entry] = result.file.customers;
      expect(entry && expectedOn(date, given, entry)).to.equal(expected);
    });
  }

  it("is drawn by what was expected and what was seen", () => {
    const drawn = (["works", "suspended", "ended"] as const).map((expected) =>
      [true, false].flatMap((accepted) =>
        [true, false].map((isHeld) => markFor(expected, { accepted, isHeld })),
      ),
    );
    expect(drawn).to.deep.equal([
      ["used", "works", "wrong", "wrong"],
      ["wrong", "wrong", "suspended", "suspended"],
      ["wrong", "wrong", "ended", "ended"],
    ]);
  });
});

function newer(password: HandedOut): HandedOut {
  return { ...password, generation: 2 };
}
