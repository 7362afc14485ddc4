// Who has access by the resources of a checkpoint: customers, and tokens beside those that they have.
import type { CustomerFact, OtherFact, Snapshot } from "../snapshot";
import { boundIdOf, customerFact, type Parts } from "./customerFact";
import { othersIn } from "./othersIn";
import { isCustomer, nameIn, type Resource, roleOf } from "./resource";

/** What of a snapshot comes from scope maps, tokens and secrets. */
export function accessIn(
  resources: readonly Resource[],
): Pick<Snapshot, "customers" | "others" | "oddities"> {
  const scopeMaps = new Map(
    resources.flatMap((each): (readonly [string, Resource])[] =>
      roleOf(each) === "scope map" && each.id !== undefined ? [[each.id.toLowerCase(), each]] : [],
    ),
  );
  const own = ownParts(resources);
  const used = new Set([...own.values()].flatMap((parts) => Object.values(parts)));
  const bound = [...own.values()].flatMap((parts) => boundIdOf(parts) ?? []);
  const others = othersIn(resources, { used, bound }, scopeMaps);
  const oddities = [...twice(resources), ...withoutToken(own)];
  const customers = [...own].map(([id, parts]) => customerFact(id, parts, scopeMaps));
  return {
    customers: sorted<CustomerFact>(customers),
    ...(others.length === 0 ? {} : { others: sorted<OtherFact>(others) }),
    ...(oddities.length === 0 ? {} : { oddities }),
  };
}

/** What each customer has: of several resources of a kind the one with its usual name, or the first. */
function ownParts(resources: readonly Resource[]): Map<string, Parts> {
  const below = new Map<string, { component?: Resource; children: Resource[] }>();
  const at = (urn: string) => {
    const known = below.get(urn) ?? { children: [] };
    below.set(urn, known);
    return known;
  };
  for (const resource of resources) {
    const { urn, parent, isReplaced } = resource;
    if (isReplaced === true) continue;
    if (isCustomer(urn)) at(urn).component ??= resource;
    if (parent !== undefined && isCustomer(parent)) at(parent).children.push(resource);
  }
  return new Map(
    [...below].map(([urn, { component, children }]) => {
      const id = nameIn(urn);
      const child = (role: ReturnType<typeof roleOf>, name: string) => {
        const fitting = children.filter((each) => roleOf(each) === role);
        return fitting.find((each) => nameIn(each.urn) === `${id}-${name}`) ?? fitting[0];
      };
      const parts = {
        component,
        scopeMap: child("scope map", "scope-map"),
        token: child("token", "token"),
        secret: child("secret", "secret"),
      };
      return [id, present(parts)];
    }),
  );
}

function present(parts: { [Key in keyof Parts]: Parts[Key] | undefined }): Parts {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

/** The engine writes no URN twice, but for those that wait for their deletion. */
function twice(resources: readonly Resource[]): string[] {
  const seen = new Set<string>();
  const found = new Set<string>();
  for (const { urn, isReplaced } of resources) {
    if (isReplaced === true) continue;
    if (seen.has(urn)) found.add(urn);
    seen.add(urn);
  }
  return [...found].map((urn) => `${nameIn(urn)} is there twice`);
}

/** A token is made before its secret, and deleted after it. */
function withoutToken(own: ReadonlyMap<string, Parts>): string[] {
  return [...own].flatMap(([id, { token, secret }]) =>
    secret !== undefined && token === undefined ? [`${id} has a secret and no token`] : [],
  );
}

function sorted<Fact extends { readonly id: string }>(facts: readonly Fact[]): Fact[] {
  return [...facts].sort((one, other) => (one.id < other.id ? -1 : 1));
}
