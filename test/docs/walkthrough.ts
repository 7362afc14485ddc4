// Reads a document as a walk-through: what is put into customers.yaml, what is run on which day, and what must be printed.

import { parse } from "yaml";

/** One thing that the reader does. */
export type Step =
  /** The clock stands at noon (UTC) of this day: an invisible comment such as `<!-- 2026-03-10 -->`. */
  | { kind: "day"; day: string }
  /** Entries of customers.yaml that replace those of the same id; null takes one out. A block in `yaml`. */
  | { kind: "entries"; entries: Record<string, unknown> }
  /** A command and the lines that it prints, others between them left out. A block in `console`. */
  | { kind: "command"; command: string; lines: string[] };

/** A second-level heading and what is done under it, in the order of the text. */
export interface Section {
  heading: string;
  steps: Step[];
}

/** Takes a document apart; blocks in other languages are read by people alone. */
export function walkthrough(text: string): Section[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((part) => ({ heading: part.split("\n", 1)[0] ?? "", steps: steps(part) }))
    .filter((section) => section.steps.length > 0);
}

const PIECE = /^<!-- (\d{4}-\d\d-\d\d) -->$|^```(yaml|console)\n([\s\S]*?)^```$/gm;

function steps(part: string): Step[] {
  return [...part.matchAll(PIECE)].flatMap(([, day, language, body = ""]): Step[] => {
    if (day !== undefined) return [{ kind: "day", day }];
    if (language === "yaml") return [{ kind: "entries", entries: parse(body) }];
    return commands(body);
  });
}

function commands(body: string): Step[] {
  return body
    .split(/^\$ /m)
    .slice(1)
    .map((each) => {
      const [command = "", ...lines] = each.split("\n");
      return {
        kind: "command",
        command,
        lines: lines.map((line) => line.trim()).filter((line) => line !== "" && line !== "…"),
      };
    });
}

/** The first of `lines` that is not printed after the ones before it; undefined when all are, in this order. */
export function missingLine(printed: string, lines: readonly string[]): string | undefined {
  const rest = printed.split("\n").map((line) => line.trim());
  for (const line of lines) {
    const at = rest.indexOf(line);
    if (at < 0) return line;
    rest.splice(0, at + 1);
  }
  return undefined;
}
