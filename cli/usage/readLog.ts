// Reads an exported log record by record, without holding a big file in memory: CSV, lines of JSON, or one JSON document.
import { createReadStream } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { CsvError, parse } from "csv-parse";
import { UserError } from "../userError";

/** A record with its place, or what could not be read there. */
export type Entry =
  | { readonly place: string; readonly record: unknown }
  | { readonly place: string; readonly problem: string };

/**
 * Reads a file.
 *
 * A CSV is as the portal exports it; lines of JSON are as a storage account keeps them (`PT1H.json`); a document is what a query
 * answers, `{ "tables": [...] }`, or what the Azure CLI prints of it, `[{...}]`.
 *
 * @returns each record, its place as `logs.csv:17`, or `logs.json record 17` in a document
 * @throws UserError for a file that cannot be read
 */
export async function* readLog(file: string): AsyncGenerator<Entry> {
  const start = await startOf(file);
  const first = start.replace(/^\ufeff/, "").trimStart();
  if (!/^[{[]/.test(first)) yield* csvRecords(file);
  else if (isDocument(first)) yield* documentRecords(file);
  else yield* lineRecords(file);
}

/** So much tells a form from the others. */
const START_BYTES = 64 * 1024;

async function startOf(file: string): Promise<string> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
      return buffer.toString("utf8", 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

/** A document begins with a list, or is spread over lines: a record of a line ends on it. */
function isDocument(start: string): boolean {
  if (start.startsWith("[")) return true;
  const end = start.indexOf("\n");
  return end >= 0 && !start.slice(0, end).trimEnd().endsWith("}");
}

async function* csvRecords(file: string): AsyncGenerator<Entry> {
  const rows = createReadStream(file).pipe(
    parse({
      bom: true,
      columns: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }),
  );
  try {
    for await (const { record, info } of rows as AsyncIterable<CsvRow>) {
      yield { place: `${file}:${info.lines}`, record };
    }
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw unreadable(file, thrown);
    const line = (thrown as CsvError & { lines?: number }).lines ?? 0;
    yield { place: `${file}:${line}`, problem: `is no CSV from here on: ${thrown.message}` };
  }
}

interface CsvRow {
  readonly record: unknown;
  readonly info: { readonly lines: number };
}

async function* lineRecords(file: string): AsyncGenerator<Entry> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    const text = number === 1 ? line.replace(/^\ufeff/, "") : line;
    if (text.trim() === "") continue;
    const place = `${file}:${number}`;
    const value = parsed(text);
    if (value === undefined) yield { place, problem: "is no JSON" };
    else for (const record of recordsIn(value)) yield { place, record };
  }
}

async function* documentRecords(file: string): AsyncGenerator<Entry> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw unreadable(file, cause);
  }
  const value = parsed(text.replace(/^\ufeff/, ""));
  if (value === undefined) {
    yield { place: file, problem: "is no JSON" };
    return;
  }
  let number = 0;
  for (const record of recordsIn(value)) {
    number += 1;
    yield { place: `${file} record ${number}`, record };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The rows of a query's tables, the records of an export, or the one record itself. */
function* recordsIn(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) yield* value;
  else if (isObject(value) && Array.isArray(value.records)) yield* value.records;
  else if (isObject(value) && Array.isArray(value.tables)) {
    for (const table of value.tables) yield* rowsOf(table);
  } else yield value;
}

function* rowsOf(table: unknown): Generator<unknown> {
  if (!isObject(table) || !Array.isArray(table.columns) || !Array.isArray(table.rows)) {
    yield table;
    return;
  }
  const names = table.columns.map((column) => (isObject(column) ? String(column.name) : ""));
  for (const row of table.rows) {
    yield Array.isArray(row)
      ? Object.fromEntries(names.map((name, index) => [name, row[index]]))
      : row;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unreadable(file: string, cause: unknown): UserError {
  const { code = "unknown" } = cause as NodeJS.ErrnoException;
  return code === "ERR_STRING_TOO_LONG" || code === "ERR_FS_FILE_TOO_LARGE"
    ? new UserError(`${file}: is too big for one JSON document`, {
        remedy: "export it as CSV, or as lines of JSON, which are read line by line",
        cause,
      })
    : new UserError(`${file}: cannot be read (${code})`, {
        remedy: "name an exported log with --logs <file>",
        cause,
      });
}
