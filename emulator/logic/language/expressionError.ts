// An expression that cannot be parsed or evaluated; the engine turns it into the failure of an action.

/** What is wrong with an expression, in the service's words where they are known. */
export class ExpressionError extends Error {}

/** Where the service's own messages send their readers. */
export function usageDetails(functionName?: string): string {
  const anchor = functionName === undefined ? "" : `#${functionName}`;
  return `Please see https://aka.ms/logicexpressions${anchor} for usage details.`;
}
