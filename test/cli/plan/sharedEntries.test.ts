// An earlier version of the file read with the help of the later one: never anything else than what it says itself.

import { expect } from "chai";
import fc from "fast-check";
import { loadEarlier } from "../../../cli/plan/sharedEntries";
import { loadCustomers } from "../../../customers/load";
import type { CustomersFile } from "../../../customers/schema/schema";
import { runs } from "../../helpers/longRun";
import { randomFile } from "../editing/randomFile";

const FILE = `# Who may pull what.
defaults: { credential: { lifetimeDays: 60 } }
customers:
  # The first.
  contoso:
    repositories: [app/api, base/*]

  fabrikam: { repositories: [app/web] } # braces
  northwind:
    displayName: "two
      lines: here"
    repositories: [app/api]
acknowledge: [{ customers: [contoso], reason: why, until: 2026-12-01 }]
`;

describe("an earlier version of the file", () => {
  function load(text: string): CustomersFile {
    const result = loadCustomers(Buffer.from(text), { file: "customers.yaml" });
    if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join("\n"));
    return result.file;
  }

  const earlier = (before: string, after: string) => loadEarlier(before, after, load(after));

  const changes: [what: string, after: string][] = [
    ["nothing", FILE],
    ["a repository", FILE.replace("app/web", "app/other")],
    ["a new customer", FILE.replace("  fabrikam", "  extra: { repositories: [a] }\n  fabrikam")],
    ["a removed customer", FILE.replace(/ {2}fabrikam.*\n/, "")],
    ["the second line of a text", FILE.replace("lines: here", "lines: there")],
    ["a comment", FILE.replace("# The first.", "# The very first.")],
    ["the order", FILE.replace(/( {2}fabrikam.*\n)([\s\S]*)(?=acknowledge)/, "$2$1")],
  ];
  for (const [what, after] of changes) {
    it(`is read as it is where ${what} changed`, () => {
      expect(earlier(FILE, after)).to.deep.equal(load(FILE));
    });
  }

  it("takes what stands in both from the later one", () => {
    const after = FILE.replace("app/web", "app/other");
    const later = load(after);
    const [contoso] = later.customers;
    expect(loadEarlier(FILE, after, later)?.customers[0]).to.equal(contoso);
  });

  const wholes: [what: string, before: string, after: string][] = [
    ["the defaults differ", FILE, FILE.replace("60", "90")],
    ["the end differs", FILE, FILE.replace("why", "because")],
    [
      "an entry means something by another",
      FILE.replace("[app/web]", "&web [app/web]").replace(
        'lines: here"\n    repositories: [app/api]',
        'x"\n    repositories: *web',
      ),
      FILE.replace("app/web", "app/other"),
    ],
    ["all stands in braces", "customers: { contoso: { repositories: [a] } }\n", FILE],
    ["it has a problem", FILE.replace("app/web", "App/Web"), FILE],
  ];
  for (const [what, before, after] of wholes) {
    it(`is read as a whole where ${what}`, () => {
      expect(earlier(before, after)).to.equal(undefined);
    });
  }

  it("says what it says itself, whatever the two files are", () => {
    let shared = 0;
    fc.assert(
      fc.property(randomFile, randomFile, fc.boolean(), (one, other, isMixed) => {
        const plain = (text: string) => text.replaceAll("&ANCHOR ", "");
        const before = plain(isMixed ? mixed(one, other) : one);
        const expected = loadCustomers(Buffer.from(before), { file: "customers.yaml" });
        const edited = before.replace("app/api", "app/edited").replace("gone", "left");
        for (const after of [one, other, edited].map(plain)) {
          if (!loadCustomers(Buffer.from(after), { file: "" }).ok) continue;
          const read = earlier(before, after);
          if (read === undefined) continue;
          shared += 1;
          expect(expected).to.deep.include({ ok: true, file: read, warnings: [] });
        }
      }),
      { numRuns: runs(40, 400), seed: 20_261_121 },
    );
    expect(shared).to.be.above(10);
  });
});

/** The first half of the lines of one file, and the second half of another's. */
function mixed(one: string, other: string): string {
  const [first, second] = [one.split("\n"), other.split("\n")];
  return [...first.slice(0, first.length >> 1), ...second.slice(second.length >> 1)].join("\n");
}
