// Finds tokens beside those that customers have: replaced and not deleted yet, a second one, or one below no customer.
import type { Beside, OtherFact } from "../snapshot";
import { boundIdOf, customerFact, nameOf, type Parts } from "./customerFact";
import { text } from "./reading";
import { isCustomer, nameIn, type Resource, roleOf } from "./resource";

/**
 * All of them, and the scope maps that no token of the state has.
 *
 * @param used what customers have
 * @param bound ids of the scope maps that their tokens have, in lower case: each is told with its customer
 * @param scopeMaps all of the state, by their ARM ids in lower case
 */
export function othersIn(
  resources: readonly Resource[],
  { used, bound }: { readonly used: ReadonlySet<Resource>; readonly bound: readonly string[] },
  scopeMaps: ReadonlyMap<string, Resource>,
): OtherFact[] {
  // What has the id of a customer's own is the same in Azure, however it is spelled.
  const known = new Set([...used].flatMap((each) => keyOf(each) ?? []));
  const left = resources.filter((each) => {
    const key = keyOf(each);
    return key !== undefined && !used.has(each) && !known.has(key);
  });
  const byToken = new Map<string, { token?: Resource; secret?: Resource }>();
  for (const resource of left) {
    const role = roleOf(resource);
    if (role === "scope map" || role === undefined) continue;
    const key = tokenKey(resource);
    byToken.set(key, { [role]: resource, ...byToken.get(key) });
  }
  const granted = new Set(bound);
  const tokens = [...byToken.values()].map((parts): Parts => {
    const boundId = boundIdOf(parts);
    const scopeMap = boundId === undefined ? undefined : scopeMaps.get(boundId);
    if (boundId !== undefined) granted.add(boundId);
    return scopeMap === undefined ? parts : { ...parts, scopeMap };
  });
  const alone = left
    .filter((each) => roleOf(each) === "scope map" && !granted.has(each.id?.toLowerCase() ?? ""))
    .map((scopeMap): Parts => ({ scopeMap }));
  return distinct([...tokens, ...alone].map((parts) => factOf(parts, scopeMaps)));
}

/** By which a resource is the same as another one: its id in Azure; a TokenSecret and its token are one. */
function keyOf(resource: Resource): string | undefined {
  const role = roleOf(resource);
  if (role === undefined) return undefined;
  return role === "scope map" ? idOf(resource) : tokenKey(resource);
}

/** The ARM id of the token, in lower case. The id of a TokenSecret is that of its token. */
function tokenKey(resource: Resource): string {
  const { outputs, inputs } = resource;
  if (roleOf(resource) === "token") return idOf(resource);
  return (
    (resource.id ?? text(outputs.tokenId) ?? text(inputs.tokenId))?.toLowerCase() ?? idOf(resource)
  );
}

function idOf({ id, urn, isReplaced }: Resource): string {
  return id?.toLowerCase() ?? `${urn}${isReplaced === true ? " replaced" : ""}`;
}

function factOf(parts: Parts, scopeMaps: ReadonlyMap<string, Resource>): OtherFact {
  const named = parts.token ?? parts.secret ?? parts.scopeMap;
  const parent = [parts.secret, parts.token, parts.scopeMap]
    .flatMap((each) => each?.parent ?? [])
    .find(isCustomer);
  const customer = parent === undefined ? undefined : nameIn(parent);
  const isReplaced = named?.isReplaced === true || parts.secret?.isReplaced === true;
  const why = isReplaced ? "replaced" : customer === undefined ? "stray" : "second";
  const kind = parts.token === undefined && parts.secret === undefined ? "scope map" : "token";
  const name = named === undefined ? "" : nameOf(named);
  const id = `${customer ?? "no customer"}, ${WORDS[why]}${kind} ${name}`;
  const { currentSlot, ...fact } = customerFact(id, parts, scopeMaps);
  return {
    // Azure enables a token of which nothing else was said.
    ...(kind === "token" ? { enabled: true } : {}),
    ...fact,
    // The vault hands out the password of the successor.
    ...(currentSlot === undefined || isReplaced ? {} : { currentSlot }),
    ...(kind === "scope map" || fact.tokenName !== undefined ? {} : { tokenName: name }),
    ...(customer === undefined ? {} : { customer }),
    why,
    ...(named?.isRetained === true ? { isRetained: true } : {}),
  };
}

const WORDS: Readonly<Record<Beside, string>> = { replaced: "old ", second: "second ", stray: "" };

/** Two registries may have tokens of one name. */
function distinct(facts: readonly OtherFact[]): OtherFact[] {
  const seen = new Map<string, number>();
  return facts.map((fact) => {
    const count = (seen.get(fact.id) ?? 0) + 1;
    seen.set(fact.id, count);
    return count === 1 ? fact : { ...fact, id: `${fact.id} (${count})` };
  });
}
