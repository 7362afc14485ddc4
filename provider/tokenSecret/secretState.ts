// What the state holds of a token and of its secret: names, versions and dates; no value of a password, ever.

import type { SlotName } from "../../azure/registryToken";
import type { HeldSlot } from "../../passwords/validity";

/** A password that somebody may hold. */
export interface KnownSlot extends HeldSlot {
  /** The last reading did not find it. Only the reading in an update decides, as one answer may be stale. */
  isMissing?: true;
}

/**
 * What is wrong with the published secret: its end or tags were `altered`; it is `missing`, and may be recovered; it was `purged`;
 * it holds a version that somebody else wrote (`foreign`); or another stack published it.
 */
export type SecretTrouble = "altered" | "missing" | "purged" | "foreign" | `owned by ${string}`;

/** The outputs of TokenSecret. */
export interface SecretState {
  /** The name to log in with. */
  username?: string;
  /** Status and scope map of the token, as read. */
  enabled?: boolean;
  scopeMapId?: string;
  /** ARM id of the published secret, its version, and whether it may be read; absent before the first password. */
  secretId?: string;
  secretVersion?: string;
  secretEnabled?: boolean;
  secretIs?: SecretTrouble;
  /** The slot whose password was published last. */
  currentSlot?: SlotName;
  slots: readonly KnownSlot[];
  /** The `revokeBefore` that was carried out. */
  revokedBefore?: number;
  /** What others did, in words, until a run has put it right. */
  outside?: Outside;
}

/** What was done, by what it was done to: `password1 was regenerated outside on 2026-11-20`. */
export type Outside = Readonly<
  Partial<Record<"enabled" | "scopeMapId" | "secret" | SlotName, string>>
>;
