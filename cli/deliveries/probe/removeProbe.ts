// Deletes what a trial has made, each part whatever came of the others, also after Ctrl-C.
import type { Probe } from "./probe";
import type { ProbeWorld } from "./tryPrefix";

/** @returns what is left, each with why */
export async function removeProbe(
  probe: Probe,
  { registryId, webhooks, repository }: Pick<ProbeWorld, "registryId" | "webhooks" | "repository">,
): Promise<string[]> {
  const parts = [
    ...[probe.below, probe.control].map((name) => ({
      what: `repository ${name}`,
      remove: () => repository(name).remove(),
    })),
    // The last, so that the next trial still finds what a killed one has left.
    {
      what: `webhook ${probe.webhookName}`,
      remove: () => webhooks.remove(registryId, probe.webhookName),
    },
  ];
  const left: string[] = [];
  for (const { what, remove } of parts) {
    await remove().catch((thrown: unknown) => {
      left.push(`${what} is left: ${(thrown as Error).message}`);
    });
  }
  return left;
}
