// What to do about a token and its secret, without messages.

import type { Decision } from "../../passwords/decision";

/** The parts of an update. */
export interface Planned {
  /** Status and scope map to be set by PATCH; absent when both are as wanted. */
  change?: { enabled?: boolean; scopeMapId?: string };
  decision: Decision;
  /** Must the secret be recovered first, because somebody deleted it? If it was purged, everything is planned again. */
  isRecoveryDue: boolean;
  /** Must status, end and tags of the published version be set? */
  isStatusDue: boolean;
  /** Must passwords of revoked generations be ended, once their successor is published? */
  isRevocationDue: boolean;
}
