// Rules about single values: the types, choices and limits that the schema states, in plain words.
import type { z } from "zod";
import { type Path, quote } from "./problem";
import type { Rule } from "./rule";

/** Something that the schema does not accept. */
export interface ShapeIssue {
  readonly issue: z.core.$ZodIssue;
  readonly path: Path;
  readonly found: unknown;
  /** How a plain value is written in the file. */
  readonly source: string;
}

type ShapeRule = Rule<ShapeIssue, Path>;

/** A customer has every field that must be given. */
export const requiredFieldsAreGiven: ShapeRule = ({ path, found }, report) => {
  if (found !== undefined) return;
  report(path, "is missing; list what the customer may pull, such as [app/api, base/*]");
};

/** Text is text, numbers are whole numbers, lists are lists and maps are maps. */
export const valuesHaveTheirType: ShapeRule = ({ issue, path, found, source }, report) => {
  if (found === undefined) return;
  if (issue.code === "invalid_type") {
    report(path, typeMessage(issue.expected, { found, source }));
  } else if (issue.code === "invalid_value" && typeof found !== "string") {
    report(path, typeMessage("string", { found, source }));
  }
};

/** A word is one of those to choose from. */
export const wordsAreAllowed: ShapeRule = ({ issue, path, found }, report) => {
  if (issue.code !== "invalid_value" || isAction(issue) || typeof found !== "string") return;
  report(path, `${quote(found)} is none of the choices; use ${choices(issue.values)}`);
};

/** Actions only read. */
export const actionsOnlyRead: ShapeRule = ({ issue, path, found }, report) => {
  if (issue.code !== "invalid_value" || !isAction(issue) || typeof found !== "string") return;
  const why = /^(content\/(write|delete)|metadata\/write)$/.test(found)
    ? "would let a customer change the images of all"
    : "is not an action";
  report(path, `${quote(found)} ${why}; use ${choices(issue.values)}`);
};

/** Numbers are within their limits. */
export const numbersAreInRange: ShapeRule = ({ issue, path, source }, report) => {
  if (issue.code === "too_small" && issue.origin === "number") {
    report(path, `${source} is too small; use at least ${issue.minimum}`);
  } else if (issue.code === "too_big" && issue.origin === "number") {
    report(path, `${source} is too large; use at most ${issue.maximum}`);
  }
};

/** Lists and texts are not empty. */
export const valuesAreNotEmpty: ShapeRule = ({ issue, path }, report) => {
  if (issue.code !== "too_small" || issue.origin === "number") return;
  report(
    path,
    issue.origin === "array"
      ? "is an empty list; list at least one, or set the customer's state to suspended"
      : "is an empty text; write something or remove it",
  );
};

/** Texts are not too long. */
export const textIsShort: ShapeRule = ({ issue, path, found }, report) => {
  if (issue.code !== "too_big" || typeof found !== "string") return;
  report(path, `has ${found.length} characters; use at most ${issue.maximum}`);
};

/** Every rule about single values. */
export const SHAPE_RULES = [
  requiredFieldsAreGiven,
  valuesHaveTheirType,
  wordsAreAllowed,
  actionsOnlyRead,
  numbersAreInRange,
  valuesAreNotEmpty,
  textIsShort,
] as const;

function isAction({ path }: z.core.$ZodIssue): boolean {
  return path.at(-2) === "actions";
}

function choices(values: readonly z.core.util.Primitive[]): string {
  const words = values.map(String);
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function typeMessage(
  expected: string,
  { found, source }: Pick<ShapeIssue, "found" | "source">,
): string {
  const kind = kindOf(found);
  if (kind === "empty") return "has no value; give it one or remove the line";
  switch (expected) {
    case "string":
      return kind === "a number" || kind === "true or false"
        ? `${source} is ${kind} where text is meant; put it in quotes: ${quote(source)}`
        : `is ${kind} where text is meant; write it on the line of its key`;
    case "number":
    case "int":
      return /^\d+$/.test(String(found))
        ? `${quote(source)} is text where a number is meant; write it without quotes`
        : `${source === "" ? kind : quote(source)} is not a whole number; write it in digits`;
    case "boolean":
      return `${source === "" ? `is ${kind}` : `${quote(source)} is ${kind}`} where true or false is meant; write true or false, without quotes`;
    case "array":
      return `${source === "" ? `is ${kind}` : `${quote(source)} is ${kind}`} where a list is meant; write it in brackets, such as [app/api]`;
    default:
      return `${source === "" ? `is ${kind}` : `${quote(source)} is ${kind}`} where a map is meant; write one key: value to a line below it`;
  }
}

function kindOf(found: unknown): string {
  if (found === null) return "empty";
  if (Array.isArray(found)) return "a list";
  if (typeof found === "string") return "text";
  if (typeof found === "number") return "a number";
  if (typeof found === "boolean") return "true or false";
  return found instanceof Uint8Array ? "binary" : "a map";
}
