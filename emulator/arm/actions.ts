// The grammar of scope map actions, and what the built-in scope maps hold.

import { armError } from "../http/errors";
import { Refusal } from "../http/reply";

/** Documented: https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions */
export const MOST_ACTIONS = 500;

const ACTION =
  /^(repositories\/(\*|[a-z0-9._/-]+(\/\*)?)\/(content\/(read|write|delete)|metadata\/(read|write))|gateway\/[a-z0-9]+\/(config|message)\/(read|write))$/i;

/** Refuses actions that are not a list of well-formed actions. */
export function requireActions(value: unknown): readonly string[] {
  if (!Array.isArray(value) || !value.every((action) => typeof action === "string")) {
    throw refuseAction("The property 'actions' must be a list of strings.");
  }
  if (value.length > MOST_ACTIONS) {
    throw refuseAction(
      `A scope map can have at most ${MOST_ACTIONS} actions; ${value.length} were given.`,
    );
  }
  const wrong = value.find((action) => !isAction(action));
  if (wrong !== undefined) {
    throw refuseAction(`The action '${wrong}' is not valid.`);
  }
  return value;
}

/** Whether a text is an action; a star stands alone or after the last slash of the repository. */
export function isAction(action: string): boolean {
  return ACTION.test(action) && !/\/\/|\/\.\.?\//.test(action);
}

/** The scope maps that every registry has, with their descriptions. */
export const SYSTEM_SCOPE_MAPS: readonly (readonly [string, string, readonly string[]])[] = [
  [
    "_repositories_admin",
    "Can perform all read, write and delete operations on the registry",
    all("content/read", "content/write", "content/delete", "metadata/read", "metadata/write"),
  ],
  ["_repositories_pull", "Can pull any repository of the registry", all("content/read")],
  [
    "_repositories_pull_metadata_read",
    "Can perform all read operations on the registry",
    all("content/read", "metadata/read"),
  ],
  [
    "_repositories_push",
    "Can push to any repository of the registry",
    all("content/read", "content/write"),
  ],
  [
    "_repositories_push_metadata_write",
    "Can perform all read and write operations on the registry",
    all("content/read", "content/write", "metadata/read", "metadata/write"),
  ],
];

function all(...actions: string[]): string[] {
  return actions.map((action) => `repositories/*/${action}`);
}

function refuseAction(message: string): Refusal {
  return new Refusal(armError(400, "InvalidScopeMapActions", message));
}
