// Who is locked out on a later day without a run, and who must have fetched a new password by then.

import { expect } from "chai";
import picocolors from "picocolors";
import type { DeployedCustomer } from "../../../cli/credentials/deployedCustomers";
import { type OnDay, onDay } from "../../../cli/credentials/onDay";
import { onDayLines } from "../../../cli/credentials/onDayLines";
import { credentials, deployed, slot, TODAY } from "./customers";

const ONE = [slot("password2", "2026-12-08", { expiresOn: "2027-03-08" })];
const NO_END = [slot("password2", "2026-12-08")];
const OLD = {
  id: "contoso",
  slot: "password1",
  before: "2027-01-06",
  waitingSince: "2026-12-08",
  issuedOn: null,
};
const CURRENT = {
  id: "contoso",
  slot: "password2",
  before: "2027-03-08",
  waitingSince: null,
  issuedOn: "2027-02-04",
};
const LOCKED_OUT = {
  id: "contoso",
  slot: "password2",
  since: "2027-03-08",
  nextOn: "2027-02-04",
};

interface Case {
  name: string;
  customer: DeployedCustomer;
  day: string;
  /** @default - nobody */
  lockedOut?: OnDay["lockedOut"];
  /** @default - nobody */
  mustFetch?: OnDay["mustFetch"];
}

const CASES: readonly Case[] = [
  { name: "both passwords work", customer: deployed(), day: "2027-01-05" },
  { name: "the one before ends", customer: deployed(), day: "2027-01-06", mustFetch: [OLD] },
  {
    name: "the newest works for the last day",
    customer: deployed(),
    day: "2027-03-07",
    mustFetch: [OLD],
  },
  {
    name: "the newest ends",
    customer: deployed(),
    day: "2027-03-08",
    lockedOut: [LOCKED_OUT],
    mustFetch: [OLD, CURRENT],
  },
  {
    name: "the one before had no end but the announced one, which no run carries out",
    customer: deployed(
      {},
      { slots: [slot("password1", "2026-09-09", { endsOn: "2027-01-20" }), ...ONE] },
    ),
    day: "2027-01-20",
    mustFetch: [{ ...OLD, before: "2027-01-20" }],
  },
  {
    name: "a password that is served by hand has no end",
    customer: deployed({}, { rotation: "manual", slots: NO_END }),
    day: "2036-12-25",
  },
  {
    name: "no password was published",
    customer: deployed({}, { hasPassword: false, slots: [], currentSlot: undefined } as never),
    day: TODAY,
    lockedOut: [{ id: "contoso", slot: null, since: null, nextOn: TODAY }],
  },
  {
    name: "the token is disabled outside Pulumi",
    customer: deployed({}, { enabled: false, slots: NO_END }),
    day: TODAY,
    lockedOut: [{ id: "contoso", slot: "password2", since: null, nextOn: null }],
  },
  {
    name: "the access ends before: nothing follows, and whoever has the one before changes in time",
    customer: deployed(
      { accessUntil: "2027-02-28" },
      {
        notAfter: "2027-03-01",
        slots: [
          slot("password1", "2026-09-09", { expiresOn: "2027-01-06" }),
          slot("password2", "2026-12-08", { expiresOn: "2027-03-01" }),
        ],
      },
    ),
    day: "2027-03-08",
    mustFetch: [OLD],
  },
  {
    name: "the password before works until the access ends, and nobody needs another",
    customer: deployed(
      { accessUntil: "2027-02-28" },
      {
        notAfter: "2027-03-01",
        slots: [
          slot("password1", "2026-09-09", { expiresOn: "2027-03-01" }),
          slot("password2", "2026-12-08", { expiresOn: "2027-03-01" }),
        ],
      },
    ),
    day: "2027-03-08",
  },
  {
    name: "the customer is suspended",
    customer: deployed({ state: "suspended" }, { enabled: false }),
    day: "2027-03-08",
  },
  {
    name: "the customer is offboarded",
    customer: deployed({ state: "offboarded" }, { enabled: false }),
    day: "2027-03-08",
  },
];

describe("on a later day", () => {
  for (const { name, customer, day, lockedOut = [], mustFetch = [] } of CASES) {
    it(`where ${name}`, () => {
      expect(onDay([customer], TODAY, day)).to.deep.equal({ lockedOut, mustFetch });
    });
  }

  it("says who it is by the day, and then by name", () => {
    const customers = [
      deployed({ id: "zava" }),
      deployed({ id: "adatum" }),
      deployed(
        { id: "fabrikam" },
        { slots: [slot("password2", "2026-12-08", { expiresOn: "2027-01-31" })] },
      ),
      deployed({ id: "litware", credentials: credentials({ enabled: false, slots: NO_END }) }),
      deployed({ id: "northwind" }, {
        hasPassword: false,
        slots: [],
        currentSlot: undefined,
      } as never),
    ];
    const found = onDay(customers, TODAY, "2027-03-08");
    expect(
      onDayLines(found, {
        today: TODAY,
        day: "2027-03-08",
        colors: picocolors.createColors(false),
      }),
    ).to.deep.equal([
      "If no run happens until then, these are locked out on 2027-03-08:",
      "  litware: the token is disabled; no run issues another",
      "  northwind: no password was published; run `pulumi up`",
      "  fabrikam: password2 ends on 2027-01-31; the next one is due on 2026-12-30",
      "  adatum: password2 ends on 2027-03-08; the next one is due on 2027-02-04",
      "  zava: password2 ends on 2027-03-08; the next one is due on 2027-02-04",
      "These must have fetched a new password by then:",
      "  before 2027-01-06, in 12 days: adatum, the new one waits since 2026-12-08",
      "  before 2027-01-06, in 12 days: zava, the new one waits since 2026-12-08",
      "  before 2027-01-31, in 37 days: fabrikam, the next one comes on 2026-12-30",
      "  before 2027-03-08, in 73 days: adatum, the next one comes on 2027-02-04",
      "  before 2027-03-08, in 73 days: zava, the next one comes on 2027-02-04",
    ]);
  });
});
