// What the service does not deploy although its form is right: too much of something, and actions where they may not stand.
import { isObjectValue, type Value } from "../language/value";
import type { Definition } from "./schema";
import { ancestry, type Node } from "./tree";

/** Documented: https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-config#definition-limits */
const MOST = {
  actions: 500,
  nesting: 8,
  triggers: 10,
  parameters: 50,
  nameCharacters: 80,
  expressionCharacters: 8_192,
  descriptionCharacters: 256,
} as const;

/** What of a definition is beyond a limit. The words are assumed. */
export function findBeyondLimits(definition: Definition, nodes: readonly Node[]): string[] {
  const { triggers, parameters } = definition;
  const counted = [
    ["actions", nodes.length],
    ["triggers", Object.keys(triggers).length],
    ["parameters", Object.keys(parameters).length],
  ] as const;
  return [
    ...counted
      .filter(([what, count]) => count > MOST[what])
      .map(
        ([what, count]) =>
          `The template has ${count} ${what}, and ${MOST[what]} are allowed at most.`,
      ),
    ...nodes
      .filter((node) => ancestry(node).length > MOST.nesting)
      .map(({ name }) => `The template action '${name}' is nested deeper than ${MOST.nesting}.`),
    ...[...Object.keys(triggers), ...nodes.map(({ name }) => name)]
      .filter((name) => name.length > MOST.nameCharacters)
      .map(
        (name) => `The template name '${name}' has more than ${MOST.nameCharacters} characters.`,
      ),
    ...Object.entries(triggers).flatMap(([name, trigger]) =>
      findLong(`trigger '${name}'`, trigger),
    ),
    ...nodes.flatMap(({ name, action }) => findLong(`action '${name}'`, { ...action, ...WITHOUT })),
  ];
}

/** Those in an action are looked at by themselves. */
const WITHOUT = { actions: null, else: null };

function findLong(what: string, given: object): string[] {
  const { description = "", ...rest } = given as { readonly description?: string };
  const expressions = textsIn(rest).filter(
    (text) => text.includes("@") && text.length > MOST.expressionCharacters,
  );
  return [
    ...(description.length > MOST.descriptionCharacters
      ? [
          `The description of the template ${what} has more than ${MOST.descriptionCharacters} characters.`,
        ]
      : []),
    ...expressions.map(
      () =>
        `An expression of the template ${what} has more than ${MOST.expressionCharacters} characters.`,
    ),
  ];
}

function textsIn(value: Value): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObjectValue(value) ? Object.values(value).flatMap(textsIn) : [];
}

/**
 * Actions that may not stand where they do: Terminate and Response in no loop, and Response only where a request is answered.
 *
 * Documented: https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#terminate-action and
 * `#response-action`. The words are assumed.
 */
export function findMisplaced({ triggers }: Definition, nodes: readonly Node[]): string[] {
  const isCalled = Object.values(triggers).some(({ type }) => type === "Request");
  return nodes
    .filter(({ action: { type } }) => type === "Terminate" || type === "Response")
    .flatMap((node) => {
      const { name, action } = node;
      const loop = ancestry(node).find((each) => isLoop(each));
      return [
        ...(loop === undefined
          ? []
          : [
              `The action '${name}' of type '${action.type}' cannot stand within the loop '${loop.name}'.`,
            ]),
        ...(action.type === "Response" && !isCalled
          ? [`The action '${name}' of type 'Response' needs a trigger of type 'Request'.`]
          : []),
      ];
    });
}

function isLoop({ action: { type } }: Node): boolean {
  return type === "Foreach" || type === "Until";
}
