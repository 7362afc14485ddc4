// The names of one trial whether a webhook for a prefix fires, and what it makes.
import { covers } from "../../../access/pattern";
import { webhookScope } from "../../../access/webhookScope";
import type { RegistryWebhook, WebhookTarget } from "../../../azure/webhooks/registryWebhooks";

/** One trial; nothing of it has a name that a customer has. */
export interface Probe {
  /** `sync-probe-4f1c09a2b7de` */
  readonly prefix: string;
  readonly webhookName: string;
  /** Where the event is expected by the prefix alone. */
  readonly below: string;
  /** Where it is expected by its whole name, to see that events are noted at all. */
  readonly control: string;
}

/** Names a trial. @param id 12 hexadecimal digits */
export function probeOf(id: string): Probe {
  const prefix = `sync-probe-${id}`;
  return {
    prefix,
    webhookName: `syncprobe${id}`,
    below: `${prefix}/below`,
    control: `${prefix}/control`,
  };
}

/** The scope as `webhookScope: prefix` has it. */
export function prefixScope({ prefix }: Probe): string {
  return webhookScope(`${prefix}/*`);
}

/**
 * The webhook of a trial.
 *
 * It sends to the registry itself, which refuses the event, so that no other host sees it. The event is noted all the same.
 */
export function probeWebhook(
  { webhookName: name, prefix }: Probe,
  { scope, location, loginServer, at }: ProbeWebhookFacts,
): RegistryWebhook & WebhookTarget {
  return {
    name,
    location,
    scope,
    isEnabled: true,
    actions: ["push"],
    tags: { Probe: prefix, MadeAt: at },
    serviceUri: `https://${loginServer}/v2/`,
    customHeaders: {},
  };
}

/** Where and when a trial's webhook is made. */
export interface ProbeWebhookFacts {
  readonly scope: string;
  readonly location: string;
  readonly loginServer: string;
  /** ISO 8601. */
  readonly at: string;
}

/** No trial takes this long. */
const LONGEST_MS = 10 * 60_000;

/** The trials that were killed: their webhooks are still there. */
export function leftProbes(listed: readonly RegistryWebhook[], nowMs: number): Probe[] {
  return listed.flatMap(({ name, tags }) => {
    const id = /^syncprobe([0-9a-f]{12})$/.exec(name)?.[1];
    const isOld = nowMs - Date.parse(tags.MadeAt ?? "") > LONGEST_MS;
    const probe = id === undefined ? undefined : probeOf(id);
    return probe !== undefined && isOld && tags.Probe === probe.prefix ? [probe] : [];
  });
}

/** Other webhooks that a push of the trial would fire as well, as far as is known. */
export function alsoTold(
  listed: readonly RegistryWebhook[],
  { below, control }: Probe,
): RegistryWebhook[] {
  return listed.filter(({ scope, isEnabled, actions }) => {
    const [pattern = ""] = scope.split(":");
    const isFor = (repository: string) => pattern === "" || covers(pattern, repository);
    return isEnabled && actions.includes("push") && (isFor(below) || isFor(control));
  });
}
