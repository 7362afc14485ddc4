// Parses expressions, and the texts of a definition in which they stand.
import type { Expression, Template } from "./expression";
import { ExpressionError } from "./expressionError";
import { readToken, type Token, type TokenKind } from "./tokens";

/**
 * Parses a text of a definition: `@` before an expression, `@{` … `}` within a text, `@@` for a text that begins with `@`.
 *
 * Documented: https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language#expressions
 *
 * @throws ExpressionError when an expression in it cannot be parsed
 */
export function parseTemplate(text: string): Template {
  const known = parsed.get(text) ?? parseNew(text);
  if (parsed.size >= MOST_REMEMBERED) parsed.clear();
  parsed.set(text, known);
  return known;
}

/** A run reads the same texts again and again. */
const parsed = new Map<string, Template>();

const MOST_REMEMBERED = 1_000;

function parseNew(text: string): Template {
  if (text.startsWith("@@")) {
    return { kind: "text", text: text.slice(1) };
  }
  if (text.startsWith("@") && !text.startsWith("@{")) {
    return { kind: "expression", expression: parseExpression(text.slice(1)) };
  }
  return parseInterpolation(text);
}

/** Parses one expression, without the `@` before it. @throws ExpressionError */
export function parseExpression(text: string): Expression {
  const reader = new Reader(text, 0);
  const expression = reader.expression();
  reader.expect("EndOfData");
  return expression;
}

function parseInterpolation(text: string): Template {
  const parts: (string | Expression)[] = [];
  let plain = "";
  let position = 0;
  while (position < text.length) {
    if (text.startsWith("@@{", position)) {
      plain += "@{";
      position += 3;
    } else if (text.startsWith("@{", position)) {
      const reader = new Reader(text, position + 2);
      const expression = reader.expression();
      position = reader.expect("RightCurlyBracket").end;
      if (plain !== "") parts.push(plain);
      parts.push(expression);
      plain = "";
    } else {
      plain += text.charAt(position);
      position += 1;
    }
  }
  if (parts.length === 0) {
    return { kind: "text", text: plain };
  }
  return { kind: "interpolation", parts: plain === "" ? parts : [...parts, plain] };
}

class Reader {
  readonly #text: string;
  #next: Token;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#next = this.#read(start);
  }

  expression(): Expression {
    let expression = this.#primary();
    for (;;) {
      const isOptional = this.#take("QuestionMark") !== undefined;
      if (this.#take("Dot") !== undefined) {
        const { value } = this.expect("Identifier");
        const key: Expression = { kind: "literal", value };
        expression = { kind: "member", of: expression, key, isOptional };
      } else if (isOptional || this.#next.kind === "LeftSquareBracket") {
        this.expect("LeftSquareBracket");
        const key = this.expression();
        this.expect("RightSquareBracket");
        expression = { kind: "member", of: expression, key, isOptional };
      } else {
        return expression;
      }
    }
  }

  expect(kind: TokenKind): Token {
    const token = this.#take(kind);
    if (token === undefined) throw this.#failure(kind);
    return token;
  }

  #primary(): Expression {
    const string = this.#take("StringLiteral");
    if (string !== undefined) return { kind: "literal", value: string.value };
    const number = this.#take("Integer") ?? this.#take("Float");
    if (number !== undefined) return { kind: "literal", value: Number(number.value) };
    const { value: name } = this.expect("Identifier");
    const constant = CONSTANTS.get(name.toLowerCase());
    if (constant !== undefined && this.#next.kind !== "LeftParenthesis") {
      return { kind: "literal", value: constant };
    }
    this.expect("LeftParenthesis");
    return { kind: "call", name, args: this.#args() };
  }

  #args(): Expression[] {
    if (this.#take("RightParenthesis") !== undefined) return [];
    const args = [this.expression()];
    while (this.#take("Comma") !== undefined) {
      args.push(this.expression());
    }
    this.expect("RightParenthesis");
    return args;
  }

  #take(kind: TokenKind): Token | undefined {
    const token = this.#next;
    if (token.kind !== kind) return undefined;
    // What comes behind an interpolation is a text, and need not be made of tokens.
    if (kind !== "RightCurlyBracket" && kind !== "EndOfData") this.#next = this.#read(token.end);
    return token;
  }

  #read(position: number): Token {
    try {
      return readToken(this.#text, position);
    } catch (error) {
      throw new ExpressionError(`${this.#what()}: ${(error as Error).message}`);
    }
  }

  // In words that users report: https://github.com/Azure/LogicAppsUX/issues/2886
  #failure(expected: TokenKind): ExpressionError {
    return new ExpressionError(
      `${this.#what()}: expected token '${expected}' and actual '${this.#next.kind}'.`,
    );
  }

  #what(): string {
    return `Unable to parse template language expression '${this.#text}'`;
  }
}

const CONSTANTS: ReadonlyMap<string, null | boolean> = new Map<string, null | boolean>([
  ["null", null],
  ["true", true],
  ["false", false],
]);
