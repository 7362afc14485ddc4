// Collects the problems of one file and turns their offsets into lines and columns.
import { formatPath, type Path, type Problem, sortProblems } from "./problem";
import { LinePositions } from "./sourceText";

/** The problems found so far. */
export class Problems {
  readonly #file: string;
  readonly #positions: LinePositions;
  readonly #found: Problem[] = [];

  constructor(file: string, text: string) {
    this.#file = file;
    this.#positions = new LinePositions(text);
  }

  get some(): boolean {
    return this.#found.length > 0;
  }

  add(place: { offset: number; path: Path }, message: string, rule: string): void {
    const { line, column } = this.#positions.at(place.offset);
    this.#found.push({
      file: this.#file,
      line,
      column,
      path: formatPath(place.path),
      rule,
      message,
    });
  }

  /** The line of an offset, for messages that speak of another place. */
  lineOf(offset: number): number {
    return this.#positions.at(offset).line;
  }

  /** All of them in the order of the file, each once. */
  sorted(): Problem[] {
    return sortProblems(this.#found);
  }
}
