// What an expression is once it has been parsed, and how it is written.

/** A parsed expression. */
export type Expression = Literal | Call | Member;

/** A constant. */
export interface Literal {
  readonly kind: "literal";
  readonly value: null | boolean | number | string;
}

/** A function with its arguments; the name is as the definition writes it. */
export interface Call {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly Expression[];
}

/** A property or an item of something; `isOptional` where `?` allows it to be missing. */
export interface Member {
  readonly kind: "member";
  readonly of: Expression;
  readonly key: Expression;
  readonly isOptional: boolean;
}

/** A text of the definition: as it stands, one expression, or expressions between texts. */
export type Template =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "expression"; readonly expression: Expression }
  | { readonly kind: "interpolation"; readonly parts: readonly (string | Expression)[] };

/** Writes an expression so that it can be parsed again; properties come in brackets. */
export function printExpression(expression: Expression): string {
  const known = printed.get(expression) ?? print(expression);
  printed.set(expression, known);
  return known;
}

const printed = new WeakMap<Expression, string>();

function print(expression: Expression): string {
  switch (expression.kind) {
    case "literal":
      return typeof expression.value === "string"
        ? `'${expression.value.replaceAll("'", "''")}'`
        : String(expression.value);
    case "call":
      return `${expression.name}(${expression.args.map(printExpression).join(", ")})`;
    case "member":
      return `${printExpression(expression.of)}${expression.isOptional ? "?" : ""}[${printExpression(expression.key)}]`;
  }
}

/** An expression and all that it is made of. */
export function partsOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case "literal":
      return [expression];
    case "call":
      return [expression, ...expression.args.flatMap(partsOf)];
    case "member":
      return [expression, ...partsOf(expression.of), ...partsOf(expression.key)];
  }
}
