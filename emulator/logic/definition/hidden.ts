// Which inputs and outputs history hides: where `secureData` says so, and where an action reads what is secured.
import { referencesOf } from "../language/references";
import type { Action } from "./actionSchema";
import { ownExpressions } from "./ownValue";
import type { Definition } from "./schema";
import { allNodes, treeOf } from "./tree";
import type { Trigger } from "./triggerSchema";

/** What is hidden of an action. */
export interface Hidden {
  readonly inputs: boolean;
  readonly outputs: boolean;
}

/**
 * What is hidden of each action.
 *
 * The inputs of an action are hidden if it reads from a trigger or action that secures its inputs or outputs. This does
 * not make the action secure itself, so what reads from it is shown.
 *
 * Documented: https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#considerations-for-securing-inputs-and-outputs
 */
export function hiddenOf(definition: Definition): ReadonlyMap<string, Hidden> {
  const known = found.get(definition) ?? findHidden(definition);
  found.set(definition, known);
  return known;
}

const found = new WeakMap<Definition, ReadonlyMap<string, Hidden>>();

function findHidden(definition: Definition): ReadonlyMap<string, Hidden> {
  const nodes = allNodes(treeOf(definition.actions));
  const isTriggerSecured = Object.values(definition.triggers).some(
    (trigger) => securedOf(trigger).length > 0,
  );
  const secured = new Set(
    nodes.filter(({ action }) => securedOf(action).length > 0).map(({ name }) => name),
  );
  return new Map(
    nodes.map(({ name, action }) => {
      const properties = securedOf(action);
      const named = referencesOf(ownExpressions(action));
      const readsSecured =
        (named.usesTrigger && isTriggerSecured) ||
        [...named.actions].some((each) => secured.has(each));
      const inputs = properties.includes("inputs") || readsSecured;
      // A Response has no outputs of its own: they are its inputs.
      const outputs = properties.includes("outputs") || (action.type === "Response" && inputs);
      return [name, { inputs, outputs }];
    }),
  );
}

/** Which of its data a trigger or action secures. */
export function securedOf(part: Action | Trigger): readonly ("inputs" | "outputs")[] {
  const configuration = "runtimeConfiguration" in part ? part.runtimeConfiguration : undefined;
  return configuration !== undefined && "secureData" in configuration
    ? (configuration.secureData?.properties ?? [])
    : [];
}
