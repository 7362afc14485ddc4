// Refuses a new tokenName that cannot be applied in one change: the token is the user name, and its passwords end with it.
import { readAccessLine } from "./accessLine";
import type { AccessRecord } from "./record";

/**
 * Reports each customer who gets another token name that cannot be given in this change.
 *
 * If the name differs only in case, it is the same token to Azure, so no new one can be created. A protected token is
 * kept in any case, so the protection must be removed in a separate change.
 */
export function renameRefusals(before: AccessRecord, after: AccessRecord): string[] {
  const next = new Map(Object.entries(after.access));
  return Object.keys(before.access)
    .sort()
    .flatMap((id) => {
      const nextLine = next.get(id);
      if (nextLine === undefined) return [];
      const { tokenName: old, state } = readAccessLine(before.access[id] ?? "");
      const { tokenName } = readAccessLine(nextLine);
      if (tokenName === old) return [];
      if (tokenName.toLowerCase() === old.toLowerCase()) return [sameToken(id, old, tokenName)];
      const wasProtected = before.protect !== false && state !== "offboarded";
      return wasProtected ? [stillProtected(id, old, tokenName)] : [];
    });
}

function sameToken(id: string, old: string, tokenName: string): string {
  return [
    `${id}: tokenName ${tokenName} is ${old} in another case, and Azure treats both as the same token`,
    `  put \`tokenName: ${old}\` back`,
  ].join("\n");
}

function stillProtected(id: string, old: string, tokenName: string): string {
  return [
    `${id}: tokenName ${tokenName} replaces the token ${old}, which is protected`,
    `  every password handed out for ${old} ends then; if this is intended, put it back, run \`pulumi config set customer-access:protect false\` and \`pulumi up\`, and change it in the next run`,
  ].join("\n");
}
