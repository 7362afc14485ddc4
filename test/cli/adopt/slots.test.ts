// The slots of a token around the moment at which a password ends.
import { expect } from "chai";
import { slotsOf, slotTrouble } from "../../../cli/adopt/slots";
import { password, token } from "./foundTokens";

const END = "2026-04-01T08:18:30.000Z";
const BOTH = token("both", { passwords: [password("password1", END), password("password2")] });

describe("a slot whose password ends in the middle of a day", () => {
  const moments: [now: string, is: string, isRefused: boolean][] = [
    ["2026-04-01T08:18:29.000Z", "taken", true],
    ["2026-04-01T08:18:30.000Z", "ended", false],
  ];
  for (const [now, is, isRefused] of moments) {
    it(`is ${is} at ${now.slice(11, 19)}, and never shown with a later end`, () => {
      const at = { today: "2026-04-01", now };
      const [first] = slotsOf(BOTH, at);
      expect([first?.is, first?.endsOn]).to.deep.equal([is, "2026-04-01"]);
      expect(slotTrouble(BOTH, at)).to.have.length(isRefused ? 1 : 0);
    });
  }
});
