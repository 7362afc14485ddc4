// Builders of what rotation decides by: a password of January 2026, and settings whose days are easy to count.

import type { HeldSlot, Wanted } from "../../passwords/validity";

export const TOKEN_ID =
  "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/registry-access/providers/Microsoft.ContainerRegistry/registries/vendorimages/tokens/contoso-pull";

export const SCOPE_MAP_ID = TOKEN_ID.replace("/tokens/", "/scopeMaps/");

/** Passwords work 60 days and are due 30 days before; half of the lifetime leaves no days to spread over. */
export function wanted(change: Partial<Wanted> = {}): Wanted {
  return {
    tokenId: TOKEN_ID,
    enabled: true,
    lifetimeDays: 60,
    rotateBeforeDays: 30,
    rotation: "automatic",
    generation: 1,
    revokeBefore: 1,
    ...change,
  };
}

/** Made on 2026-01-01, so that it is due on 2026-01-31 and ends on 2026-03-02. */
export function slot(name: HeldSlot["name"], change: Partial<HeldSlot> = {}): HeldSlot {
  return {
    name,
    createdAt: "2026-01-01T09:30:00.000Z",
    expiresOn: "2026-03-02",
    generation: 1,
    ...change,
  };
}

/** A password that was there before this project: no end, no generation. */
export function adoptedSlot(name: HeldSlot["name"], change: Partial<HeldSlot> = {}): HeldSlot {
  return { name, createdAt: "2025-06-15T12:00:00.000Z", generation: 0, ...change };
}
