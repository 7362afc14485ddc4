// Reads once in a run what the scope maps say of who declares them, and since which revision: the state may be older.

import { ownedByAnother, type ScopeMapMark, scopeMapMarkIn } from "../access/scopeMapMark";
import { notWrittenOver } from "../passwords/marks";
import type { AzureAccess } from "./azureAccess";
import type { Properties } from "./protocol/resource";

/** Whose scope map it is. */
interface Whose {
  /** ARM id. */
  scopeMapId: string;
  /** The random id of the stack; undefined in its first preview. */
  owner: string | undefined;
}

/** What a scope map in Azure says. */
export interface StandingRights {
  /** Of this stack's record; 0 for the first one, and where another stack declares it. */
  revision: number;
  /** Why this stack writes nothing there, in words for people: another stack declares it. */
  refusal?: string;
}

/** What was read so far. */
export interface RightsInAzure {
  /** Lists the scope maps of the registry, once in a run; a list that fails is given up, as what else fails says why. */
  read(whose: Whose): Promise<void>;
  /** By a scope map's name, in any case; undefined where none was read that says so. */
  of(scopeMapName: string): StandingRights | undefined;
}

/** Prepares the reading of one run, which is about one stack and one registry. */
export function rightsInAzure(azure: Pick<AzureAccess, "tokens">): RightsInAzure {
  const found = new Map<string, StandingRights>();
  let reading: Promise<void> | undefined;
  const readAll = async ({ scopeMapId, owner }: Whose) => {
    const registryId = scopeMapId.split("/").slice(0, -2).join("/");
    for (const { name, description } of await (await azure.tokens()).scopeMaps(registryId)) {
      const mark = scopeMapMarkIn(description);
      if (mark === undefined) continue;
      const refusal = refusalFor(name, mark, owner);
      const isOurs = refusal === undefined;
      found.set(
        name.toLowerCase(),
        isOurs ? { revision: mark.revision ?? 0 } : { revision: 0, refusal },
      );
    }
  };
  return {
    read(whose) {
      reading ??= readAll(whose).catch(() => undefined);
      return reading;
    },
    of: (scopeMapName) => found.get(scopeMapName.toLowerCase()),
  };
}

/**
 * For `{ scopeMapId, description }`, with the description that is about to be written, gives `{ refusal }`: why it must not be;
 * undefined where it may.
 */
export function scopeMapRefusal(azure: Pick<AzureAccess, "tokens">) {
  return async ({ scopeMapId, description }: Properties): Promise<{ refusal?: string }> => {
    const found = await (await azure.tokens()).scopeMap(String(scopeMapId));
    const mark = found && scopeMapMarkIn(found.description);
    const owner = scopeMapMarkIn(String(description))?.owner;
    const refusal = mark && refusalFor(nameIn(String(scopeMapId)), mark, owner);
    return refusal === undefined ? {} : { refusal };
  };
}

function refusalFor(
  name: string,
  mark: ScopeMapMark,
  owner: string | undefined,
): string | undefined {
  if (mark.owner === owner) return undefined;
  return `token ${name}: its scope map ${name} ${notWrittenOver(ownedByAnother(mark))}`;
}

function nameIn(scopeMapId: string): string {
  return scopeMapId.slice(scopeMapId.lastIndexOf("/") + 1);
}
