// npm run format: what moves, what stays, what it refuses, and what it says.
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { loadCustomers } from "../../../customers/load";
import { EXAMPLE_FILE } from "../../helpers/exampleFile";
import { MIXED, ORDERED } from "./formatCase";
import { EditedFile } from "./run";

describe("npm run format", () => {
  let file: EditedFile | undefined;
  afterEach(() => {
    file?.remove();
    file = undefined;
  });

  it("orders customers and keys, and moves comments with what they belong to", async () => {
    file = new EditedFile(MIXED);
    expect(await file.run("format", [])).to.deep.equal({
      exitCode: 0,
      stdout: `  defaults.credential.lifetimeDays
  defaults.actions
  contoso.displayName
  alpha
  alpha.credential.generation
  alpha.repositories
  beta
  beta.repositories
FILE: 8 entries moved
`,
      stderr: "",
    });
    expect(file.text).to.equal(ORDERED);
    expect(await file.run("format", [])).to.deep.equal({
      exitCode: 0,
      stdout: "FILE: in order\n",
      stderr: "",
    });
    expect(file.text).to.equal(ORDERED);
    expect(file.files).to.deep.equal(["customers.yaml"]);
  });

  it("orders the keys of a sync and of its header", async () => {
    const entry = (sync: string) =>
      `customers:\n  sync:\n    repositories: [a]\n    actions: [content/read, metadata/read]\n    sync: ${sync}\n`;
    file = new EditedFile(
      entry("{ header: { inUse: 1, generation: 2 }, webhookScope: prefix, repositories: [a] }"),
    );
    expect((await file.run("format", [])).exitCode).to.equal(0);
    expect(file.text).to.equal(
      entry("{ repositories: [a], webhookScope: prefix, header: { generation: 2, inUse: 1 } }"),
    );
  });

  it("only tells what is out of order with --check, with exit code 1 and the line of each", async () => {
    file = new EditedFile(MIXED);
    const move = (place: string, path: string, before: string, rule: string) =>
      `FILE:${place}  ${path}: belongs before ${before}; run \`npm run format\`  [${rule}-are-in-order]\n`;
    expect(await file.run("format", ["--check"])).to.deep.equal({
      exitCode: 1,
      stdout: [
        move("3:39", "defaults.credential.lifetimeDays", "rotateBeforeDays", "keys"),
        move("5:3", "defaults.actions", "credential", "keys"),
        move("20:5", "contoso.displayName", "repositories", "keys"),
        move("23:3", "alpha", "contoso", "customers"),
        move("27:7", "alpha.credential.generation", "revokeBefore", "keys"),
        move("28:5", "alpha.repositories", "credential", "keys"),
        move("30:3", "beta", "contoso", "customers"),
        move("30:29", "beta.repositories", "state", "keys"),
        "FILE: 8 entries out of order\n",
      ].join(""),
      stderr: "",
    });
    expect(file.text).to.equal(MIXED);
  });

  it("says that a file is in order with --check", async () => {
    file = new EditedFile(ORDERED);
    const ended = await file.run("format", ["--check"]);
    expect(ended).to.deep.equal({ exitCode: 0, stdout: "FILE: in order\n", stderr: "" });
  });

  it("annotates what is out of order for a build system", async () => {
    file = new EditedFile("customers:\n  bb: { repositories: [a] }\n  aa: { repositories: [a] }\n");
    const env = { GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: file.folder };
    const { stdout } = await file.run("format", ["--check"], { env });
    expect(stdout.split("\n")[0]).to.equal(
      "::error file=customers.yaml,line=3,col=3,title=customers-are-in-order::aa: belongs before bb; run `npm run format`",
    );
  });

  it("prints what moved for programs with --json", async () => {
    const text = "customers:\n  bb: { repositories: [a] }\n  aa: { repositories: [a] }\n";
    file = new EditedFile(text);
    const problems = [
      {
        file: "FILE",
        line: 3,
        column: 3,
        path: "customers.aa",
        rule: "customers-are-in-order",
        message: "belongs before bb; run `npm run format`",
      },
    ];
    const json = async (...argv: string[]) =>
      JSON.parse((await (file as EditedFile).run("format", ["--json", ...argv])).stdout);
    expect([await json("--check"), await json(), await json("--check")]).to.deep.equal([
      { file: "FILE", ok: false, written: false, problems },
      { file: "FILE", ok: true, written: true, problems },
      { file: "FILE", ok: true, written: false, problems: [] },
    ]);
  });

  for (const [what, before, after] of [
    [
      "an alias behind its anchor, though its id comes first",
      "customers:\n  zeta: &z { repositories: [a] }\n  mike: { repositories: [m] }\n  alpha: *z\n",
      "customers:\n  mike: { repositories: [m] }\n  zeta: &z { repositories: [a] }\n  alpha: *z\n",
    ],
    [
      "a map in braces with a comment between its entries as it is",
      "customers:\n  alpha: { state: active, # for now\n    repositories: [a] }\n",
      "customers:\n  alpha: { state: active, # for now\n    repositories: [a] }\n",
    ],
    [
      "keys with a question mark as they are",
      "customers:\n  zeta:\n    repositories: [a]\n  ? alpha\n  : repositories: [a]\n",
      "customers:\n  zeta:\n    repositories: [a]\n  ? alpha\n  : repositories: [a]\n",
    ],
    [
      "a text of several lines whole, whatever stands in it",
      "customers:\n  zeta:\n    repositories: [a]\n    displayName: >-\n      Zeta\n      # no comment\n    contact: 'x\n\n      y'\n".replace(
        "\n\n",
        "\n",
      ),
      "customers:\n  zeta:\n    displayName: >-\n      Zeta\n      # no comment\n    contact: 'x\n      y'\n    repositories: [a]\n",
    ],
    [
      "no line end at the end, a byte order mark, and CRLF",
      "\ufeffcustomers:\r\n  zeta: { repositories: [a] }\r\n  alpha: { repositories: [a] }",
      "\ufeffcustomers:\r\n  alpha: { repositories: [a] }\r\n  zeta: { repositories: [a] }",
    ],
    [
      "customers in braces in order",
      '{ "customers": { "zeta": { "repositories": ["a"] },\n  "alpha": { "state": "active", "repositories": ["b"] } } }\n',
      '{ "customers": { "alpha": { "repositories": ["b"], "state": "active" },\n  "zeta": { "repositories": ["a"] } } }\n',
    ],
  ] as const) {
    it(`keeps ${what}`, async () => {
      file = new EditedFile(before);
      const { exitCode, stderr } = await file.run("format", []);
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: "" });
      expect(file.text).to.equal(after);
      expect((await file.run("format", ["--check"])).exitCode).to.equal(0);
    });
  }

  it("refuses a file whose aliases would name something else, and moves nothing", async () => {
    const text = `customers:
  zeta: { repositories: &r [z] }
  mike: { repositories: *r }
  beta: { repositories: &r [b] }
  alpha: { repositories: *r }
`;
    file = new EditedFile(text);
    expect(await file.run("format", [])).to.deep.equal({
      exitCode: 2,
      stdout: "",
      stderr:
        "error: FILE: moving its lines would change their meaning; nothing was moved\n  put the entries in order by hand, or write out what its aliases stand for\n",
    });
    expect(file.text).to.equal(text);
  });

  it("refuses a file with a problem, and says which", async () => {
    const text = "customers:\n  zeta: { repositories: [] }\n";
    file = new EditedFile(text);
    expect(await file.run("format", ["--check"])).to.deep.equal({
      exitCode: 2,
      stdout: "",
      stderr:
        "error: FILE:2:25  zeta.repositories: is an empty list; list at least one, or set the customer's state to suspended  [values-are-not-empty]\n  correct FILE first; nothing was moved\n",
    });
    expect(file.text).to.equal(text);
  });

  it("takes a file with comments, and leaves what it says as it was", async () => {
    const example = readFileSync(EXAMPLE_FILE);
    file = new EditedFile(example);
    expect((await file.run("format", [])).exitCode).to.equal(0);
    const content = (bytes: Uint8Array) => {
      const result = loadCustomers(bytes, { file: "f" });
      if (!result.ok) throw new Error("not right");
      return result.file.customers;
    };
    const before = [...content(example)].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(content(Buffer.from(file.text))).to.deep.equal(before);
  });
});
