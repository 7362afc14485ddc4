// Finds webhooks that the file does not explain: those with the tags of this stack, and those that announce what customers pull.
import { covers } from "../access/pattern";
import { scopeMapMarkIn } from "../access/scopeMapMark";
import { isSameLocation } from "../azure/location";
import type { Comparison, Declared } from "./declared";
import type { Facts, Webhook } from "./facts";
import type { Finding } from "./finding";

/** Where a webhook sends is not read: only who may change webhooks sees that. */
export function webhookDrift({ declared, owner }: Comparison, facts: Facts): Finding[] {
  const { webhooks = [], knownWebhooks, otherStacks, scopeMaps = [] } = facts;
  // One line says that another stack is there.
  const others = new Set([
    ...otherStacks,
    ...scopeMaps.flatMap(({ description }) => scopeMapMarkIn(description)?.owner ?? []),
  ]);
  const asked = webhooks.filter(({ name }) => !knownWebhooks.includes(name.toLowerCase()));
  const isOurs = ({ tags }: Webhook) => owner !== undefined && tags.Owner === owner;
  const ours = asked.filter(isOurs);
  return asked.flatMap((webhook) => {
    if (isOurs(webhook)) return ofThisStack(webhook, ours, declared);
    return others.has(webhook.tags.Owner ?? "") ? [] : ofSomebody(webhook, declared);
  });
}

function ofThisStack(
  webhook: Webhook,
  ours: readonly Webhook[],
  declared: readonly Declared[],
): Finding[] {
  const { Customer: id = "" } = webhook.tags;
  const found = declared.find(({ customer }) => customer.id === id);
  const why = whyUndeclared(webhook, found, ours);
  if (why === undefined) return [];
  return [
    {
      kind: "undeclaredWebhook",
      ...(found === undefined ? {} : { customer: id }),
      subject: `webhook ${webhook.name}`,
      message: `${announced(webhook)} to ${id || "nobody"}: ${why}`,
    },
  ];
}

function whyUndeclared(
  webhook: Webhook,
  found: Declared | undefined,
  ours: readonly Webhook[],
): string | undefined {
  const sync = found?.customer.sync;
  if (found === undefined || sync === undefined) return "the file has no sync with them";
  if (!sync.repositories.some((each) => covers(each, repositoryOf(webhook)))) {
    return "the file does not sync this with them";
  }
  if (webhook.isEnabled && !found.isOpen) return "it sends, and they have no access";
  const { id } = found.customer;
  const same = ours.filter(
    (each) =>
      each.tags.Customer === id &&
      repositoryOf(each) === repositoryOf(webhook) &&
      isSameLocation(each.location, webhook.location),
  );
  if (!isNamedFor(id, webhook)) return "it has the tags of the sync, and another name";
  const doubles = same.filter((each) => isNamedFor(id, each)).length;
  return doubles > 1 ? `one of ${doubles} for the same, where the sync has one` : undefined;
}

/** As the sync names its webhooks; the hash at the end is not looked at. */
function isNamedFor(customer: string, { name }: Webhook): boolean {
  const start = `sync${customer.replaceAll("-", "").slice(0, 20)}`;
  return name.startsWith(start) && /^[0-9a-f]{24}$/.test(name.slice(start.length));
}

function ofSomebody(webhook: Webhook, declared: readonly Declared[]): Finding[] {
  const scope = repositoryOf(webhook);
  const customers = declared
    .map(({ customer }) => customer)
    .filter(({ repositories }) =>
      repositories.some((each) => covers(each, scope) || covers(scope, each)),
    )
    .map(({ id }) => id);
  if (customers.length === 0) return [];
  const by =
    webhook.tags.Owner === undefined ? "" : `, says that stack ${webhook.tags.Owner} made it`;
  return [
    {
      kind: "foreignWebhook",
      subject: `webhook ${webhook.name}`,
      message: `${announced(webhook)}, which ${listed(customers)} may pull${by}`,
    },
  ];
}

/** A repository, or a prefix; `*` for a webhook of the whole registry. */
function repositoryOf({ scope }: Webhook): string {
  const [repository = ""] = scope.split(":");
  return repository || "*";
}

function announced({ scope, actions, isEnabled }: Webhook): string {
  const verb = isEnabled ? "announces" : "is disabled, and would announce";
  return `${verb} ${actions.join(", ") || "nothing"} in ${scope || "every repository"}`;
}

const MOST_LISTED = 5;

function listed(ids: readonly string[]): string {
  const more = ids.length - MOST_LISTED;
  const shown = ids.slice(0, MOST_LISTED).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}
