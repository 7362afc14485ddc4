// The customers' passwords as people see them: the whole table and every sentence below it.

import { expect } from "chai";
import picocolors from "picocolors";
import { credentialTable, needLines } from "../../../cli/credentials/credentialTable";
import type {
  DeployedCredentials,
  DeployedCustomer,
} from "../../../cli/credentials/deployedCustomers";
import { reportOf } from "../../../cli/credentials/reportOf";
import { DUE_IN_DECEMBER, deployed, slot, TODAY } from "./customers";

const PLAIN = picocolors.createColors(false);

const ALONE = [slot("password2", "2026-12-08", { expiresOn: "2027-03-08", generation: 2 })];

/** One customer for each way in which a cell is filled. */
const REPORTS = [
  named("adatum", { accessUntil: "2027-06-30" }),
  named("byhand", {}, {
    rotation: "manual",
    slots: [slot("password1", "2026-05-01"), slot("password2", "2026-12-24")],
    expiresAt: undefined,
  } as never),
  named(
    "ended",
    { accessUntil: "2026-12-20" },
    { enabled: false, slots: [slot("password2", "2026-12-08", { expiresOn: "2026-12-21" })] },
  ),
  named("late", {}, { slots: ALONE, ...DUE_IN_DECEMBER }),
  named("suspended", { state: "suspended" }, { enabled: false }),
  named(
    "unlucky",
    {},
    { slots: ALONE, drift: { password1: "password1 was removed outside Pulumi" } },
  ),
  { id: "unmade", revokedBefore: 1, pending: ["unmade-token"] },
  named(
    "zodiac",
    {},
    {
      slots: [slot("password1", "2026-09-09", { endsOn: "2026-12-26" }), ...ALONE],
    },
  ),
].map((customer) => reportOf(customer, TODAY));

function named(
  id: string,
  change: Partial<DeployedCustomer> = {},
  ofCredentials: Partial<DeployedCredentials> = {},
): DeployedCustomer {
  const names = { id, secretName: `${id}-registry-x7k2pd4q` };
  return deployed({ ...names, ...change }, { username: `${id}-pull`, ...ofCredentials });
}

