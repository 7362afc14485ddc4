// Answers a program which of the tokens and scope maps that it is to take over are not there; one that cannot be read stops nobody.

import { atOnce } from "../access/atOnce";
import { missingWords } from "../access/readAdoptions";
import { parseScopeMapId, parseTokenId } from "../azure/tokenId";
import type { AzureAccess } from "./azureAccess";
import type { Properties } from "./protocol/resource";

/** What was found out of one that cannot be taken over, in the form that components/absence.ts reads. */
export interface Absence {
  /** ARM id, as it was asked about. */
  id: string;
  /** Is it known not to be there? False where it could not be read. */
  isMissing: boolean;
  /** What is said of it. */
  words: string;
}

/** @returns for `{ ids }` of tokens and scope maps `{ absent }`, without those that are there */
export function absence(azure: Pick<AzureAccess, "tokens">) {
  return async ({ ids }: Properties): Promise<{ absent: Absence[] }> => {
    const absent: Absence[] = [];
    await atOnce(ids as string[], async (id) => {
      const { what, name, isThere } = lookFor(id);
      try {
        if (await isThere(azure)) return;
        absent.push({ id, isMissing: true, words: missingWords(name, what) });
      } catch (thrown) {
        const reason = thrown instanceof Error ? thrown.message : String(thrown);
        const words = `whether there is a ${what} ${name} to take over could not be read (${reason})`;
        absent.push({ id, isMissing: false, words });
      }
    });
    return { absent };
  };
}

function lookFor(id: string) {
  if (/\/scopeMaps\/[^/]+$/i.test(id)) {
    return {
      what: "scope map" as const,
      name: parseScopeMapId(id).scopeMapName,
      isThere: async (azure: Pick<AzureAccess, "tokens">) =>
        (await (await azure.tokens()).scopeMapActions(id)) !== undefined,
    };
  }
  return {
    what: "token" as const,
    name: parseTokenId(id).tokenName,
    isThere: async (azure: Pick<AzureAccess, "tokens">) =>
      (await (await azure.tokens()).get(id)) !== undefined,
  };
}
