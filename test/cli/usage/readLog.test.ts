// Exported logs in each form: every record with its place, and a big file without holding it in memory.

import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readLog } from "../../../cli/usage/readLog";

describe("an exported log", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "usage-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  async function read(content: string | Uint8Array) {
    const file = join(folder, "log");
    writeFileSync(file, content);
    const entries: string[] = [];
    for await (const entry of readLog(file)) {
      const place = entry.place.replace(file, "log");
      entries.push(
        "problem" in entry
          ? `${place} ${entry.problem}`
          : `${place} ${JSON.stringify(entry.record)}`,
      );
    }
    return entries;
  }

  const forms: [name: string, content: string, entries: string[]][] = [
    [
      "CSV with a byte order mark, quotes, CRLF, short and blank rows",
      '\ufeffIdentity,"Repository"\r\na,"x, ""y"""\r\n\r\nb\r\n"c\nd",z',
      [
        'log:2 {"Identity":"a","Repository":"x, \\"y\\""}',
        'log:4 {"Identity":"b"}',
        'log:6 {"Identity":"c\\nd","Repository":"z"}',
      ],
    ],
    [
      "CSV with a quote that does not end",
      'Identity,Repository\na,x\nb,"y\n',
      [
        'log:2 {"Identity":"a","Repository":"x"}',
        "log:3 is no CSV from here on: Quote Not Closed: the parsing is finished with an opening quote at line 3",
      ],
    ],
    ["CSV with a header alone", "Identity,Repository\n", []],
    [
      "lines of JSON, one of which is cut",
      '{"identity":"a"}\n{"identity":"b"\n\n{"records":[{"identity":"c"},{"identity":"d"}]}\n',
      [
        'log:1 {"identity":"a"}',
        "log:2 is no JSON",
        'log:4 {"identity":"c"}',
        'log:4 {"identity":"d"}',
      ],
    ],
    [
      "what a query answers, on one line",
      '{"tables":[{"name":"PrimaryResult","columns":[{"name":"Identity","type":"string"},{"name":"Tag"}],"rows":[["a","1"],["b",null]]}]}',
      ['log:1 {"Identity":"a","Tag":"1"}', 'log:1 {"Identity":"b","Tag":null}'],
    ],
    [
      "what a query answers, over several lines",
      '{\n "tables": [\n {"columns": [{"name": "Identity"}], "rows": [["a"], "odd"]}, 7\n ]\n}\n',
      ['log record 1 {"Identity":"a"}', 'log record 2 "odd"', "log record 3 7"],
    ],
    [
      "what the Azure CLI prints",
      '[\n  {\n    "Identity": "a"\n  },\n  {\n    "Identity": "b"\n  }\n]\n',
      ['log record 1 {"Identity":"a"}', 'log record 2 {"Identity":"b"}'],
    ],
    [
      "a list with a record on each line",
      '[{"Identity":"a"}\n,{"Identity":"b"}]\n',
      ['log record 1 {"Identity":"a"}', 'log record 2 {"Identity":"b"}'],
    ],
    ["a document that is cut", '[\n  {\n    "Identity": "a"', ["log is no JSON"]],
    ["an empty list", "[]", []],
    ["an empty file", "", []],
  ];
  for (const [name, content, entries] of forms) {
    it(`is read as ${name}`, async () => {
      expect(await read(content)).to.deep.equal(entries);
    });
  }

  it("is no file that is not there, and no folder", async () => {
    const failure = async (file: string) => {
      try {
        for await (const _ of readLog(file));
      } catch (error) {
        const { message, remedy } = error as Error & { remedy: string };
        return `${message.replace(folder, "FOLDER")}; ${remedy}`;
      }
      return "read";
    };
    expect(await failure(join(folder, "none"))).to.equal(
      "FOLDER/none: cannot be read (ENOENT); name an exported log with --logs <file>",
    );
    expect(await failure(folder)).to.equal(
      "FOLDER: cannot be read (EISDIR); name an exported log with --logs <file>",
    );
  });

  const long: [name: string, head: string, line: string][] = [
    ["CSV", "Identity,Note\n", `contoso-pull,${"x".repeat(1000)}\n`],
    ["lines of JSON", "", `{"identity":"contoso-pull","note":"${"x".repeat(1000)}"}\n`],
  ];
  for (const [name, head, line] of long) {
    it(`is read record by record as ${name}: what is cut off meanwhile was not in memory`, async () => {
      const file = join(folder, "long");
      writeFileSync(file, head + line.repeat(8000));
      let count = 0;
      for await (const _ of readLog(file)) {
        count += 1;
        if (count === 1) truncateSync(file, line.length * 4000);
      }
      expect(count).to.equal(4000);
    });
  }
});
