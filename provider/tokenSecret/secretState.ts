// The state of a token and its secret: names, versions and dates, never a password.

import type { SlotName } from "../../azure/tokens/registryToken";
import type { HeldSlot } from "../../passwords/validity";

/** A password that somebody may use. */
export interface KnownSlot extends HeldSlot {
  /** The last read did not find it. Only the read in an update decides, because one answer may be stale. */
  isMissing?: true;
}

/**
 * What is wrong with the published secret: its end or tags were `altered`; it is `missing` and may be recovered; it was
 * `purged`; somebody else wrote its version (`foreign`); its version has our tags but an unknown value (`unconfirmed`);
 * or another stack published it.
 */
export type SecretTrouble =
  | "altered"
  | "missing"
  | "purged"
  | "foreign"
  | "unconfirmed"
  | `owned by ${string}`;

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
  /** Drift, as messages, until a run has corrected it. */
  drift?: Drift;
  /** How many times a run changed the credential's own facts, and the SHA-256 of the last time and the one before. */
  events?: number;
  eventSha256?: string;
  previousEventSha256?: string;
}

/** Each kind of drift as a message: `password1 was regenerated outside Pulumi on 2026-11-20`. */
export type Drift = Readonly<
  Partial<Record<"enabled" | "scopeMapId" | "secret" | SlotName, string>>
>;
