// Reads the webhooks of the customers and their events, after a ping where one is asked for.
import { atOnce } from "../../access/atOnce";
import { isGone } from "../../azure/advice";
import { AzureError } from "../../azure/azureError";
import type { RegistryWebhook } from "../../azure/webhooks/registryWebhooks";
import type { Delivery, WebhookEvents } from "../../azure/webhooks/webhookEvents";
import { ARM_WRITES, pacedBy } from "../sync/pace";
import type { SyncTime } from "../sync/world";
import type { DeployedSync } from "../syncUrl/deployedSync";
import { type Cause, causeOf } from "./causes";
import { type MatchedWebhook, matchWebhooks } from "./matchWebhooks";
import type { WebhookReport } from "./report";
import { isAnswered, type Standing, standingOf } from "./standing";

/** What reading takes. */
export interface DeliveriesWorld {
  /** Lists the webhooks of a registry. */
  list(registryId: string): Promise<readonly RegistryWebhook[]>;
  readonly events: WebhookEvents;
  readonly time: SyncTime;
  readonly signal: AbortSignal;
  readonly isPinging: boolean;
  /** Says how many webhooks were read, of how many. */
  update(done: number, all: number): void;
}

/** A ping is looked for this often, every two seconds: thirty seconds in all. */
const PING_LOOKS = 15;
const PING_LOOK_MS = 2_000;

/**
 * Reads all webhooks of these customers.
 *
 * @throws AzureError where the registry cannot be read, or the identity may not read events
 */
export async function readWebhooks(
  syncs: readonly DeployedSync[],
  world: DeliveriesWorld,
): Promise<WebhookReport[]> {
  const listed = new Map<string, readonly RegistryWebhook[]>();
  for (const { registryId } of syncs) {
    if (!listed.has(registryId)) listed.set(registryId, await world.list(registryId));
  }
  const matched = syncs.flatMap((sync) =>
    matchWebhooks(sync, listed.get(sync.registryId) ?? []).map((webhook) => ({ sync, webhook })),
  );
  // Resource Manager counts each request about events as a write.
  const paced = pacedBy(ARM_WRITES, world.time, world.signal);
  const reports = new Map<MatchedWebhook, WebhookReport>();
  await atOnce(matched, async ({ sync, webhook }) => {
    reports.set(webhook, await readOne(sync, webhook, { ...world, paced }));
    world.update(reports.size, matched.length);
  });
  return matched.flatMap(({ webhook }) => reports.get(webhook) ?? []);
}

interface PacedWorld extends DeliveriesWorld {
  paced(): Promise<void>;
}

async function readOne(
  { mark: { customer }, registryId }: DeployedSync,
  webhook: MatchedWebhook,
  world: PacedWorld,
): Promise<WebhookReport> {
  const { name } = webhook;
  if (name === undefined || webhook.status !== "enabled") return reported(customer, webhook);
  const list = async () => {
    await world.paced();
    return world.events.list(registryId, name);
  };
  try {
    const { deliveries, ping } = world.isPinging
      ? await pinged(world, list, async () => {
          await world.paced();
          return world.events.ping(registryId, name);
        })
      : { deliveries: await list(), ping: null };
    return reported(customer, webhook, {
      standing: standingOf(deliveries, world.time.nowMs()),
      ping,
    });
  } catch (thrown) {
    if (!(thrown instanceof AzureError) || world.signal.aborted || concernsAll(thrown)) {
      throw thrown;
    }
    // Somebody has deleted it since it was listed.
    if (isGone(thrown)) return reported(customer, { ...webhook, status: "missing" });
    return reported(customer, webhook, { unread: thrown.message });
  }
}

/** Sends a ping, and waits until its answer is noted. */
async function pinged(
  { time, signal }: PacedWorld,
  list: () => Promise<readonly Delivery[]>,
  ping: () => Promise<string>,
) {
  const id = await ping();
  for (let look = 1; ; look += 1) {
    const deliveries = await list();
    const { status } = deliveries.find((each) => each.id === id) ?? {};
    if (status !== undefined) return { deliveries, ping: { status } };
    if (look === PING_LOOKS) return { deliveries, ping: { status: null } };
    await time.wait(PING_LOOK_MS, signal);
  }
}

/** Would every other webhook fail like this one? */
function concernsAll({ status }: AzureError): boolean {
  return status === undefined || status === 401 || status === 403;
}

interface Read {
  readonly standing?: Standing;
  readonly ping?: WebhookReport["ping"];
  readonly unread?: string;
}

function reported(
  customer: string,
  { repository, location, name, status }: MatchedWebhook,
  { standing, ping = null, unread }: Read = {},
): WebhookReport {
  const wrong = wrongWith(customer, { status, standing, ping });
  return {
    ...{ customer, repository, location, status },
    name: name ?? null,
    standing: standing ?? null,
    ping,
    unread: unread ?? null,
    cause: wrong?.cause ?? null,
    remedy: wrong?.remedy ?? null,
  };
}

function wrongWith(
  customer: string,
  {
    status,
    standing,
    ping,
  }: Pick<WebhookReport, "status" | "ping"> & { readonly standing: Standing | undefined },
): Cause | undefined {
  if (status === "missing") {
    return {
      cause: "there is no webhook for it",
      remedy: "run `pulumi up`, which makes it, or says why it cannot",
    };
  }
  if (status === "disabled") {
    return {
      cause: "somebody has disabled the webhook",
      remedy: "run `npm run rotate`, or `pulumi up`, which enables it",
    };
  }
  if (standing?.verdict === "failing") {
    const { status: answered, isForeignAddress } = standing;
    const why = causeOf({ status: answered ?? undefined, isForeignAddress }, customer);
    return typeof ping?.status === "number" && isAnswered({ status: ping.status })
      ? { ...why, cause: `${why.cause}; ${pingProvesNothing(ping.status)}` }
      : why;
  }
  if (ping?.status === null) {
    return {
      cause: "the answer to the ping was not noted within 30 seconds",
      remedy:
        "run it again; if it stays like this, the registry does not send: ask Azure's support",
    };
  }
  return undefined;
}

function pingProvesNothing(status: number): string {
  return `the ping was answered ${status}, which does not prove that a push is: its next one shows that`;
}
