// Writes a customer as lines of the file.
import { Document, isScalar, isSeq, visit } from "yaml";
import type { CustomerEntry } from "../../customers/schema/schema";

/** The indentation of the lines. */
export interface Indentation {
  /** The columns before the id. */
  readonly indent: number;
  /** The additional columns of each inner level. */
  readonly step: number;
}

/** Where nothing in the file says otherwise. */
export const USUAL: Indentation = { indent: 2, step: 2 };

/** The longest line with a list in brackets; a longer one gets a line for each item. */
const WIDTH = 100;

/** Writes the lines of a new customer, without line ends. */
export function entryLines(
  id: string,
  entry: CustomerEntry,
  { indent, step }: Indentation,
): string[] {
  const document = new Document(new Map([[id, entry]]), { version: "1.2", schema: "core" });
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isSeq(value)) return;
      value.flow = true;
      const items = value.items.map((item) => (isScalar(item) ? String(item.value) : ""));
      const length = `${key}: [${items.join(", ")}]`.length + indent + step;
      value.flow = length <= WIDTH;
    },
  });
  const text = document.toString({ indent: step, lineWidth: 0, flowCollectionPadding: false });
  const margin = " ".repeat(indent);
  return text
    .trimEnd()
    .split("\n")
    .map((line) => margin + line);
}
