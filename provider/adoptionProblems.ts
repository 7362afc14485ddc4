// Finds tokens and scope maps that a program cannot adopt: they do not exist, cannot be read, or belong to another stack.

import { atOnce } from "../access/atOnce";
import { missingWords } from "../access/readAdoptions";
import { ownedByAnother, type ScopeMapMark, scopeMapMarkIn } from "../access/scopeMapMark";
import { isSameId } from "../azure/tokens/tokenId";
import { notWrittenOver } from "../passwords/marks";
import type { AzureAccess } from "./azureAccess";
import type { Properties } from "./protocol/resource";

/** Why one token or scope map cannot be adopted, in the form that components/adoptionProblems.ts reads. */
export interface AdoptionProblem {
  /** ARM id, as it was asked about. */
  id: string;
  /**
   * It does not exist; it, or another resource of its customer, could not be read; another stack declares it, or this
   * one for another customer.
   */
  kind: "missing" | "unread" | "owned" | "held";
  /** The message about it. */
  words: string;
}

/** What one customer adopts, in a program's request. */
interface Adoption {
  customer: string;
  tokenId: string;
  /** ARM id of the scope map with the token's name, to which the token will be bound. */
  scopeMapId: string;
  adopt: readonly ("token" | "scopeMap" | "secret")[];
}

type Trouble = Omit<AdoptionProblem, "id">;

/**
 * Answers `{ adoptionProblems }` for `{ adoptions, owner }`.
 *
 * Without an `owner`, which the first preview of a stack does not know, every mark belongs to another stack. A missing
 * resource is a problem by itself. All other problems concern both the token and the scope map of the customer, so that
 * neither is imported.
 */
export function adoptionProblems(azure: Pick<AzureAccess, "tokens">) {
  return async ({
    adoptions,
    owner,
  }: Properties): Promise<{ adoptionProblems: AdoptionProblem[] }> => {
    const found: AdoptionProblem[] = [];
    await atOnce(adoptions as Adoption[], async (adoption) => {
      found.push(...(await adoptionProblemsOf(adoption, owner as string | undefined, azure)));
    });
    return { adoptionProblems: found };
  };
}

async function adoptionProblemsOf(
  adoption: Adoption,
  owner: string | undefined,
  azure: Pick<AzureAccess, "tokens">,
): Promise<AdoptionProblem[]> {
  const { tokenId, scopeMapId, adopt } = adoption;
  const token = await read("token", tokenId, async () => (await azure.tokens()).get(tokenId));
  const ofToken = adopt.includes("token")
    ? (token.trouble ?? missing("token", tokenId, token.found))
    : undefined;
  const lookAt = async (id: string) => {
    const scopeMap = await read("scope map", id, async () => (await azure.tokens()).scopeMap(id));
    const mark = scopeMapMarkIn(scopeMap.found?.description ?? "");
    const marked = { id, hasToken: token.found !== undefined, owner };
    return {
      scopeMap,
      trouble: scopeMap.trouble ?? (mark && markedBy(mark, marked, adoption)),
    };
  };
  const own = await lookAt(scopeMapId);
  const ofScopeMap =
    own.trouble ??
    (adopt.includes("scopeMap") ? missing("scope map", scopeMapId, own.scopeMap.found) : undefined);
  const bound = token.found?.scopeMapId ?? "";
  const isBoundElsewhere = bound !== "" && !isSameId(bound, scopeMapId);
  const ofBound = isBoundElsewhere ? (await lookAt(bound)).trouble : undefined;
  const ofBoth = [ofScopeMap, ofBound, ofToken].find((each) => each && each.kind !== "missing");
  return [
    { id: scopeMapId, trouble: ofScopeMap ?? ofBoth },
    { id: tokenId, trouble: ofToken ?? ofBoth },
  ].flatMap(({ id, trouble }) => (trouble === undefined ? [] : [{ id, ...trouble }]));
}

/** A scope map with a mark. */
interface Marked {
  id: string;
  /** The id of the stack that asks. */
  owner: string | undefined;
  /** Does a token with the requested name exist? */
  hasToken: boolean;
}

/** Undefined if the mark is the customer's own, or the file adopts it anyway. */
function markedBy(
  mark: ScopeMapMark,
  { id, owner, hasToken }: Marked,
  { customer, tokenId, scopeMapId, adopt }: Adoption,
): Trouble | undefined {
  const isOfItsName = isSameId(id, scopeMapId);
  const scopeMap = `scope map ${nameIn(id)}`;
  if (mark.owner === owner) {
    // A token that is bound to the scope map of another customer is not deleted with that scope map.
    if (mark.customer === customer || !isOfItsName) return undefined;
    const words = `${scopeMap} belongs to ${mark.customer} of this stack, and is deleted with its resources; remove ${customer} until a run has deleted it, or give ${customer} another tokenName`;
    return { kind: "held", words };
  }
  if (adopt.includes("secret") && (adopt.includes("scopeMap") || !isOfItsName)) return undefined;
  const owned = ownedByAnother(mark);
  const words = hasToken
    ? `token ${nameIn(tokenId)}: its ${scopeMap} ${notWrittenOver(owned)}`
    : `${scopeMap} is ${owned}, and is not overwritten; delete it once that stack no longer declares this customer, and it is created`;
  return { kind: "owned", words };
}

type What = "token" | "scope map";

function missing(what: What, id: string, found: unknown): Trouble | undefined {
  if (found !== undefined) return undefined;
  return { kind: "missing", words: missingWords(nameIn(id), what) };
}

async function read<Found>(
  what: What,
  id: string,
  ask: () => Promise<Found>,
): Promise<{ found?: Found; trouble?: Trouble }> {
  try {
    return { found: await ask() };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    const words = `could not read whether there is a ${what} ${nameIn(id)} to adopt (${reason})`;
    return { trouble: { kind: "unread", words } };
  }
}

function nameIn(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}
