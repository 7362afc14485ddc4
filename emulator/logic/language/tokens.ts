// Splits the text of an expression into tokens, named as in the service's errors.
import { ExpressionError } from "./expressionError";

/** The kinds of tokens. */
export type TokenKind =
  | "Identifier"
  | "Integer"
  | "Float"
  | "StringLiteral"
  | "LeftParenthesis"
  | "RightParenthesis"
  | "LeftSquareBracket"
  | "RightSquareBracket"
  | "RightCurlyBracket"
  | "Comma"
  | "Dot"
  | "QuestionMark"
  | "EndOfData";

/** One token; `value` is an identifier's name, a literal's content, or the text itself. */
export interface Token {
  readonly kind: TokenKind;
  readonly value: string;
  /** Where the token ends in the text. */
  readonly end: number;
}

const SIGNS: Readonly<Record<string, TokenKind>> = {
  "(": "LeftParenthesis",
  ")": "RightParenthesis",
  "[": "LeftSquareBracket",
  "]": "RightSquareBracket",
  "}": "RightCurlyBracket",
  ",": "Comma",
  ".": "Dot",
  "?": "QuestionMark",
};

const NUMBER = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y;
const IDENTIFIER = /[A-Za-z_$][\w$]*/y;
const STRING = /'((?:[^']|'')*)'/y;

/** The token at a place in the text, white space left out. */
export function readToken(text: string, from: number): Token {
  let start = from;
  while (/\s/.test(text.charAt(start))) start += 1;
  if (start >= text.length) {
    return { kind: "EndOfData", value: "", end: start };
  }
  const character = text.charAt(start);
  const sign = SIGNS[character];
  if (sign !== undefined) {
    return { kind: sign, value: character, end: start + 1 };
  }
  const string = match(STRING, text, start);
  if (string !== undefined) {
    const value = string.slice(1, -1).replaceAll("''", "'");
    return { kind: "StringLiteral", value, end: start + string.length };
  }
  const number = match(NUMBER, text, start);
  if (number !== undefined) {
    const kind = /^-?\d+$/.test(number) ? "Integer" : "Float";
    return { kind, value: number, end: start + number.length };
  }
  const identifier = match(IDENTIFIER, text, start);
  if (identifier !== undefined) {
    return { kind: "Identifier", value: identifier, end: start + identifier.length };
  }
  throw new ExpressionError(
    character === "'"
      ? `the string that begins at position '${start}' does not end.`
      : `the character '${character}' at position '${start}' is not expected.`,
  );
}

function match(pattern: RegExp, text: string, start: number): string | undefined {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0];
}
