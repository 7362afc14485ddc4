// The part of an action that it evaluates itself, without the actions in it.
import { conditionExpression } from "../language/condition";
import type { Expression } from "../language/expression";
import { expressionsIn } from "../language/references";
import type { Value } from "../language/value";
import type { Action } from "./actionSchema";

/** What history shows as the inputs of an action, before it is evaluated. */
export function ownValue(action: Action): Value {
  switch (action.type) {
    case "If":
    case "Until":
      return { expression: action.expression };
    case "Foreach":
      return { foreach: action.foreach };
    case "Scope":
      return null;
    default:
      return action.inputs as unknown as Value;
  }
}

/** The expressions in it. @throws ExpressionError for one that cannot be parsed */
export function ownExpressions(action: Action): Expression[] {
  return action.type === "If" || action.type === "Until"
    ? [conditionExpression(action.expression)]
    : expressionsIn(ownValue(action)).map(({ expression }) => expression);
}
