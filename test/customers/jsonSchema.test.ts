// The JSON schema that editors read.
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { jsonSchemaText } from "../../customers/schema/jsonSchema";
import { EXAMPLE_FILE } from "../helpers/exampleFile";

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

const SCHEMA = JSON.parse(jsonSchemaText()) as JsonSchema;

describe("customers.schema.json", () => {
  it("is up to date; if not, run: npm run schema", () => {
    expect(readFileSync("customers.schema.json", "utf8")).to.equal(jsonSchemaText());
  });

  it("is named in the first line of an example", () => {
    const [first] = readFileSync(EXAMPLE_FILE, "utf8").split("\n");
    expect(first).to.equal("# yaml-language-server: $schema=./customers.schema.json");
  });

  it("explains every field", () => {
    const silent = everything(SCHEMA).filter(({ schema }) => !schema.description);
    expect(silent.map(({ path }) => path)).to.deep.equal([]);
  });

  it("refuses unknown keys wherever keys are fixed", () => {
    const open = everything(SCHEMA).filter(
      ({ schema }) => schema.properties && schema.additionalProperties !== false,
    );
    expect(open.map(({ path }) => path)).to.deep.equal([]);
  });

  it("has these fields", () => {
    expect(everything(SCHEMA).map(({ path }) => path)).to.deep.equal([
      "",
      ".defaults",
      ".defaults.actions",
      ".defaults.credential",
      ...credentialFields(".defaults.credential"),
      ".acknowledge",
      ".acknowledge[]",
      ".acknowledge[].customers",
      ".acknowledge[].customers[]",
      ".acknowledge[].reason",
      ".acknowledge[].until",
      ".customers",
      ".customers.*",
      ".customers.*.displayName",
      ".customers.*.contact",
      ".customers.*.repositories",
      ".customers.*.repositories[]",
      ".customers.*.allowAllRepositories",
      ".customers.*.actions",
      ".customers.*.state",
      ".customers.*.accessUntil",
      ".customers.*.tokenName",
      ".customers.*.adopt",
      ".customers.*.readers",
      ".customers.*.readers[]",
      ".customers.*.credential",
      ...credentialFields(".customers.*.credential"),
      ".customers.*.sync",
      ".customers.*.sync.repositories",
      ".customers.*.sync.repositories[]",
      ".customers.*.sync.webhookScope",
      ".customers.*.sync.header",
      ".customers.*.sync.header.generation",
      ".customers.*.sync.header.inUse",
    ]);
  });
});

function credentialFields(path: string): string[] {
  return ["lifetimeDays", "rotateBeforeDays", "rotation", "generation", "revokeBefore"].map(
    (field) => `${path}.${field}`,
  );
}

/** A choice of words is explained by the list in which it stands. */
function isChoice(schema: object): boolean {
  return "enum" in schema;
}

function everything(schema: JsonSchema, path = ""): { path: string; schema: JsonSchema }[] {
  const { additionalProperties, items, properties = {} } = schema;
  const entries = typeof additionalProperties === "object" ? { "*": additionalProperties } : {};
  const inner = Object.entries({ ...properties, ...entries });
  return [
    { path, schema },
    ...(items === undefined || isChoice(items) ? [] : everything(items, `${path}[]`)),
    ...inner.flatMap(([key, field]) => everything(field, `${path}.${key}`)),
  ];
}
