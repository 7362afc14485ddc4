// What add and format promise of every right file, tried on files made at random.
import { expect } from "chai";
import fc from "fast-check";
import { compareIds } from "../../../cli/editing/fileOrder";
import { formatText, orderProblems } from "../../../cli/editing/formatText";
import { insertCustomer } from "../../../cli/editing/insertCustomer";
import { loadCustomers } from "../../../customers/load";
import type { CustomersFile } from "../../../customers/schema/schema";
import { runs } from "../../helpers/longRun";
import { randomFile } from "./randomFile";

const RUNS = { numRuns: runs(40, 800) };

describe("the files made at random", () => {
  it("are right, and most of them out of order", () => {
    const files = fc.sample(randomFile, 200);
    for (const text of files) loaded(text);
    expect(files.filter((text) => formatText(text) !== text).length).to.be.above(100);
    expect(files.filter((text) => /\*name\d/.test(text)).length).to.be.above(10);
  });
});

describe("formatText, whatever the right file is", () => {
  it("changes nothing the second time, and finds nothing out of order then", () => {
    fc.assert(
      fc.property(randomFile, (text) => {
        const formatted = formatText(text);
        expect(formatText(formatted)).to.equal(formatted);
        expect(orderProblems(formatted, { file: "f" })).to.deep.equal([]);
        expect(orderProblems(text, { file: "f" }).length === 0).to.equal(formatted === text);
      }),
      RUNS,
    );
  });

  it("says of everybody what was said before", () => {
    fc.assert(
      fc.property(randomFile, (text) => {
        expect(byId(loaded(formatText(text)))).to.deep.equal(byId(loaded(text)));
      }),
      RUNS,
    );
  });

  it("orders the customers by id where no alias forbids it", () => {
    fc.assert(
      fc.property(randomFile, (text) => {
        fc.pre(!/\*name\d/.test(text));
        const ids = loaded(formatText(text)).customers.map(({ id }) => id);
        expect(ids).to.deep.equal([...ids].sort(compareIds));
      }),
      RUNS,
    );
  });

  it("keeps every line outside of braces, blank lines where they were, and the line end at the end", () => {
    fc.assert(
      fc.property(randomFile, (text) => {
        const formatted = formatText(text);
        const sorted = (some: string) => some.split(/\r?\n/).map(inOrder).sort();
        expect(sorted(formatted)).to.deep.equal(sorted(text));
        expect(formatted.endsWith("\n")).to.equal(text.endsWith("\n"));
        expect(formatted.includes("\r")).to.equal(text.includes("\r"));
      }),
      RUNS,
    );
  });

  it("moves comments with the key that they stand above, and keeps the title of all on top", () => {
    fc.assert(
      fc.property(randomFile, (text) => {
        const formatted = formatText(text);
        expect(strayComments(formatted)).to.deep.equal([]);
        if (text.includes("# title of all")) {
          expect(formatted).to.match(/^customers: # all\r?\n *# title of all\r?\n\r?\n/m);
        }
      }),
      RUNS,
    );
  });
});

describe("insertCustomer, whatever the right file is", () => {
  it("adds the customer, and leaves all other characters as they are", () => {
    fc.assert(
      fc.property(randomFile, fc.constantFrom("aa", "m", "zz"), (text, id) => {
        const result = insertCustomer(text, { id: `${id}-new`, entry: { repositories: ["r"] } });
        if ("refusal" in result) throw new Error(result.refusal);
        const grown = result.text.length - text.length;
        const start = commonStart(text, result.text);
        expect(result.text.slice(0, start) + result.text.slice(start + grown)).to.equal(text);
        const { customers, ...rest } = byId(loaded(result.text));
        const before = byId(loaded(text));
        expect(customers.filter((each) => each.id !== `${id}-new`)).to.deep.equal(before.customers);
        expect(customers).to.have.lengthOf(before.customers.length + 1);
        expect(rest).to.deep.equal({ acknowledge: before.acknowledge });
        // Every line of the file ends as its others do.
        expect(/[^\r]\n/.test(result.text) && result.text.includes("\r")).to.equal(false);
        expect(result.text.endsWith("\n")).to.equal(text.endsWith("\n"));
      }),
      RUNS,
    );
  });
});

function loaded(text: string): CustomersFile {
  const result = loadCustomers(Buffer.from(text), { file: "f" });
  if (!result.ok) throw new Error(`${JSON.stringify(result.problems)}\n${text}`);
  return result.file;
}

function byId({ customers, acknowledge }: CustomersFile) {
  return { customers: [...customers].sort((a, b) => compareIds(a.id, b.id)), acknowledge };
}

/** In braces the entries change places within their line. */
function inOrder(line: string): string {
  return line.includes("{") ? [...line].sort().join("") : line;
}

/** Comments `# above contoso.state` that do not stand above that key. */
function strayComments(text: string): string[] {
  const lines = text.split(/\r?\n/);
  let customer = "";
  const below = lines.slice(lines.indexOf("customers: # all") + 1);
  const indent = below.find((line) => /^ *[^ #]/.test(line))?.search(/\S/);
  return lines.flatMap((line, index) => {
    const [, path = ""] = /^ *# above (\S+)/.exec(line) ?? [];
    if (line.search(/\S/) === indent && !line.trim().startsWith("#")) {
      customer = line.trim().split(":")[0]?.replaceAll('"', "") ?? "";
    }
    if (path === "") return [];
    const next = lines.slice(index + 1).find((each) => !/^ *(#.*)?$/.test(each));
    const key = next?.trim().split(":")[0]?.replaceAll('"', "");
    const [id, field] = path.split(".");
    const fits = field === undefined ? key === id : key === field && customer === id;
    return fits ? [] : [line];
  });
}

function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
