// Collects the problems of one file and turns their offsets into lines and columns.
import type { LineCounter } from "yaml";
import { formatPath, type Path, type Problem } from "./problem";
import { linesOf } from "./yaml/sourceText";

/** The problems found so far. */
export class Problems {
  readonly #file: string;
  readonly #text: string;
  /** Counted only once something is asked. */
  #lines: LineCounter | undefined;
  readonly #found = new Map<string, Problem>();
  readonly #settled = new Set<number>();

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  get some(): boolean {
    return this.#found.size > 0;
  }

  /** Adds a problem, unless the same problem is reported at the same place already, as for a value behind an alias. */
  add(place: { offset: number; path: Path }, message: string, rule: string): void {
    const key = `${place.offset} ${message}`;
    if (this.#found.has(key) || this.#settled.has(place.offset)) return;
    const { line, col: column } = this.#placeOf(place.offset);
    const path = formatPath(place.path);
    this.#found.set(key, { file: this.#file, line, column, path, rule, message });
  }

  /** Accepts no more problems at an offset: one is reported already. */
  settle(offset: number): void {
    this.#settled.add(offset);
  }

  /** The line of an offset, for messages that speak of another place. */
  lineOf(offset: number): number {
    return this.#placeOf(offset).line;
  }

  /** All of them, in the order of the file. */
  sorted(): Problem[] {
    return [...this.#found.values()].sort((a, b) => a.line - b.line || a.column - b.column);
  }

  #placeOf(offset: number): { line: number; col: number } {
    this.#lines ??= linesOf(this.#text);
    return this.#lines.linePos(offset);
  }
}
