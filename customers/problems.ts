// Collects the problems of one file and turns their offsets into lines and columns.
import { formatPath, type Path, type Problem } from "./problem";
import { LinePositions } from "./sourceText";

/** The problems found so far. */
export class Problems {
  readonly #file: string;
  readonly #positions: LinePositions;
  readonly #found = new Map<string, Problem>();
  readonly #settled = new Set<number>();

  constructor(file: string, text: string) {
    this.#file = file;
    this.#positions = new LinePositions(text);
  }

  get some(): boolean {
    return this.#found.size > 0;
  }

  /** Adds a problem, unless the same is said of the same place already, as of a value behind an alias. */
  add(place: { offset: number; path: Path }, message: string, rule: string): void {
    const key = `${place.offset} ${message}`;
    if (this.#found.has(key) || this.#settled.has(place.offset)) return;
    const { line, column } = this.#positions.at(place.offset);
    const path = formatPath(place.path);
    this.#found.set(key, { file: this.#file, line, column, path, rule, message });
  }

  /** Takes nothing more at an offset: what is wrong there is told. */
  settle(offset: number): void {
    this.#settled.add(offset);
  }

  /** The line of an offset, for messages that speak of another place. */
  lineOf(offset: number): number {
    return this.#positions.at(offset).line;
  }

  /** All of them, in the order of the file. */
  sorted(): Problem[] {
    return [...this.#found.values()].sort((a, b) => a.line - b.line || a.column - b.column);
  }
}
