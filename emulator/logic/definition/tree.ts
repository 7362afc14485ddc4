// The actions of a definition as a tree: what is around each, what it can read, and in which order actions run.
import type { Action, Actions } from "./actionSchema";

/** An action with its place in the definition. */
export interface Node {
  readonly name: string;
  readonly action: Action;
  /** The group that it belongs to, itself among it. */
  readonly group: readonly Node[];
  readonly parent?: Node;
  /** The groups in it: none, one, or those of both branches. */
  readonly groups: readonly (readonly Node[])[];
}

/** The tree of a definition's actions. */
export function treeOf(actions: Actions): readonly Node[] {
  const known = trees.get(actions) ?? groupOf(actions);
  trees.set(actions, known);
  return known;
}

const trees = new WeakMap<Actions, readonly Node[]>();

function groupOf(actions: Actions, parent?: Node): readonly Node[] {
  const group: Node[] = [];
  for (const [name, action] of Object.entries(actions)) {
    const groups: (readonly Node[])[] = [];
    const node: Node = { name, action, group, groups, ...(parent === undefined ? {} : { parent }) };
    groups.push(...groupsOf(action).map((inner) => groupOf(inner, node)));
    group.push(node);
  }
  return group;
}

/** The groups of actions within an action. */
export function groupsOf(action: Action): readonly Actions[] {
  switch (action.type) {
    case "If":
      return [action.actions, action.else?.actions ?? {}];
    case "Scope":
    case "Foreach":
    case "Until":
      return [action.actions];
    default:
      return [];
  }
}

/** All nodes of a tree, each before what is in it. */
export function allNodes(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => [node, ...node.groups.flatMap(allNodes)]);
}

/** An action and what is around it, from the inside. */
export function ancestry(node: Node): Node[] {
  return node.parent === undefined ? [node] : [node, ...ancestry(node.parent)];
}

/** Those that must have ended before a node begins, in its own group; undefined if it would have to wait for itself. */
export function predecessorsOf(node: Node, path: readonly Node[] = []): Set<Node> | undefined {
  if (path.includes(node)) return undefined;
  const found = new Set<Node>();
  for (const name of Object.keys(node.action.runAfter)) {
    const before = node.group.find((each) => each.name === name);
    if (before === undefined) continue;
    const further = predecessorsOf(before, [...path, node]);
    if (further === undefined) return undefined;
    for (const each of [before, ...further]) found.add(each);
  }
  return found;
}

/**
 * The names of the actions whose outputs a node can read: those before it, before what is around it, and what is in them.
 *
 * What is in a loop over items cannot be read from outside; the condition of an Until reads what is in it.
 */
export function readableFrom(node: Node): Set<string> {
  const before = ancestry(node).flatMap((each) => [...(predecessorsOf(each) ?? [])]);
  const within = node.action.type === "Until" ? node.groups.flat() : [];
  return new Set([...before, ...within].flatMap(visibleIn).map(({ name }) => name));
}

function visibleIn(node: Node): Node[] {
  return node.action.type === "Foreach"
    ? [node]
    : [node, ...node.groups.flatMap((group) => group.flatMap(visibleIn))];
}
