// The clock of the machine that runs Pulumi, ahead of Azure's or behind it, and how the product handles that.

import type { Bench } from "../sequence/bench";
import { PLACE } from "./place";

/** The days that a run uses. */
export interface Days {
  /** The day with which the program compares the end of access. */
  ofProgram: string;
  /** The day of the plugin, by which passwords are made. */
  ofPlugin: string;
}

/** The days of a run on a machine whose clock is right. */
export function daysOf({ product, azure }: Bench): Days {
  const env = runnersEnvironment(azure.clock.now(), 0);
  return { ofProgram: product.dayBegunEverywhere(env), ofPlugin: azure.clock.today() };
}

/**
 * Compares the machine's clock with Azure's, as the plugin does before anything else.
 *
 * @param aheadSeconds negative where the machine is behind
 * @returns the days of the run; undefined when the plugin stops it
 */
export async function compareClocks(
  { product, azure, reach }: Bench,
  aheadSeconds: number,
): Promise<Days | undefined> {
  const env = runnersEnvironment(azure.clock.now(), aheadSeconds);
  const clock = product.runClock(env);
  const place = {
    cloud: "localhost",
    registryId: product.registryId(PLACE),
    vaultId: product.vaultId(PLACE),
  };
  const readings = await product.checkPlace(place, {
    env,
    cloud: async () => reach.first.way.cloud,
    isProgramsOwn: async () => true,
  });
  try {
    clock.compare(readings);
  } catch {
    return undefined;
  }
  return { ofProgram: product.dayBegunEverywhere(env), ofPlugin: clock.today() };
}

function runnersEnvironment(now: Date, aheadSeconds: number): NodeJS.ProcessEnv {
  const instant = new Date(now.getTime() + aheadSeconds * 1000);
  return { ARM_METADATA_HOSTNAME: "localhost", CUSTOMER_ACCESS_NOW: instant.toISOString() };
}
