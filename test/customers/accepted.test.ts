// What looks like a problem of the file and is none.
import { expect } from "chai";
import { loadCustomers } from "../../customers/load";
import { contoso } from "./cases/case";

describe("loadCustomers", () => {
  for (const [what, line, name] of [
    ["after a comment's hash a space", "displayName: Contoso # their name", "Contoso"],
    ["nothing after several hashes but a space", "displayName: Contoso ## their name", "Contoso"],
    ["a hash within a word", "displayName: Contoso#1", "Contoso#1"],
    ["a hash in quotes", 'displayName: "Contoso #1" #their name', "Contoso #1"],
    ["a line that was taken out", "displayName: Contoso\n    #contact: ops\n    ###", "Contoso"],
    [
      "an item that was taken out",
      "displayName: Contoso\n    readers: [\n      #nobody\n    ]",
      "Contoso",
    ],
    [
      "joiners of an emoji",
      "displayName: A \u{1f469}\u200d\u{1f4bb} \u2764\ufe0f",
      "A \u{1f469}\u200d\u{1f4bb} \u2764\ufe0f",
    ],
    [
      "joiners that were escaped",
      'displayName: "\u0915\u094d\\u200d\u0937"',
      "\u0915\u094d\u200d\u0937",
    ],
  ] as const) {
    it(`takes ${what}`, () => {
      const result = loadCustomers(Buffer.from(contoso(line)), { file: "f" });
      expect(result.ok && result.file.customers[0]?.displayName).to.equal(name);
    });
  }

  for (const [what, lines] of [
    ["a word", ["state: active #TICKET-1"]],
    ["a day", ["accessUntil: 2027-06-30 #TICKET-1"]],
    ["a number, and in braces", ["credential: { lifetimeDays: 30 #TICKET-1", "  }"]],
    ["an item", ["actions:", "  - content/read #TICKET-1"]],
    ["a word, and further in below it", ["state: active", "  #TICKET-1", "contact: ops"]],
  ] as const) {
    it(`takes a comment without a space behind ${what}, where it cuts nothing`, () => {
      const result = loadCustomers(Buffer.from(contoso(...lines)), { file: "f" });
      expect(result.ok).to.equal(true);
    });
  }

  it("goes on taking an acknowledgement as time goes on, and one of an earlier version by no day", () => {
    const yaml = `acknowledge: [{ customers: [contoso], reason: why, until: 2027-01-01 }]\n${contoso()}`;
    const isTaken = (today?: string) =>
      loadCustomers(Buffer.from(yaml), { file: "f", ...(today === undefined ? {} : { today }) }).ok;
    expect(
      ["2026-11-30", "2026-12-01", "2027-01-01", "2027-01-02", "2031-01-01"].map(isTaken),
    ).to.deep.equal([false, true, true, true, true]);
    expect(isTaken()).to.equal(true);
  });
});
