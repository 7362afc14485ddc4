// Runs npm run deliveries -- --probe-prefix: does a webhook for a prefix fire in this registry?
import { randomBytes } from "node:crypto";
import { AzureError } from "../../../azure/azureError";
import { type Cloud, connectCloud } from "../../../azure/cloud";
import type { HttpOptions } from "../../../azure/http";
import { openThrowAway, requireThrowAwayRights } from "../../../azure/registry/throwAway";
import { readRegistrySettings } from "../../../azure/registryState";
import { parseRegistryId } from "../../../azure/tokens/tokenId";
import { openRegistryWebhooks } from "../../../azure/webhooks/registryWebhooks";
import { openWebhookEvents } from "../../../azure/webhooks/webhookEvents";
import { readWebhookPlaces } from "../../../azure/webhooks/webhookPlaces";
import { registryId as registryIdOf } from "../../../components/names";
import type { CommandContext, Outcome } from "../../command";
import { stackInFolder } from "../../stackInFolder";
import { placeIn } from "../../stackPlace";
import { timeOf } from "../../sync/openWorld";
import type { SyncTime } from "../../sync/world";
import { UserError } from "../../userError";
import { alsoTold, leftProbes, type Probe, prefixScope, probeOf } from "./probe";
import { removeProbe } from "./removeProbe";
import { LOOK_SECONDS, type ProbeVerdict, type ProbeWorld, tryPrefix } from "./tryPrefix";

/** How a test replaces the stack's registry, the network's ways and the time. */
export interface ProbeSurroundings {
  /** ARM id. */
  readonly registryId?: string;
  readonly http?: HttpOptions;
  readonly time?: SyncTime;
}

/** After Ctrl-C somebody waits for the end of cleaning up. */
const CLEANING_TIMEOUT_MS = 20_000;

/** Exit code 0 when it fires, 1 when it does not, 2 when that is not known, or something is left. @throws UserError, AzureError */
export async function runProbe(
  options: { readonly folder: string; readonly stack?: string },
  context: CommandContext,
  { registryId: given, http = {}, time = timeOf(context) }: ProbeSurroundings = {},
): Promise<Outcome> {
  const { env, signal } = context;
  const registryId = given ?? (await registryOf(options, context));
  const cloud = await connectCloud(env, { ...http, signal });
  // It is not cancelled.
  const cleaning = await connectCloud(env, { timeoutMs: CLEANING_TIMEOUT_MS, ...http });
  const probe = probeOf(randomBytes(6).toString("hex"));
  const { world, left: atOnceLeft } = await prepare(probe, { cloud, registryId, time, context });
  const cleaningWorld = { ...world, ...waysOf(cleaning, world.place.loginServer) };
  let verdict: ProbeVerdict;
  let left: string[] = [];
  try {
    for (const earlier of atOnceLeft) {
      context.progress(`deleting what a trial that was killed has left: ${earlier.prefix}`);
      left.push(...(await removeProbe(earlier, cleaningWorld)));
    }
    verdict = await tryPrefix(probe, world).catch((thrown) => {
      throw withoutRoom(thrown, registryId);
    });
  } finally {
    context.progress(`deleting webhook ${probe.webhookName} and what is below ${probe.prefix}/`);
    left = [...left, ...(await removeProbe(probe, cleaningWorld))];
    for (const line of left) context.progress(line);
  }
  const { registryName } = parseRegistryId(registryId);
  return {
    exitCode: left.length > 0 ? 2 : EXIT_CODES[verdict],
    lines: [`${registryName}: ${WORDS[verdict]}`, ...left],
    data: { registry: registryName, scope: prefixScope(probe), verdict, left },
  };
}

const EXIT_CODES = { fires: 0, silent: 1, refused: 1, unknown: 2 } as const;

const WORDS: Readonly<Record<ProbeVerdict, string>> = {
  fires: "fires: a webhook for a prefix announces pushes, so `webhookScope: prefix` can be used",
  silent: `does not fire within ${LOOK_SECONDS} seconds, while a webhook for a whole name does: leave webhookScope as it is, with one webhook for each repository`,
  refused:
    "does not fire: Azure does not take a prefix as the scope of a webhook; leave webhookScope as it is, with one webhook for each repository",
  unknown: `not known: within ${LOOK_SECONDS} seconds no event was noted for a whole name either; run it again later`,
};

async function registryOf(
  options: { readonly folder: string; readonly stack?: string },
  context: CommandContext,
): Promise<string> {
  const { stackName, stack } = await stackInFolder(options, context);
  const place = placeIn(await stack.config(), context.env);
  if (place !== undefined) return registryIdOf(place);
  throw new UserError(`stack ${stackName}: its configuration does not say where the registry is`, {
    remedy: "`npm run plan` lists the settings that are missing",
  });
}

interface Preparing {
  readonly cloud: Cloud;
  readonly registryId: string;
  readonly time: SyncTime;
  readonly context: CommandContext;
}

/** Looks before anything is made. @throws UserError where a customer would be told; AzureError where a right is missing */
async function prepare(
  probe: Probe,
  { cloud, registryId, time, context: { signal, progress } }: Preparing,
): Promise<{ world: ProbeWorld; left: Probe[] }> {
  const { loginServer } = await readRegistrySettings(cloud, registryId);
  const { locations } = await readWebhookPlaces(cloud, registryId);
  const listed = await openRegistryWebhooks(cloud).list(registryId);
  const told = alsoTold(listed, probe);
  const customers = told.flatMap(({ name, tags: { Customer } }) =>
    Customer === undefined ? [] : [`${name} of ${Customer}`],
  );
  if (customers.length > 0) {
    throw new UserError(
      `the trial would be announced to customers: ${customers.join(", ")} ${customers.length === 1 ? "is" : "are"} for all repositories`,
      { remedy: "try it on another registry of yours, which has no customers" },
    );
  }
  for (const { name } of told) progress(`webhook ${name} is told of the trial, too`);
  await requireThrowAwayRights(cloud, loginServer, probe.below);
  const at = new Date(time.nowMs()).toISOString();
  const place = { loginServer, location: locations[0] ?? "", at };
  return {
    world: { registryId, place, time, signal, say: progress, ...waysOf(cloud, loginServer) },
    left: leftProbes(listed, time.nowMs()),
  };
}

function waysOf(
  cloud: Cloud,
  loginServer: string,
): Pick<ProbeWorld, "webhooks" | "events" | "repository"> {
  return {
    webhooks: openRegistryWebhooks(cloud),
    events: openWebhookEvents(cloud),
    repository: (name) => openThrowAway(cloud, loginServer, name),
  };
}

/** The code of a full registry is reported: https://github.com/microsoft/vscode-docker/issues/1281 */
function withoutRoom(thrown: unknown, registryId: string): unknown {
  if (!(thrown instanceof AzureError) || thrown.code !== "QuotaExceeded") return thrown;
  const { registryName } = parseRegistryId(registryId);
  return new UserError(`registry ${registryName} has no room for the webhook of the trial`, {
    remedy: "delete a webhook that nobody needs, or try it on another registry of yours",
  });
}
