// Finds in Azure what the file declares, by name.
import { isOpen } from "../access/access";
import { scopeMapMarkIn } from "../access/scopeMapMark";
import type { RegistryToken } from "../azure/tokens/registryToken";
import { parseRegistryId } from "../azure/tokens/tokenId";
import { accessOf } from "../customers/accessOf";
import type { Customer } from "../customers/schema/schema";
import { type Mark, markIn } from "../passwords/marks";
import type { Facts, ScopeMap, Secret } from "./facts";

/** One customer of the file with what Azure has of them. */
export interface Declared {
  readonly customer: Customer;
  /** May they log in today? */
  readonly isOpen: boolean;
  readonly token?: RegistryToken;
  readonly scopeMap?: ScopeMap;
  readonly secret?: Secret;
  /** The secret's mark, if it has tags of this project. */
  readonly mark?: Mark;
}

/** The file and Azure side by side. */
export interface Comparison {
  readonly declared: readonly Declared[];
  /** The random id of the stack; undefined if nothing in Azure contains one. */
  readonly owner: string | undefined;
}

/** Finds each customer's resources; names are compared without regard to case, as in Azure. */
export function compare(facts: Facts): Comparison {
  const tokens = byName(facts.tokens ?? []);
  const scopeMaps = byName(facts.scopeMaps ?? []);
  const { registryName } = parseRegistryId(facts.place.registryId);
  const owner = ownerIn(facts, registryName);
  const secrets = secretsOf(facts.secrets ?? [], owner);
  const declared = facts.customers.map((customer) => {
    const name = customer.tokenName.toLowerCase();
    const token = tokens.get(name);
    const scopeMap = scopeMaps.get(name);
    const secret = secrets.get(customer.id);
    const mark = secret && markIn(secret.tags);
    return {
      customer,
      isOpen: isOpen(accessOf(customer), facts.today),
      ...(token === undefined ? {} : { token }),
      ...(scopeMap === undefined ? {} : { scopeMap }),
      ...(secret === undefined ? {} : { secret }),
      ...(mark === undefined ? {} : { mark }),
    };
  });
  return { declared, owner };
}

/**
 * The stack's id: the one that most customers of the file have in Azure.
 *
 * So its state is not needed, and no right on the backend.
 */
export function ownerIn(
  { customers, scopeMaps = [], secrets = [] }: Pick<Facts, "customers" | "scopeMaps" | "secrets">,
  registryName: string,
): string | undefined {
  const ids = new Map(customers.map(({ id, tokenName }) => [tokenName.toLowerCase(), id]));
  const ofRegistry = `${registryName}/`.toLowerCase();
  const counts = new Map<string, number>();
  const count = (owner: string) => counts.set(owner, (counts.get(owner) ?? 0) + 1);
  for (const { name, description } of scopeMaps) {
    const mark = scopeMapMarkIn(description);
    if (mark !== undefined && ids.get(name.toLowerCase()) === mark.customer) count(mark.owner);
  }
  for (const { tags } of secrets) {
    const mark = markIn(tags);
    const token = mark?.token.toLowerCase() ?? "";
    if (mark && token.startsWith(ofRegistry) && ids.has(token.slice(ofRegistry.length))) {
      count(mark.owner);
    }
  }
  const [first] = [...counts].sort(
    ([one, often], [other, seldom]) => seldom - often || (one < other ? -1 : 1),
  );
  return first?.[0];
}

/** By customer id, the secret with this customer's and the stack's id; of two, the one that was published last. */
function secretsOf(secrets: readonly Secret[], owner: string | undefined): Map<string, Secret> {
  const issuedAt = ({ tags }: Secret) => markIn(tags)?.createdAt ?? "";
  const byCustomer = new Map<string, Secret>();
  for (const secret of secrets) {
    const [, id, suffix] = /^(.+)-registry-([^-]+)(?:-r\d+)?$/i.exec(secret.name) ?? [];
    if (id === undefined || suffix?.toLowerCase() !== owner) continue;
    const known = byCustomer.get(id.toLowerCase());
    if (known === undefined || issuedAt(known) < issuedAt(secret)) {
      byCustomer.set(id.toLowerCase(), secret);
    }
  }
  return byCustomer;
}

function byName<Item extends { readonly name: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.name.toLowerCase(), item]));
}