describe("the table of passwords", () => {
  it("shows every customer in lines of at most 100 columns", () => {
    const table = credentialTable(REPORTS, TODAY, { colors: PLAIN });
    expect(`\n${table}\n`).to.equal(`
┌─────────────────────────────┬──────────────┬─────────────────────────┬─────────────────────────┐
│ customer                    │ state        │ current password        │ previous password       │
├─────────────────────────────┼──────────────┼─────────────────────────┼─────────────────────────┤
│ adatum                      │ active       │ password2 of 2026-12-08 │ password1 of 2026-09-09 │
│ adatum-pull                 │ access until │ until 2027-03-08        │ until 2027-01-06        │
│ adatum-registry-x7k2pd4q    │ 2027-06-30   │ generation 1            │ in 12 days              │
│                             │ rotates on   │                         │                         │
│                             │ 2027-02-04   │                         │                         │
├─────────────────────────────┼──────────────┼─────────────────────────┼─────────────────────────┤
│ byhand                      │ active       │ password2 of 2026-12-24 │ password1 of 2026-05-01 │
│ byhand-pull                 │ by hand      │ no end, 1 day old       │ no end, 238 days old    │
│ byhand-registry-x7k2pd4q    │              │ generation 1            │                         │
├─────────────────────────────┼──────────────┼─────────────────────────┼─────────────────────────┤
│ ended                       │ ended        │ password2 of 2026-12-08 │ -                       │
│ ended-pull                  │ access until │ ended 2026-12-21        │                         │
│ ended-registry-x7k2pd4q     │ 2026-12-20   │ generation 1            │                         │
├─────────────────────────────┼──────────────┼─────────────────────────┼─────────────────────────┤
│ late                        │ active       │ password2 of 2026-12-08 │ -                       │
│ late-pull                   │ due since    │ until 2027-03-08        │                         │
│ late-registry-x7k2pd4q      │ 2026-12-20   │ generation 2            │                         │
├─────────────────────────────┼──────────────┼─────────────────────────┼─────────────────────────┤
│ suspended                   │ suspended    │ password2 of 2026-12-08 │ password1 of 2026-09-09 │
│ suspended-pull              │              │ until 2027-03-08        │ until 2027-01-06        │
│ suspended-registry-x7k2pd4q │              │ generation 1            │                         │
├─────────────────────────────┼──────────────┼─────────────────────────┼─────────────────────────┤
│ unlucky                     │ active       │ password2 of 2026-12-08 │ -                       │
│ unlucky-pull                │ rotates on   │ until 2027-03-08        │                         │
│ unlucky-registry-x7k2pd4q   │ 2027-02-04   │ generation 2            │                         │
├─────────────────────────────┼──────────────┼─────────────────────────┼─────────────────────────┤
│ unmade                      │ unfinished   │ -                       │ -                       │
│ -                           │              │                         │                         │
│ -                           │              │                         │                         │
├─────────────────────────────┼──────────────┼─────────────────────────┼─────────────────────────┤
│ zodiac                      │ active       │ password2 of 2026-12-08 │ password1 of 2026-09-09 │
│ zodiac-pull                 │ rotates on   │ until 2027-03-08        │ until 2026-12-26        │
│ zodiac-registry-x7k2pd4q    │ 2027-02-04   │ generation 2            │ in 1 day                │
└─────────────────────────────┴──────────────┴─────────────────────────┴─────────────────────────┘
`);
    for (const line of table.split("\n")) expect(line.length).to.be.at.most(100);
  });

  it("is followed by what is wrong and who has to fetch a new password, the most urgent first", () => {
    expect(needLines(REPORTS, TODAY, PLAIN)).to.deep.equal([
      "Something is wrong:",
      "  late: the next password is due since 2026-12-20 (5 days): run `pulumi up`, and look at the nightly run",
      "  unmade: a killed run left unmade-token half done: `npm run recover` shows what to do",
      "Locked out already, if the customer has not fetched the new password:",
      "  unlucky: password1 was removed outside Pulumi",
      "New passwords are waiting. Customers who do not fetch theirs are locked out:",
      "  on 2026-12-26, in 1 day: zodiac, waiting since 2026-12-08",
      "  on 2027-01-06, in 12 days: adatum, waiting since 2026-12-08",
      "  no end announced: byhand, waiting since 2026-12-24",
    ]);
  });

  it("is followed by nothing when nobody needs anything", () => {
    const quiet = reportOf(deployed({}, { slots: ALONE }), TODAY);
    expect(needLines([quiet], TODAY, PLAIN)).to.deep.equal([]);
  });

  it("is a line for each customer on a terminal that is narrower", () => {
    const lines = credentialTable(REPORTS, TODAY, { colors: PLAIN, columns: 80 });
    expect(lines.split("\n")).to.deep.equal([
      "adatum: active, access until 2027-06-30, rotates on 2027-02-04, password2 until 2027-03-08, password1 until 2027-01-06",
      "byhand: active, by hand, password2 no end, 1 day old, password1 no end, 238 days old",
      "ended: ended, access until 2026-12-20, password2 ended 2026-12-21",
      "late: active, due since 2026-12-20, password2 until 2027-03-08",
      "suspended: suspended, password2 until 2027-03-08, password1 until 2027-01-06",
      "unlucky: active, rotates on 2027-02-04, password2 until 2027-03-08",
      "unmade: unfinished, no password",
      "zodiac: active, rotates on 2027-02-04, password2 until 2027-03-08, password1 until 2026-12-26",
    ]);
    expect(credentialTable(REPORTS, TODAY, { colors: PLAIN, columns: 100 })).to.equal(
      credentialTable(REPORTS, TODAY, { colors: PLAIN }),
    );
  });

  it("is coloured on a terminal, without a change to its text", () => {
    const colors = picocolors.createColors(true);
    const colored = credentialTable(REPORTS, TODAY, { colors });
    expect(colored).to.include(colors.red("due since"));
    expect(colored).to.include(colors.yellow("suspended"));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
    const plain = colored.replaceAll(/\u001b\[\d+m/g, "");
    expect(plain).to.equal(credentialTable(REPORTS, TODAY, { colors: PLAIN }));
  });
});
