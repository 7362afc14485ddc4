// How many tokens, scope maps and webhooks a registry may have.
import { Refusal } from "../http/reply";
import type { Registry, Sku } from "../world/world";
import { quotaExceeded } from "./errors";

/** What is limited. */
type Limited = "tokens" | "scopeMaps" | "webhooks";

const TOKENS: Readonly<Record<Sku, number>> = { Basic: 100, Standard: 500, Premium: 50_000 };

/** Documented: https://learn.microsoft.com/azure/container-registry/container-registry-skus */
export const MOST_PER_REGISTRY: Readonly<Record<Limited, Readonly<Record<Sku, number>>>> = {
  tokens: TOKENS,
  scopeMaps: TOKENS,
  webhooks: { Basic: 2, Standard: 10, Premium: 500 },
};

/** Refuses one more resource when the registry has as many as its SKU allows. */
export function requireQuota(registry: Registry, type: Limited, count: number): void {
  if (count >= MOST_PER_REGISTRY[type][registry.sku]) {
    throw new Refusal(quotaExceeded(type, registry.sku));
  }
}
