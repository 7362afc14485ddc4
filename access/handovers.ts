// Refuses to move a token from one customer to another in one change: the engine would delete it after the other customer got it.
import { readAccessLine } from "./accessLine";
import type { AccessRecord } from "./record";

/**
 * Reports each customer who gets a token that another one had before, whether it is adopted or created again.
 *
 * The engine deletes last, by the id in Azure. So it would delete the token that it has just adopted for the new
 * customer, because it was the old one's. This is so even if the old customer was offboarded or gets another token.
 */
export function handoverRefusals(before: AccessRecord, after: AccessRecord): string[] {
  const holders = new Map(tokensOf(before).map(([id, tokenName]) => [keyOf(tokenName), id]));
  const had = new Map(tokensOf(before));
  return tokensOf(after)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([id, tokenName]) => {
      const holder = holders.get(keyOf(tokenName));
      const own = had.get(id);
      const isKept = own !== undefined && keyOf(own) === keyOf(tokenName);
      return holder === undefined || isKept ? [] : [refusal(holder, id, tokenName)];
    });
}

function tokensOf({ access }: AccessRecord): [id: string, tokenName: string][] {
  return Object.entries(access).map(([id, line]) => [id, readAccessLine(line).tokenName]);
}

/** Azure compares token names without regard to case. */
function keyOf(tokenName: string): string {
  return tokenName.toLowerCase();
}

function refusal(holder: string, id: string, tokenName: string): string {
  return [
    `${id}: gets the token ${tokenName}, which belongs to ${holder} and is deleted with its resources`,
    `  to rename a customer, keep ${holder} and change displayName; otherwise give ${id} another tokenName, or make two changes: first remove the token from ${holder}, then give ${id} a new token of that name, without \`adopt\``,
  ].join("\n");
}
