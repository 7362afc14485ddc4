// Refuses to hand a token from one customer to another in one change: it would be deleted for the one after the other got it.
import { readAccessLine } from "./accessLine";
import type { AccessRecord } from "./record";

/**
 * Tells of each customer who gets a token that another one had before, whether it is adopted or made anew.
 *
 * The engine deletes last, by the id in Azure: so it deletes the token that it has just taken over for the new one,
 * because it was the old one's. That the old one was offboarded, or gets another token, changes nothing about it.
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

/** To Azure a token's name is the same in whatever case. */
function keyOf(tokenName: string): string {
  return tokenName.toLowerCase();
}

function refusal(holder: string, id: string, tokenName: string): string {
  return [
    `${id}: gets the token ${tokenName}, which is ${holder}'s and is deleted with what ${holder} had`,
    `  to rename a customer keep ${holder} and change displayName; else give ${id} another tokenName, or make two changes of it: in the first ${holder} goes without the token, and in the next ${id} gets a new one of that name, without \`adopt\``,
  ].join("\n");
}
