// How many tokens and scope maps a registry may have.
import { Refusal } from "../reply";
import type { Registry, Sku } from "../world";
import { quotaExceeded } from "./errors";

/** Documented: https://learn.microsoft.com/azure/container-registry/container-registry-skus */
export const MOST_PER_REGISTRY: Readonly<Record<Sku, number>> = {
  Basic: 100,
  Standard: 500,
  Premium: 50_000,
};

/** Refuses one more resource when the registry has as many as its SKU allows. */
export function requireQuota(
  registry: Registry,
  type: "tokens" | "scopeMaps",
  count: number,
): void {
  if (count >= MOST_PER_REGISTRY[registry.sku]) {
    throw new Refusal(quotaExceeded(type, registry.sku));
  }
}
