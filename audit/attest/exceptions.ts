// What was out of order in a time: changes nobody approved, failed runs, losses, what was not as declared.

import { addDays } from "../../access/days";
import { isUnseen } from "../answers/changes";
import { isSelfApproved } from "../approval";
import { eventsOf } from "../events";
import type { Lives, PasswordLife, UpdateFact } from "../lives";
import { endWords, listed } from "../words";
import type { Approvals, CommitFacts, LoggedRun } from "./facts";
import { notAsDeclared, tokensBeside } from "./lasting";

/** Each kind of exception, in words. */
export const EXCEPTIONS = {
  notApproved: "no approval noted",
  selfApproved: "approved by its author alone",
  notConfirmed: "approval not confirmed",
  noCommit: "from no commit",
  unknownCommit: "from an unknown commit",
  otherFile: "not the file of its commit",
  dirty: "with changes in no commit",
  neverApplied: "commit never applied",
  failed: "failed or unfinished run",
  refused: "refused or failed before Pulumi began",
  evidence: "found by verify or drift",
  acknowledged: "acknowledged loss",
  differs: "not as declared",
  beside: "token beside the declared",
  drift: "changed outside Pulumi",
  corrected: "corrected what others changed",
  passwordLost: "password ended early",
  ranOut: "password ran out",
} as const;

/** One exception. */
export interface Exception {
  readonly stack: string;
  readonly kind: keyof typeof EXCEPTIONS;
  /** ISO 8601; null where it has no moment. */
  readonly at: string | null;
  /** Number of the update; null where there is none. */
  readonly update: number | null;
  readonly customer: string | null;
  readonly words: string;
}

type Found = Omit<Exception, "stack" | "customer" | "update" | "at"> & Partial<Exception>;

/** All exceptions of a stack between two instants, in order of kinds. */
export function exceptionsOf(
  lives: Lives,
  {
    period,
    commits,
    runs,
    approvals,
    present = lives,
  }: {
    readonly period: { readonly from: string; readonly to: string };
    readonly commits?: CommitFacts;
    readonly runs?: readonly LoggedRun[];
    readonly approvals?: Approvals;
    /** As it stands now: the next run may apply a commit after the time. @default - `lives` */
    readonly present?: Lives;
  },
): Exception[] {
  const isWithin = (at: string) => at > period.from && at <= period.to;
  const updates = lives.updates.filter(({ endedAt }) => isWithin(endedAt));
  const changing = updates.filter(({ isQuiet }) => !isQuiet);
  const found: Found[] = [
    ...changing
      .filter((update) => needsApproval(lives, update))
      .flatMap((update) => approval(update, lives)),
    ...changing.flatMap((update) => confirmation(update, approvals)),
    ...changing.flatMap((update) => file(update, commits)),
    ...updates
      .filter(({ isDirty }) => isDirty === true)
      .map((update) =>
        about(update, "dirty", "ran in a folder with changes that are in no commit"),
      ),
    ...neverApplied(present, commits),
    ...updates
      .filter(({ result }) => result !== "succeeded")
      .map((update) =>
        about(update, "failed", update.result === "failed" ? "failed" : "was not finished"),
      ),
    ...(runs ?? []).filter((run) => isWithin(run.time) && isUnseen(run, lives)).map(refusedRun),
    ...updates.flatMap((update) =>
      update.acknowledged.map(({ customers, reason, until }) =>
        about(
          update,
          "acknowledged",
          `acknowledges that ${listed(customers)} may lose access until ${until}: ${reason}`,
        ),
      ),
    ),
    ...notAsDeclared(lives, period),
    ...tokensBeside(lives, period),
    ...byOthers(lives, isWithin),
    ...endedEarly(lives, isWithin),
  ];
  return found.map((each) => ({
    stack: lives.stack,
    at: null,
    update: null,
    customer: null,
    ...each,
  }));
}

function about(update: UpdateFact, kind: Exception["kind"], words: string): Found {
  const { endedAt: at, number } = update;
  return { kind, at, update: number, words: `update ${number} ${words}` };
}

/** Does it begin or end a span, or is it from another file than the update before? A rotation needs nobody's approval. */
function needsApproval({ customers, updates }: Lives, { number, fileSha256 }: UpdateFact): boolean {
  if (fileSha256 !== updates[number - 2]?.fileSha256) return true;
  return customers.some(({ spans }) =>
    spans.some(({ from, to }) => from === number || to === number),
  );
}

