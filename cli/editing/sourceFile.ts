// A customers file that will be changed: its text, apart from a byte order mark.
import { loadCustomers } from "../../customers/load";
import type { Problem } from "../../customers/problem";
import type { CustomersFile } from "../../customers/schema/schema";
import { readCustomersBytes } from "../readCustomersFile";

/** The text of a file and what it says. */
export interface SourceFile {
  readonly text: string;
  /** Undefined where the file has problems. */
  readonly content: CustomersFile | undefined;
  readonly problems: readonly Problem[];
  /** The bytes of the file with another text. */
  bytesOf(text: string): Uint8Array;
}

/** Reads the file. @throws UserError for one that cannot be read */
export async function readSourceFile(file: string): Promise<SourceFile> {
  const bytes = Buffer.from(await readCustomersBytes(file));
  const loaded = loadCustomers(bytes, { file });
  const mark = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : NOTHING;
  return {
    text: bytes.subarray(mark.length).toString("utf8"),
    content: loaded.ok ? loaded.file : undefined,
    problems: loaded.ok ? [] : loaded.problems,
    bytesOf: (text) => Buffer.concat([mark, Buffer.from(text)]),
  };
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const NOTHING = Buffer.alloc(0);
