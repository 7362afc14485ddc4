// Finds a customer's webhooks among those of the registry, and says which are there, disabled, missing or waited for. Pure.
import { isOurs, isTheirs } from "../../access/syncMark";
import { isSameLocation } from "../../azure/location";
import type { RegistryWebhook } from "../../azure/webhooks/registryWebhooks";
import type { DeployedSync } from "../syncUrl/deployedSync";

/** One webhook that a customer has, or is to have. */
export interface MatchedWebhook {
  /** A repository, or with scopes by prefix a prefix. */
  readonly repository: string;
  readonly location: string;
  /** Absent where there is none. */
  readonly name?: string;
  /**
   * `disabled` is a webhook that somebody has disabled, `suspended` one of a customer who is suspended; `waiting` is one that is
   * made once the customer has sent the callback URL.
   */
  readonly status: "enabled" | "disabled" | "suspended" | "missing" | "waiting";
}

/** The webhooks of one customer, sorted by repository and location. */
export function matchWebhooks(
  sync: DeployedSync,
  listed: readonly RegistryWebhook[],
): MatchedWebhook[] {
  const there = listed.filter((webhook) => isOwn(webhook, sync)).map((each) => found(each, sync));
  const absent: MatchedWebhook[] = Object.entries(sync.wanted)
    .flatMap(([repository, locations]) => locations.map((location) => ({ repository, location })))
    .filter((wanted) => sync.enabled && !there.some((each) => isSame(each, wanted)))
    .map((wanted) => ({ ...wanted, status: sync.hasUrl ? "missing" : "waiting" }));
  return [...there, ...absent].sort(
    (one, other) =>
      one.repository.localeCompare(other.repository) || one.location.localeCompare(other.location),
  );
}

/** One without an owner is the customer's too, if the last run knew its name: somebody has removed its tags. */
function isOwn({ name, tags }: RegistryWebhook, { mark, webhookNames }: DeployedSync): boolean {
  return isOurs(tags, mark) || (!isTheirs(tags, mark) && webhookNames.includes(name));
}

function found(
  { name, location, scope, tags, isEnabled }: RegistryWebhook,
  { enabled }: DeployedSync,
): MatchedWebhook {
  const repository = tags.Repository ?? (scope.replace(/:\*$/, "") || "*");
  const off = enabled ? "disabled" : "suspended";
  return { name, repository, location, status: isEnabled ? "enabled" : off };
}

type Place = Pick<MatchedWebhook, "repository" | "location">;

function isSame(one: Place, other: Place): boolean {
  return one.repository === other.repository && isSameLocation(one.location, other.location);
}
