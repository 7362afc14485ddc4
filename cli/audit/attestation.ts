// Gathers what a quarter's statement is made of: histories, commits, run logs, approvals, evidence, decisions.

import type { Answer } from "../../audit/answers/answer";
import { statement } from "../../audit/attest/statement";
import { livesOf } from "../../audit/livesOf";
import { now } from "../../clock";
import { PROJECT_FOLDER } from "../../projectFolder";
import type { CommandContext } from "../command";
import { UserError } from "../userError";
import { commitOf, readCommits } from "./commits";
import { readApprovals, readDecisions, readEvidence, readRuns } from "./givenFiles";
import { quarterOf } from "./moments";
import type { AuditOptions } from "./options";
import { openHistory } from "./sources/openHistory";

/** The statement of a quarter such as `2026Q3`. @throws UserError */
export async function attestation(
  quarter: string,
  options: AuditOptions,
  context: CommandContext,
): Promise<Answer> {
  const { from, to, first, last } = quarterOf(quarter);
  const period = { name: quarter.toUpperCase(), from, to, first, last };
  const madeAt = now(context.env).toISOString();
  if (madeAt <= from) {
    throw new UserError(`--attest: ${period.name} has not begun`, {
      remedy: "name a quarter that has",
    });
  }
  const { history: source, folder, stack: names = [], customers } = options;
  const stacks = [];
  const present = [];
  for (const stack of names.length === 0 ? [undefined] : new Set(names)) {
    const history = await openHistory(
      {
        folder,
        ...(source === undefined ? {} : { history: source }),
        ...(stack === undefined ? {} : { stack }),
      },
      context,
    );
    stacks.push(livesOf(history, to < madeAt ? to : madeAt));
    present.push(livesOf(history, madeAt));
  }
  const applied = stacks.flatMap(({ updates }) =>
    updates.flatMap(({ provenance }) => provenance.commit ?? []),
  );
  const commits =
    customers === undefined
      ? undefined
      : await readCommits(customers, [...new Set(applied)], period);
  const logged = options.runs === undefined ? undefined : await readRuns(options.runs);
  for (const problem of logged?.problems ?? []) context.progress(problem);
  return statement({
    stacks,
    present,
    period,
    tool: await commitOf(PROJECT_FOLDER, context.progress),
    madeAt,
    evidence: await Promise.all((options.evidence ?? []).map(readEvidence)),
    ...(commits === undefined ? {} : { commits }),
    ...(logged === undefined ? {} : { runs: logged.runs, unreadRuns: logged.problems }),
    ...(options.approvals === undefined
      ? {}
      : { approvals: await readApprovals(options.approvals) }),
    ...(options.decisions === undefined
      ? {}
      : { decisions: await readDecisions(options.decisions) }),
  });
}
