// One problem in customers.yaml, and its text.
import { codeOf, escaped, invisibleIn } from "./rules/visible";

/** A problem with its place; lines and columns count from 1, columns in UTF-16 units as editors do. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where in the data: `customers.contoso.repositories[1]`; empty for the file as a whole. */
  readonly path: string;
  /** The id of the rule: its function's name in kebab-case. */
  readonly rule: string;
  /** What was found, and after a semicolon what to do. */
  readonly message: string;
}

/** A path into the data: keys and list indexes. */
export type Path = readonly (string | number)[];

/** Formats a problem as `customers.yaml:14:9  contoso.repositories[1]: … [rule-id]`. */
export function formatProblem(problem: Problem): string {
  return lineOf(problem, "");
}

/** Formats a warning, which is not a problem of the file: `customers.yaml:14:9  warning: contoso.tokenName: … [rule-id]`. */
export function formatWarning(warning: Problem): string {
  return lineOf(warning, "warning: ");
}

function lineOf({ file, line, column, rule, message, path }: Problem, label: string): string {
  const place = path.replace(/^customers\./, "");
  return `${file}:${line}:${column}  ${label}${place === "" ? "" : `${place}: `}${message}  [${rule}]`;
}

/** Writes a path as people read it; keys that are not plain words are quoted. */
export function formatPath(path: Path): string {
  return path
    .map((segment, index) => {
      if (typeof segment === "number") return `[${segment}]`;
      const key = /^[\w-]{1,60}$/.test(segment) ? segment : quote(segment);
      return index === 0 ? key : `.${key}`;
    })
    .join("");
}

/**
 * Says why a text cannot be shown on a line as it is, and what to do; undefined where it can.
 *
 * Such texts are printed by plans, previews and tables, also in pipelines, where `##[` and `##vso[` start a command.
 *
 * @param mayJoin whether joiners between visible characters are part of the text
 */
export function lineComplaint(
  text: string,
  { mayJoin = false }: { mayJoin?: boolean } = {},
): string | undefined {
  const found = [...invisibleIn(text)].find(({ joins }) => !(joins && mayJoin));
  if (found && /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(found.character)) {
    return `${quote(text)} has a line break or a control character; write one plain line`;
  }
  if (found) {
    return `${quote(text)} has the invisible character ${codeOf(found.character)}; leave it out`;
  }
  if (!/##(vso)?\[/i.test(text)) return undefined;
  return `${quote(text)} would give a command to the pipeline that prints it; leave out the ##`;
}

/**
 * Quotes a value from the file, on one line and at most so many characters long.
 *
 * A build system obeys `##[` and `##vso[` wherever in a line they stand (see cli/annotations.ts), so `##` is broken up.
 */
export function quote(value: string, most = 60): string {
  const shown = value.length > most ? `${value.slice(0, most - 3)}...` : value;
  // JSON leaves most of them in place, and each would let a terminal show something else.
  return escaped(JSON.stringify(shown)).replace(/(?<=#)#/g, "\\u0023");
}
