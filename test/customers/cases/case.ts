// What a case of a failing file is, and the short forms in which most are written.

/** A file that breaks a rule, with all messages about it. */
export interface FailingCase {
  /** The rule that the case is about. */
  readonly rule: string;
  readonly it: string;
  readonly yaml: string | Uint8Array;
  /** The day on which the file is checked. @default - none */
  readonly today?: string;
  /** The complete list, without the name of the file: `3:20  contoso.repositories[0]: … [rule]`. */
  readonly problems: readonly string[];
}

/** A customer whose entry has these lines after `repositories`; the first of them is line 4 of the file. */
export function contoso(...lines: readonly string[]): string {
  return file("repositories: [app/api]", ...lines);
}

/** A customer whose entry has just these lines; the first of them is line 3 of the file. */
export function file(...lines: readonly string[]): string {
  return `customers:\n  contoso:\n${lines.map((line) => `    ${line}\n`).join("")}`;
}
