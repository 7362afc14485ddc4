// Runs npm run deliveries: who answers the webhooks of the stack's customers, and since when not.
import { type Cloud, connectCloud } from "../../azure/cloud";
import type { HttpOptions } from "../../azure/http";
import { openRegistryWebhooks } from "../../azure/webhooks/registryWebhooks";
import { openWebhookEvents } from "../../azure/webhooks/webhookEvents";
import type { CommandContext, Outcome } from "../command";
import { step } from "../progress";
import { timeOf } from "../sync/openWorld";
import type { SyncTime } from "../sync/world";
import { customersIn, type DeployedSync, deployedSyncs } from "../syncUrl/deployedSync";
import { type SyncSource, stackSource, withoutSync } from "../syncUrl/runSyncUrl";
import { deliveriesLines } from "./deliveriesText";
import { readWebhooks } from "./readWebhooks";
import { type DeliveriesReport, isFinding, type WebhookReport } from "./report";

/** About whom, and how. */
export interface DeliveriesOptions {
  readonly folder: string;
  readonly stack?: string;
  /** Customer ids. @default - all customers with a sync */
  readonly customers?: readonly string[];
  /** Send a ping by each webhook, and wait for the answers. */
  readonly ping?: boolean;
}

/** How a test replaces the stack, the network's ways and the time. */
export interface DeliveriesSurroundings {
  readonly source?: SyncSource;
  readonly http?: HttpOptions;
  readonly time?: SyncTime;
}

/** Exit code 1 when a webhook is missing or not answered well, 2 when that is not known of one. @throws UserError, AzureError */
export async function runDeliveries(
  options: DeliveriesOptions,
  context: CommandContext,
  { source: given, http, time = timeOf(context) }: DeliveriesSurroundings = {},
): Promise<Outcome> {
  const { env, signal } = context;
  const source = given ?? (await stackSource(options, context));
  const syncs = await chosenSyncs(source, options.customers ?? []);
  const webhooks =
    syncs.length === 0
      ? []
      : await read(await connectCloud(env, { ...http, signal }), { syncs, options, context, time });
  const report: DeliveriesReport = {
    stack: source.name,
    customers: syncs.map(({ mark }) => mark.customer),
    webhooks,
    refusedUrls: syncs.flatMap(({ mark: { customer }, urlComplaint: complaint }) =>
      complaint === undefined ? [] : [{ customer, complaint }],
    ),
    added: syncs.flatMap(({ mark: { customer }, added: repositories }) =>
      repositories.length === 0 ? [] : [{ customer, repositories }],
    ),
    isAnswering: !webhooks.some((each) => isFinding(each) || each.unread !== null),
  };
  return {
    exitCode: webhooks.some(isFinding) ? 1 : report.isAnswering ? 0 : 2,
    lines: deliveriesLines(report, context),
    data: report,
  };
}

async function chosenSyncs(source: SyncSource, ids: readonly string[]): Promise<DeployedSync[]> {
  const state = await source.state();
  const all = deployedSyncs(state);
  const unknown = ids.find((id) => !all.has(id));
  if (unknown !== undefined) throw withoutSync(unknown, source.name, customersIn(state));
  return [...all.values()]
    .filter(({ mark }) => ids.length === 0 || ids.includes(mark.customer))
    .sort((one, other) => one.mark.customer.localeCompare(other.mark.customer));
}

interface Asked {
  readonly syncs: readonly DeployedSync[];
  readonly options: DeliveriesOptions;
  readonly context: CommandContext;
  readonly time: SyncTime;
}

function read(cloud: Cloud, { syncs, options, context, time }: Asked): Promise<WebhookReport[]> {
  const { ping: isPinging = false } = options;
  const title = isPinging ? "Sending a ping by each webhook" : "Reading what was answered";
  return step(context, title, ({ update }) =>
    readWebhooks(syncs, {
      ...openRegistryWebhooks(cloud),
      events: openWebhookEvents(cloud),
      time,
      signal: context.signal,
      isPinging,
      update: (done, all) => update(`${done} of ${all} webhooks`),
    }),
  );
}
