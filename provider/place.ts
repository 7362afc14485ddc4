// Verifies that a stack's registry and vault exist where the state has them, before the engine reads or changes anything.

import { answerTime } from "../azure/answerTime";
import { MALFORMED_ID, requireThere, similarlyNamed } from "../azure/armResources";
import { REGISTRY_ROLE } from "../azure/azureError";
import type { Cloud } from "../azure/cloud";
import { cloudName } from "../azure/clouds";
import { isSameId } from "../azure/tokens/tokenId";
import { now } from "../clock";
import type { ClockReading } from "./runClock";

/** The variable that names what is permanently gone: a registry, a vault, or a cloud's metadata host. */
export const GONE_VARIABLE = "CUSTOMER_ACCESS_GONE";

/** The dependencies of the check. */
export interface PlaceContext {
  env: NodeJS.ProcessEnv;
  /** Connects to the cloud that the environment names. */
  cloud(): Promise<Cloud>;
  /** Does the program name the place? The state's place was right once. */
  isProgramsOwn(): Promise<boolean>;
}

/**
 * Checks the place that a stack's state, or its program, names.
 *
 * azure-native treats each 404 as a deleted resource, so a refresh against a wrong place would remove everything from
 * the state (https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go, `Read`). The
 * engine asks this plugin first, and continues only if it succeeds.
 *
 * @param place what components/accessPlace.ts has written as the plugin's parameter, or what the guard is given
 * @throws Error when the environment names another cloud; AzureError when the registry or the vault is not there,
 * or cannot be read. What `CUSTOMER_ACCESS_GONE` names is not looked for.
 * @returns the time in each answer
 */
export async function checkPlace(place: Place, context: PlaceContext): Promise<ClockReading[]> {
  const gone = context.env[GONE_VARIABLE]?.toLowerCase();
  const wanted = cloudName(place.cloud);
  const actual = cloudName(context.env.ARM_METADATA_HOSTNAME || context.env.ARM_ENVIRONMENT);
  if (wanted !== actual && wanted !== gone) {
    throw new Error(
      `this stack is in the cloud ${wanted}, but the environment names ${actual}; nothing was read or changed: correct ARM_METADATA_HOSTNAME or ARM_ENVIRONMENT; only when that cloud is gone for good, run again with ${GONE_VARIABLE}=${wanted}`,
    );
  }
  const sought = [
    { kind: "registry", id: place.registryId, apiVersion: "2025-11-01", role: REGISTRY_ROLE },
    { kind: "vault", id: place.vaultId, apiVersion: "2024-11-01", role: '"Reader" on the vault' },
  ].filter(({ id }) => nameIn(id).toLowerCase() !== gone);
  if (sought.length === 0) return [];
  const cloud = await context.cloud();
  const results = await Promise.allSettled(
    sought.map((each) => requireInPlace(cloud, each, context)),
  );
  const failed = results.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

/** Where a stack's registry and vault are. */
export interface Place {
  cloud: string;
  /** ARM id. */
  registryId: string;
  /** ARM id. */
  vaultId: string;
}

/** Are registry and vault the same? ARM compares ids without regard to case. */
export function isSamePlace(one: Place, other: Pick<Place, "registryId" | "vaultId">): boolean {
  return isSameId(one.registryId, other.registryId) && isSameId(one.vaultId, other.vaultId);
}

/** Reads a place from the parameter of the plugin: JSON of `{ cloud, registryId, vaultId }`. */
export function readPlace(parameter: Uint8Array): Place {
  return JSON.parse(Buffer.from(parameter).toString("utf8")) as Place;
}

interface Sought {
  kind: string;
  id: string;
  apiVersion: string;
  role: string;
}

async function requireInPlace(
  cloud: Cloud,
  { kind, id, apiVersion, role }: Sought,
  { env, isProgramsOwn }: PlaceContext,
): Promise<ClockReading> {
  const [, , subscriptionId, , group] = id.split("/");
  const answer = await requireThere(cloud, id, {
    operation: `finding ${kind} ${nameIn(id)} in resource group ${group} of subscription ${subscriptionId}`,
    apiVersion,
    role,
    async adviceWhenMissing(code) {
      const isOwn = await isProgramsOwn();
      const near = isOwn ? await nearestPlace(cloud, { kind, id, apiVersion }, code) : undefined;
      if (code === MALFORMED_ID && near === undefined) return undefined;
      const check =
        "check the stack's configuration, the identity's tenant and ARM_METADATA_HOSTNAME";
      // If the state's place is missing, customers may be lost; the program's may be mistyped, or not created yet.
      const advice = isOwn
        ? (near ?? check)
        : `${check}; only when the ${kind} is gone for good, run again with ${GONE_VARIABLE}=${nameIn(id)}`;
      return `nothing was read or changed: ${advice}`;
    },
  });
  const time = answerTime(answer);
  return { ...time, ourMs: now(env).getTime() - time.durationMs / 2 };
}

/** Names the likely correct value, and the mistyped setting. */
async function nearestPlace(
  cloud: Cloud,
  { kind, id, apiVersion }: Pick<Sought, "kind" | "id" | "apiVersion">,
  code: string | undefined,
): Promise<string | undefined> {
  const [, , subscriptionId, , group] = id.split("/");
  const subscription = `/subscriptions/${subscriptionId}`;
  if (code === "SubscriptionNotFound" || code === MALFORMED_ID) {
    const list = { apiVersion: "2022-12-01", field: "subscriptionId" };
    const near = await similarlyNamed(cloud, subscription, list);
    return near && `the identity has a subscription ${near}; correct azure-native:subscriptionId`;
  }
  if (code === "ResourceGroupNotFound") {
    const groupId = `${subscription}/resourceGroups/${group}`;
    const near = await similarlyNamed(cloud, groupId, { apiVersion: "2021-04-01" });
    const setting = kind === "vault" ? "vaultResourceGroupName" : "resourceGroupName";
    return (
      near && `the subscription has a resource group ${near}; correct customer-access:${setting}`
    );
  }
  const near = await similarlyNamed(cloud, id, { apiVersion });
  return near && `the resource group has a ${kind} ${near}; correct customer-access:${kind}Name`;
}

function nameIn(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}
