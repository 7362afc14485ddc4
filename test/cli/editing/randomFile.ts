// Customers files made at random: right, but written in every manner, with comments everywhere.
import fc from "fast-check";

/** Values of each field of a customer, as they can be written on one line. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  displayName: ["Contoso Ltd", '"a # b"', "'it''s'", "&ANCHOR Name", "&ANCHOR 'x'"],
  contact: ["ops@contoso.example", '"x: y"'],
  repositories: ["[app/api]", '["app/api", base/* , "a"]', "[ z, a ] # list"],
  actions: ["[content/read]", "[metadata/read, content/read]"],
  state: ["active", '"suspended"', "offboarded # gone"],
  accessUntil: ["2027-06-30", '"2028-02-29"'],
  credential: [
    "{ rotateBeforeDays: 5, lifetimeDays: 20 }",
    "{ generation: 2 }",
    "{revokeBefore: 1,  generation: 3}",
  ],
};

const CREDENTIAL: Readonly<Record<string, string>> = {
  lifetimeDays: "40 # days",
  rotateBeforeDays: "7",
  rotation: "manual",
  generation: "3",
};

/** What stands above a line: blank lines, and comments on it or further in. */
interface Above {
  readonly blanks: number;
  readonly comments: number;
  readonly inner: boolean;
}

const above: fc.Arbitrary<Above> = fc.record({
  blanks: fc.nat(2),
  comments: fc.nat(2),
  inner: fc.boolean(),
});

const entry = fc.record({
  above,
  fields: fc
    .shuffledSubarray(Object.keys(VALUES).filter((field) => field !== "repositories"))
    .chain((others) =>
      fc
        .tuple(fc.constant(others), fc.nat(others.length))
        .map(([all, at]) => [...all.slice(0, at), "repositories", ...all.slice(at)]),
    ),
  choices: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
  aboves: fc.array(above, { minLength: 8, maxLength: 8 }),
  style: fc.constantFrom("block", "lists", "nested", "braces"),
  credential: fc.shuffledSubarray(Object.keys(CREDENTIAL), { minLength: 1 }),
});

const IDS = ["alpha", "beta", "gamma", "delta-1", "null", "z9", "omega", "a-b", "a1", "ab"];

/** A file without problems; each comment is another one, and says of which key it is where it stands above one. */
export const randomFile: fc.Arbitrary<string> = fc
  .record({
    ids: fc.shuffledSubarray(IDS, { minLength: 1 }),
    entries: fc.array(entry, { minLength: IDS.length, maxLength: IDS.length }),
    header: fc.constantFrom("", "# top\n\n", "---\n", "# top\n---\n"),
    defaults: fc.constantFrom(
      "",
      "defaults: { credential: { generation: 2, lifetimeDays: 90 } } # d\n",
      "defaults:\n  # d1\n  credential:\n    # d2\n    rotation: manual\n    lifetimeDays: 90\n  # d3\n  actions: [content/read]\n",
    ),
    hasTitle: fc.boolean(),
    indent: fc.constantFrom(1, 2, 4),
    footer: fc.constantFrom(
      "",
      "\n# end\n",
      "acknowledge:\n- { customers: [alpha, old], reason: 'a: b', until: 2026-12-01 }\n",
    ),
    aliases: fc.boolean(),
    eol: fc.constantFrom("\n", "\r\n"),
    isEnded: fc.boolean(),
  })
  .map(({ ids, entries, header, defaults, hasTitle, indent, footer, aliases, eol, isEnded }) => {
    const writer = new Writer(indent, aliases);
    const title = hasTitle ? `${" ".repeat(indent)}# title of all\n\n` : "";
    const body = ids.map((id, at) => writer.customer(id, entries[at] as Entry, at === 0));
    const text = `${header}${defaults}customers: # all\n${title}${body.join("")}${footer}`;
    return (isEnded ? text : text.trimEnd()).replaceAll("\n", eol);
  });

type Entry = typeof entry extends fc.Arbitrary<infer Value> ? Value : never;

class Writer {
  readonly indent: number;
  readonly aliases: boolean;
  #comments = 0;
  #anchored = "";

  constructor(indent: number, aliases: boolean) {
    this.indent = indent;
    this.aliases = aliases;
  }

  customer(
    id: string,
    { above, fields, choices, aboves, style, credential }: Entry,
    isFirst: boolean,
  ) {
    const key = id === "null" ? '"null"' : id;
    const outer = " ".repeat(this.indent);
    // A blank line below the first comments would make them those of all customers.
    const head = this.#above(
      isFirst ? { ...above, blanks: 0, inner: false } : above,
      this.indent,
      id,
    );
    const value = (field: string, index: number) => {
      const values = VALUES[field] ?? [];
      return this.#anchor(values[(choices[index] ?? 0) % values.length] ?? "", field);
    };
    if (style === "braces") {
      const pairs = fields.map(
        (field, index) => `${field}: ${value(field, index).replace(/ # \w+$/, "")}`,
      );
      return `${head}${outer}${key}: { ${pairs.join(", ")} } # ${id}\n`;
    }
    const inner = " ".repeat(2 * this.indent);
    const deepest = " ".repeat(3 * this.indent);
    const lines = fields.map((field, index) => {
      const first = index === 0 ? { blanks: 0, comments: 1, inner: false } : aboves[index];
      const comments = this.#above(first as Above, 2 * this.indent, `${id}.${field}`);
      if (field === "credential" && style === "nested") {
        const nested = credential.map((name) => `${deepest}${name}: ${CREDENTIAL[name]}\n`);
        return `${comments}${inner}credential:\n${nested.join("")}`;
      }
      if (field === "repositories" && style === "lists") {
        return `${comments}${inner}repositories:\n${inner}- b # ${++this.#comments}\n${inner}# in list ${++this.#comments}\n${inner}- "a"\n`;
      }
      return `${comments}${inner}${field}: ${value(field, index)}\n`;
    });
    return `${head}${outer}${key}:\n${lines.join("")}`;
  }

  /** Some display names are the anchor of those that follow. */
  #anchor(value: string, field: string): string {
    if (field !== "displayName" || !this.aliases) return value.replace(/^&\S+ /, "");
    if (this.#anchored !== "" && !value.startsWith("&")) return `*${this.#anchored}`;
    if (!value.startsWith("&")) return value;
    this.#anchored = `name${++this.#comments}`;
    return value.replace("ANCHOR", this.#anchored);
  }

  #above({ blanks, comments, inner }: Above, indent: number, path: string): string {
    const deeper = inner ? `${" ".repeat(indent + 1)}# further in ${++this.#comments}\n` : "";
    const lines = Array.from(
      { length: comments },
      () => `${" ".repeat(indent)}# above ${path} (${++this.#comments})\n`,
    );
    return deeper + "\n".repeat(blanks) + lines.join("");
  }
}
