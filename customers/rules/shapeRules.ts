// Rules about single values: the types, choices and limits of the schema, as messages.
import type { z } from "zod";
import { type Path, quote } from "../problem";
import { isInRange } from "../schema/fields";
import type { Rule } from "./rule";
import { isPlainItem, textComplaint } from "./textOf";

/** Something that the schema does not accept. */
export interface ShapeIssue {
  readonly issue: z.core.$ZodIssue;
  readonly path: Path;
  readonly found: unknown;
  /** How a plain value is written in the file. */
  readonly source: string;
}

type ShapeRule = Rule<ShapeIssue, Path>;

/** A customer and an acknowledgement have every field that must be given. */
export const requiredFieldsAreGiven: ShapeRule = ({ path, found }, report) => {
  if (found !== undefined) return;
  report(path, `is missing; ${REQUIRED[String(path.at(-1))]}`);
};

/** Text is text, numbers are whole numbers, lists are lists and maps are maps. */
export const valuesHaveTheirType: ShapeRule = ({ issue, path, found, source }, report) => {
  if (found === undefined || isWord({ issue, found })) return;
  const expected =
    issue.code === "invalid_type"
      ? issue.expected
      : issue.code === "invalid_value"
        ? "string"
        : undefined;
  if (expected) report(path, typeMessage(expected, { path, found, source }));
};

/** A word is one of those to choose from. */
export const wordsAreAllowed: ShapeRule = ({ issue, path, found, source }, report) => {
  if (issue.code !== "invalid_value" || !isWord({ issue, found }) || isAction(path)) return;
  const { values } = issue;
  report(path, `${shown({ found, source })} is not one of the choices; use ${choices(values)}`);
};

/** Actions only read. */
export const actionsOnlyRead: ShapeRule = ({ issue, path, found, source }, report) => {
  if (issue.code !== "invalid_value" || !isWord({ issue, found }) || !isAction(path)) return;
  const why = /^(content\/(write|delete)|metadata\/write)$/.test(String(found))
    ? "would let a customer change everybody's images"
    : "is not an action for customers";
  report(path, `${shown({ found, source })} ${why}; use ${choices(issue.values)}`);
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
      ? `is an empty list; list at least one, or ${EMPTY_LISTS[String(path[0])] ?? "set the customer's state to suspended"}`
      : `is an empty text; ${REQUIRED[String(path.at(-1))] ?? "write something or remove it"}`,
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

/** Is this a plain value where the schema gives a choice of words? */
function isWord({ issue, found }: Pick<ShapeIssue, "issue" | "found">): boolean {
  return issue.code === "invalid_value" && found !== null && typeof found !== "object";
}

function isAction(path: Path): boolean {
  return path.at(-2) === "actions";
}

function choices(values: readonly z.core.util.Primitive[]): string {
  const words = values.map(String);
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** A plain value as the file has it: text in quotes, all else bare. */
function shown({ found, source }: Pick<ShapeIssue, "found" | "source">): string {
  return typeof found === "string" ? quote(found) : source;
}

function typeMessage(
  expected: string,
  { path, found, source }: Pick<ShapeIssue, "path" | "found" | "source">,
): string {
  const [noun, usual] = EXPECTED[expected] ?? ["a map", 'write "key: value" lines below it'];
  const remedy = WRITTEN[String(path.at(-1))] ?? usual;
  if (found === null) return `has no value; ${remedy}, or remove the key`;
  if (expected === "string" && source !== "") {
    const complaint = textComplaint(path, source);
    if (complaint !== undefined) return complaint;
    return `${source} without quotes is ${kindOf(found)}, not text; write ${quote(source)}`;
  }
  if (noun === "a whole number" && /^\d[\d_]*$/.test(String(found))) {
    const quotes = source.includes("_") ? "" : " in quotes";
    const number = Number(source.replaceAll("_", ""));
    const written = isInRange(path, number) ? `write ${number}` : "write it in digits";
    return `${quote(source)}${quotes} is text, not a number; ${written}`;
  }
  const isList = expected === "array" && path.at(-1) !== "acknowledge";
  if (isList && typeof found === "string" && isPlainItem(path, found)) {
    return `${quote(found)} is text, but a list is expected; write [${found}]`;
  }
  if (source === "") return `is ${kindOf(found)}, but ${noun} is expected; ${remedy}`;
  return `${shown({ found, source })} is not ${noun}; ${remedy}`;
}

/** What to do about each field that must be given. */
const REQUIRED: Readonly<Record<string, string>> = {
  repositories: "list what the customer may pull, such as [app/api, base/*]",
  customers: "list the ids of those who may lose access, such as [contoso]",
  reason: "say why they may lose access, such as a ticket",
  until: "give the last day on which this counts, as YYYY-MM-DD",
};

/** What to do about a list that is empty, by the section in which it stands. */
const EMPTY_LISTS: Readonly<Record<string, string>> = {
  acknowledge: "remove the entry",
  sync: "leave it out, which syncs all that the customer is granted",
};

/** What the schema expects, in people's words, and how to write it. */
const EXPECTED: Readonly<Record<string, readonly [noun: string, remedy: string]>> = {
  string: ["text", "write one text"],
  number: ["a whole number", "write it in digits"],
  int: ["a whole number", "write it in digits"],
  boolean: ["true or false", "write true or false without quotes"],
  array: ["a list", "write it in brackets, such as [app/api, base/*]"],
};

/** How values are written where the usual advice does not fit. */
const WRITTEN: Readonly<Record<string, string>> = {
  readers: "write the object ids in brackets",
  sync: "write {} for all that the customer is granted",
  adopt: "write [token]",
  actions: "write [content/read]",
  customers: "write the ids in brackets, such as [contoso]",
  acknowledge: `write one line for each below it, such as - { customers: [contoso], reason: "contract ended", until: 2026-12-01 }`,
};

function kindOf(found: unknown): string {
  if (Array.isArray(found)) return "a list";
  if (typeof found === "string") return "text";
  if (typeof found === "number") return "a number";
  if (typeof found === "boolean") return "true or false";
  return found instanceof Uint8Array ? "binary data" : "a map";
}