/** A run that repeats or finishes another one has its approval: that of the commit. */
function approval(update: UpdateFact, { updates }: Lives): Found[] {
  const { author, commit } = update.provenance;
  const ofCommit = updates.filter(({ provenance }) => provenance.commit === commit);
  const noted = commit === undefined ? [update] : [update, ...ofCommit];
  const approvers = [...new Set(noted.flatMap(({ provenance }) => provenance.approvers ?? []))];
  if (approvers.length === 0)
    return [about(update, "notApproved", "changed access, and notes nobody's approval")];
  if (!isSelfApproved({ author, approvers })) return [];
  const words = `was approved by ${listed(approvers)} alone, who made the change`;
  return [about(update, "selfApproved", words)];
}

/** What a run noted, compared with what the code host says. */
function confirmation(update: UpdateFact, approvals: Approvals | undefined): Found[] {
  const { approvers = [], pullRequest } = update.provenance;
  if (approvals === undefined || approvers.length === 0) return [];
  const known = (approvals.get(pullRequest ?? "") ?? []).map((each) => each.toLowerCase());
  const others = approvers.filter((each) => !known.includes(each.toLowerCase()));
  if (others.length === 0) return [];
  const request = pullRequest === undefined ? "no pull request" : `#${pullRequest}`;
  return [
    about(
      update,
      "notConfirmed",
      `notes ${listed(others)} as approving ${request}, and the approvals that were given do not`,
    ),
  ];
}

function file(update: UpdateFact, commits: CommitFacts | undefined): Found[] {
  const { commit } = update.provenance;
  if (commit === undefined) return [about(update, "noCommit", "notes no commit")];
  if (commits === undefined || update.fileSha256 === undefined) return [];
  const committed = commits.fileAt.get(commit);
  if (committed === undefined)
    return [
      about(
        update,
        "unknownCommit",
        `is from commit ${commit.slice(0, 7)}, which has no such file here`,
      ),
    ];
  if (committed === update.fileSha256) return [];
  return [
    about(
      update,
      "otherFile",
      `was made from another file than the one of its commit ${commit.slice(0, 7)}`,
    ),
  ];
}

function neverApplied({ updates }: Lives, commits: CommitFacts | undefined): Found[] {
  const applied = new Set(updates.map(({ fileSha256 }) => fileSha256));
  return (commits?.inTime ?? []).flatMap(({ commit, author, at, fileSha256 }) =>
    applied.has(fileSha256)
      ? []
      : [
          {
            kind: "neverApplied" as const,
            at,
            words: `commit ${commit.slice(0, 7)} by ${author}: no update has its file`,
          },
        ],
  );
}

function refusedRun({ time, commit, reason, verdict }: LoggedRun): Found {
  const from = commit === undefined ? "" : ` of commit ${commit.slice(0, 7)}`;
  const ended = verdict === "refused" ? "was refused" : "failed";
  return {
    kind: "refused",
    at: time,
    words: `a run${from} ${ended}${reason === undefined ? "" : `: ${reason}`}`,
  };
}

/** What others had changed of token, scope map or secret, and what a run corrected of it. */
function byOthers(lives: Lives, isWithin: (at: string) => boolean): Found[] {
  return eventsOf(lives).flatMap(({ kind, at, customer, words, update }): Found[] =>
    (kind === "drift" || kind === "corrected") && isWithin(at)
      ? [{ kind, at, customer, update: update ?? null, words: `${customer}: ${words}` }]
      : [],
  );
}

/** Passwords that ended before they were announced to, and those that ran out while access went on. */
function endedEarly(lives: Lives, isWithin: (at: string) => boolean): Found[] {
  return lives.customers.flatMap(({ id, spans, passwords }) =>
    passwords.flatMap((password): Found[] => {
      const { how, end, announcedEnd } = password;
      const kind = ENDED_EARLY.get(how);
      if (kind === undefined || end === undefined || !isWithin(end)) return [];
      if (kind === "passwordLost" && announcedEnd !== undefined && announcedEnd <= end) return [];
      const isWithAccess = spans.some(
        ({ accessUntil }) => accessUntil !== undefined && addDays(accessUntil, 1) === announcedEnd,
      );
      if (how === "expired" && isWithAccess) return [];
      return [{ kind, at: end, customer: id, words: `${id}: ${endWords(password)}` }];
    }),
  );
}

const ENDED_EARLY = new Map<PasswordLife["how"], Exception["kind"]>([
  ["removed by others", "passwordLost"],
  ["unknown", "passwordLost"],
  ["expired", "ranOut"],
]);
