// The faults of the requests of one run.

import type { Fault } from "../../../emulator/faults";

/** The trouble of a run; none when empty. */
export interface Trouble {
  /** Failures of single requests. */
  faults?: readonly Fault[];
  /** The processes die before or after their k-th request, counted from 1. */
  kill?: { at: number; when: "before" | "after" };
  /** A wrong subscription, or a registry that is missing. */
  isWrongPlace?: boolean;
  /** What is wrong with the answers that should bring a new password. */
  answers?: "without the slot" | "for another user";
  /** Readings of tokens or secrets that are not of now, or not whole. */
  stale?: Stale;
}

/** The content of a stale answer. In a run it is given to the read after `skip` others, and `times` times. */
export interface Stale {
  of: "token" | "secret";
  /**
   * A slot that is there is missing; the whole answer is of a time before the last change; and of lists alone: one lacks its
   * last item, or all pages after this one, or its items have no status.
   */
  tells:
    | "no password1"
    | "no password2"
    | "what was before"
    | "less of a list"
    | "no further pages"
    | "no status";
  skip: number;
  /** @default 1 */
  times?: number;
}

/** The answer to a request as its sender sees it. */
export function answerIn({ answers }: Trouble, path: string, body: string): string {
  if (answers === undefined || !path.endsWith("/generateCredentials") || body === "") return body;
  const answer = JSON.parse(body) as { username?: string; passwords?: unknown[] };
  const wrong = answers === "for another user" ? { username: "admin" } : { passwords: [] };
  return JSON.stringify({ ...answer, ...wrong });
}
