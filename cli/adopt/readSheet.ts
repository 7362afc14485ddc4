// Reads a spreadsheet of customers that was saved as CSV: every problem by its row, all at once. Pure.
import { CsvError, parse } from "csv-parse/sync";
import { dateComplaint } from "../../customers/calendar";
import { lineComplaint, quote } from "../../customers/problem";
import { idComplaint } from "../../customers/rules/customerRules";

/** One row that says something. */
export interface SheetRow {
  /** As the spreadsheet numbers it: the header is row 1. */
  readonly row: number;
  readonly token?: string;
  readonly id?: string;
  readonly displayName?: string;
  readonly contact?: string;
  /** The last day of access, `YYYY-MM-DD`. */
  readonly accessUntil?: string;
}

/** A column that is read. */
type Column = Exclude<keyof SheetRow, "row">;

/** What a sheet says. */
export interface Sheet {
  /** Its name, for people. */
  readonly file: string;
  readonly rows: readonly SheetRow[];
  /** Columns whose header is not known. */
  readonly ignored: readonly string[];
  /** Each with its row, what was found and what to do. */
  readonly problems: readonly string[];
}

/** Headers by column, without case, blanks and punctuation. */
const HEADERS: Readonly<Record<Column, readonly string[]>> = {
  token: ["token", "tokenname", "username", "user"],
  id: ["id", "customerid"],
  displayName: ["displayname", "name", "customer", "customername", "company"],
  contact: ["contact", "email", "mail"],
  accessUntil: ["accessuntil", "enddate", "end", "until", "lastday"],
};

/** @param bytes in UTF-8, with or without a byte order mark; commas, semicolons or tabs between the values */
export function readSheet(bytes: Uint8Array, file: string): Sheet {
  const unreadable = (problem: string): Sheet => ({
    file,
    rows: [],
    ignored: [],
    problems: [`${file}: ${problem}`],
  });
  const text = decoded(bytes);
  if (text === undefined) return unreadable("is not UTF-8; save it as CSV UTF-8");
  const records = recordsOf(text);
  if (typeof records === "string") return unreadable(records);
  const [header, ...body] = records;
  if (header === undefined) return unreadable("is empty; save the spreadsheet as CSV again");
  const columns = header.map(columnOf);
  const problems = headerProblems(header, columns).map((problem) => `${file}:1: ${problem}`);
  if (problems.length > 0) return { file, rows: [], ignored: [], problems };
  const rows = body.flatMap((values, index): SheetRow[] => {
    const row = index + 2;
    if (values.every((each) => each === "")) return [];
    const named = columns.flatMap((column, at): [Column, string][] =>
      column === undefined || !values[at] ? [] : [[column, values[at]]],
    );
    return [{ row, ...Object.fromEntries(named) }];
  });
  return {
    file,
    rows,
    ignored: header.filter((name, at) => columns[at] === undefined && name !== ""),
    problems: rows.flatMap((row) =>
      rowProblems(row, body[row.row - 2] ?? [], header).map(
        (problem) => `${file}:${row.row}: ${problem}`,
      ),
    ),
  };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function recordsOf(text: string): string[][] | string {
  try {
    return parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      trim: true,
    });
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    return `${thrown.message}; save the spreadsheet as CSV again`;
  }
}

/**
 * The most frequent separator in the header outside quotes: Excel writes semicolons if the comma is the decimal sign.
 */
function delimiterOf(text: string): string {
  const [header = ""] = text.replace(/"[^"]*"/g, "").split(/\r?\n/, 1);
  const count = (delimiter: string) => header.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, each) => (count(each) > count(best) ? each : best));
}

function columnOf(header: string): Column | undefined {
  const word = header.toLowerCase().replace(/[^a-z0-9]/g, "");
  const found = Object.entries(HEADERS).find(([, names]) => names.includes(word));
  return found?.[0] as Column | undefined;
}

function headerProblems(
  header: readonly string[],
  columns: readonly (Column | undefined)[],
): string[] {
  const twice = columns.flatMap((column, at) => {
    const first = columns.indexOf(column);
    return column === undefined || first === at
      ? []
      : [`${quote(header[at] ?? "")} says the same as ${quote(header[first] ?? "")}; keep one`];
  });
  if (columns.includes("token") || columns.includes("id")) return twice;
  return [
    `no column is called token or id, but ${header.map((each) => quote(each)).join(", ")}; name one of them so`,
    ...twice,
  ];
}

function rowProblems(
  row: SheetRow,
  values: readonly string[],
  header: readonly string[],
): string[] {
  const { token, id, accessUntil } = row;
  if (values.length > header.length) {
    return [
      `has ${values.length} values, but the header ${header.length}; put a value with the separator in it into quotes`,
    ];
  }
  return [
    token === undefined && id === undefined
      ? "names neither a token nor an id; fill in one of them, or remove the row"
      : undefined,
    id === undefined ? undefined : idComplaint(id),
    accessUntil === undefined ? undefined : dateComplaint(accessUntil),
    row.displayName === undefined ? undefined : lineComplaint(row.displayName, { mayJoin: true }),
    row.contact === undefined ? undefined : lineComplaint(row.contact),
  ].filter((each) => each !== undefined);
}
