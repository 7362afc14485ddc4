// Makes the head of a history for an anchor, or says why there is none.

import { coverageOf, type Head, unreadRuns } from "../../audit/head";
import type { History } from "../../audit/snapshot";
import { now } from "../../clock";
import { UserError } from "../userError";

/**
 * The head as it is now.
 *
 * @param option for which it is made: `--sign`
 * @throws UserError where the record has no hash, or the entries cannot be read
 */
export function anchorHead(history: History, option: string, env: NodeJS.ProcessEnv): Head {
  const { entries, stack } = history;
  const guard = entries.findLast(({ snapshot }) => snapshot?.guard !== undefined)?.snapshot?.guard;
  const { recordSha256, revision = 0, provenance } = guard ?? {};
  if (recordSha256 === undefined) {
    throw new UserError(`${option}: the last record of ${stack} has no hash`, {
      remedy: "run `pulumi up` once with this version",
    });
  }
  const unread = unreadRuns(history);
  if (unread.length > 0) {
    const lines = unread.map(({ name, unread: why }) => `${name} ${why}`);
    throw new UserError(`${option}: not all of the history was read: ${lines.join("\n  ")}`, {
      remedy: "try again; an anchor without these entries would say later that they were altered",
    });
  }
  const coverage = coverageOf(history);
  if (coverage === undefined) {
    throw new UserError(`${option}: no run of ${stack} has both of its files`, {
      remedy: "name the place with the whole history: entries and checkpoints",
    });
  }
  const commit = provenance?.commit;
  return {
    stack,
    recordSha256,
    revision,
    time: now(env).toISOString(),
    ...(commit === undefined ? {} : { commit }),
    ...coverage,
  };
}
