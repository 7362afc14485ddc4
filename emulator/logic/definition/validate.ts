// Whether a definition can be deployed: its form, its expressions, what they name, and the order of its actions.

import type { Workflow } from "../../world/workflows";
import { conditionExpression } from "../language/condition";
import { ExpressionError } from "../language/expressionError";
import { type References, referencesOf } from "../language/references";
import { findBeyondLimits, findMisplaced } from "./limits";
import { ownExpressions } from "./ownValue";
import { DEFINITION, type Definition } from "./schema";
import { allNodes, ancestry, type Node, predecessorsOf, readableFrom, treeOf } from "./tree";
import type { Trigger } from "./triggerSchema";

/** A definition that can run, or all that is wrong with it. */
export type Validated = { readonly definition: Definition } | { readonly problems: string[] };

/** Checks a definition, each problem with its place and what it is. */
export function validateDefinition(given: unknown): Validated {
  const parsed = DEFINITION.safeParse(given);
  if (!parsed.success) {
    return { problems: parsed.error.issues.map((issue) => describeIssue(issue)) };
  }
  const definition: Definition = parsed.data;
  const nodes = allNodes(treeOf(definition.actions));
  const problems = [
    ...findBeyondLimits(definition, nodes),
    ...findMisplaced(definition, nodes),
    ...findNamesTwice(nodes),
    ...Object.entries(definition.triggers).flatMap(([name, trigger]) =>
      findInTrigger(name, trigger, definition),
    ),
    ...nodes.flatMap((node) => [...findInOrder(node), ...findInExpressions(node, definition)]),
  ];
  return problems.length > 0 ? { problems } : { definition };
}

/** The definition of a workflow that has been deployed. */
export function definitionOf({ definition }: Workflow): Definition {
  const known = deployed.get(definition);
  if (known !== undefined) return known;
  const validated = validateDefinition(definition);
  if ("problems" in validated) {
    throw new Error(`a deployed definition is not valid: ${validated.problems.join(" ")}`);
  }
  deployed.set(definition, validated.definition);
  return validated.definition;
}

/** To check one takes longer than a run of it. */
const deployed = new WeakMap<object, Definition>();

function describeIssue({ path, message }: { path: PropertyKey[]; message: string }): string {
  const [kind, name] = path.map(String);
  const place = path.map(String).join(".");
  if (kind === "actions" && name !== undefined) {
    return `The template action '${name}' at '${place}' is not valid: "${message}".`;
  }
  if (kind === "triggers" && name !== undefined) {
    return `The template trigger '${name}' at '${place}' is not valid: "${message}".`;
  }
  return `The template at '${place}' is not valid: "${message}".`;
}

function findNamesTwice(nodes: readonly Node[]): string[] {
  const names = nodes.map(({ name }) => name.toLowerCase());
  return nodes
    .filter(({ name }, index) => names.indexOf(name.toLowerCase()) !== index)
    .map(({ name }) => `The template action name '${name}' is not unique.`);
}

function findInTrigger(name: string, trigger: Trigger, definition: Definition): string[] {
  return (trigger.conditions ?? []).flatMap(({ expression }) => {
    const what = (why: string) => `The template trigger '${name}' is not valid: "${why}".`;
    return attempt(what, () => {
      const named = referencesOf([conditionExpression(expression)]);
      const actions = [...named.actions].map((action) =>
        what(`the condition names the action '${action}', and no action has run.`),
      );
      return [...actions, ...findParameters(named, definition, what)];
    });
  });
}

function findInOrder(node: Node): string[] {
  const missing = Object.keys(node.action.runAfter)
    .filter((name) => !node.group.some((each) => each.name === name))
    .map(
      (name) =>
        `The 'runAfter' property of template action '${node.name}' contains non-existent action '${name}'.`,
    );
  return predecessorsOf(node) === undefined
    ? [...missing, `The 'runAfter' property of template action '${node.name}' leads to itself.`]
    : missing;
}

function findInExpressions(node: Node, definition: Definition): string[] {
  const what = (why: string) => `The template action '${node.name}' is not valid: "${why}".`;
  return attempt(what, () => {
    const named = referencesOf(ownExpressions(node.action));
    const readable = readableFrom(node);
    const loops = ancestry(node)
      .slice(1)
      .filter(({ action }) => action.type === "Foreach")
      .map(({ name }) => name);
    const actions = [...named.actions].filter((name) => !readable.has(name));
    const foreign = [...named.loops].filter((name) => !loops.includes(name));
    const hasItem = loops.length > 0 || node.action.type === "Query";
    return [
      ...actions.map((name) =>
        what(
          `the action '${name}' must be in the 'runAfter' path of action '${node.name}' to be referenced.`,
        ),
      ),
      ...foreign.map((name) => what(`'${name}' is no 'Foreach' around it.`)),
      ...(named.usesItem && !hasItem
        ? [what("item() is used outside of a loop and a filter.")]
        : []),
      ...findParameters(named, definition, what),
    ];
  });
}

function findParameters(
  named: References,
  { parameters }: Definition,
  what: (why: string) => string,
): string[] {
  return [...named.parameters]
    .filter((name) => !Object.hasOwn(parameters, name))
    .map((name) => what(`the template parameter '${name}' is not found.`));
}

function attempt(what: (why: string) => string, find: () => string[]): string[] {
  try {
    return find();
  } catch (error) {
    if (error instanceof ExpressionError) return [what(error.message)];
    throw error;
  }
}
