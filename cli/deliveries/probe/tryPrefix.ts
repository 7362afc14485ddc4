// Tries whether a webhook for a prefix fires: pushes below it, looks for the event, and if there is none, tries the whole name.

import { webhookScope } from "../../../access/webhookScope";
import { AzureError } from "../../../azure/azureError";
import type { ThrowAwayRepository } from "../../../azure/registry/throwAway";
import type { RegistryWebhooks } from "../../../azure/webhooks/registryWebhooks";
import type { WebhookEvents } from "../../../azure/webhooks/webhookEvents";
import type { SyncTime } from "../../sync/world";
import { type Probe, type ProbeWebhookFacts, prefixScope, probeWebhook } from "./probe";

/**
 * What came of it: `silent` is a prefix without an event where the whole name has one, `unknown` one where that has none either;
 * `refused` is a scope that Azure does not take.
 */
export type ProbeVerdict = "fires" | "silent" | "refused" | "unknown";

/** What a trial works with. */
export interface ProbeWorld {
  readonly registryId: string;
  readonly place: Omit<ProbeWebhookFacts, "scope">;
  readonly webhooks: Pick<RegistryWebhooks, "put" | "remove">;
  readonly events: Pick<WebhookEvents, "list">;
  /** Opens a repository that is deleted again. */
  repository(name: string): ThrowAwayRepository;
  readonly time: SyncTime;
  readonly signal: AbortSignal;
  say(line: string): void;
}

/** For how long an event is looked for, how often, and after how many looks something is pushed again. */
export const LOOK_SECONDS = 60;
const LOOK_EVERY_SECONDS = 2;
const LOOKS = LOOK_SECONDS / LOOK_EVERY_SECONDS;
const LOOKS_PER_PUSH = 10;

/** Tries it; whoever calls this cleans up. @throws AzureError */
export async function tryPrefix(probe: Probe, world: ProbeWorld): Promise<ProbeVerdict> {
  try {
    await scopeTo(prefixScope(probe), probe, world);
  } catch (thrown) {
    if (!(thrown instanceof AzureError) || thrown.status !== 400) throw thrown;
    world.say(thrown.message);
    return "refused";
  }
  if (await isAnnounced(probe.below, probe, world)) return "fires";
  world.say("no event: trying the same with the whole name of a repository");
  await scopeTo(webhookScope(probe.control), probe, world);
  const isControlled = await isAnnounced(probe.control, probe, world);
  // One that came late came by the prefix all the same: no other scope was for it.
  if (await isNoted(probe.below, probe, world)) return "fires";
  return isControlled ? "silent" : "unknown";
}

async function scopeTo(scope: string, probe: Probe, world: ProbeWorld): Promise<void> {
  const { registryId, place, webhooks, say } = world;
  say(`webhook ${probe.webhookName} gets the scope ${scope}`);
  await webhooks.put(registryId, probeWebhook(probe, { ...place, scope }));
}

/** Pushes, and again from time to time, as a webhook may take a while to have an effect. */
async function isAnnounced(name: string, probe: Probe, world: ProbeWorld): Promise<boolean> {
  const repository = world.repository(name);
  for (let look = 0; look < LOOKS; look += 1) {
    if (look % LOOKS_PER_PUSH === 0) {
      const tag = `trial-${look / LOOKS_PER_PUSH + 1}`;
      world.say(`pushing ${name}:${tag}`);
      await repository.push(tag);
    }
    await world.time.wait(LOOK_EVERY_SECONDS * 1000, world.signal);
    if (await isNoted(name, probe, world)) return true;
  }
  return false;
}

async function isNoted(
  name: string,
  { webhookName }: Probe,
  { events, registryId }: ProbeWorld,
): Promise<boolean> {
  const deliveries = await events.list(registryId, webhookName);
  return deliveries.some(({ repository }) => repository === name);
}
