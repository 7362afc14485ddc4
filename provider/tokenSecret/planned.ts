// What is to be done about a token and its secret, before words are found for it.

import type { Decision } from "../../passwords/decision";

/** The parts of an update. */
export interface Planned {
  /** Status and scope map to be set by PATCH; absent when both are as wanted. */
  change?: { enabled?: boolean; scopeMapId?: string };
  decision: Decision;
  /** Is the secret to be recovered first, as somebody deleted it? Where it was purged, all is planned anew. */
  isRecoveryDue: boolean;
  /** Are status, end and tags of the published version to be set? */
  isStatusDue: boolean;
  /** Are passwords of revoked generations to be ended, once their successor is published? */
  isRevocationDue: boolean;
}
