// A short history as texts of files, with sealed records, for tests that damage it.

import type { FoundEntry, FoundHistory } from "../../../audit/history/makeHistory";
import { readCheckpoint } from "../../../audit/history/readCheckpoint";
import { readEntry } from "../../../audit/history/readEntry";

/** The two files of one run; `undefined` is one that is missing. */
export interface StoredRun {
  name: string;
  entry: string | undefined;
  checkpoint: string | undefined;
}

/** What a run left. */
export interface Left {
  /** Number of its record, from 1; unchanged runs leave that of the run before. */
  record: number;
  /** Number of the record before. @default - record - 1 */
  previous?: number;
  /** Is the guard gone from the state? @default false */
  isRemoved?: boolean;
  /** @default true */
  isSealed?: boolean;
}

const START = Date.parse("2026-07-01T09:00:00Z");
const HOUR = 3_600_000;

/** The runs, an hour apart. */
export function storedRuns(left: readonly Left[]): StoredRun[] {
  return left.map((each, index) => {
    const startMs = START + index * HOUR;
    return {
      name: `dev-${startMs + 10_500}000000`,
      entry: JSON.stringify({
        kind: "update",
        startTime: startMs / 1_000,
        endTime: startMs / 1_000 + 10,
        message: `run ${index}`,
        environment: {},
        result: "succeeded",
        resourceChanges: {},
      }),
      checkpoint: checkpointOf(each, startMs + 5_000),
    };
  });
}

/** The history as a source finds it; the present state is that of the last run. */
export function found(runs: readonly StoredRun[], present = runs.at(-1)?.checkpoint): FoundHistory {
  return {
    stack: "customer-access/dev",
    source: "/history",
    entries: runs.map(
      ({ name, entry, checkpoint }): FoundEntry => ({
        name,
        ...(entry === undefined ? {} : { entry: readEntry(entry) }),
        ...(checkpoint === undefined ? {} : { checkpoint: readCheckpoint(checkpoint) }),
      }),
    ),
    ...(present === undefined ? {} : { present: readCheckpoint(present) }),
    gaps: [],
  };
}

/** The SHA-256 of a record, by its number. */
export function seal(record: number): string {
  return `${record}`.padStart(64, "0");
}

function checkpointOf(
  { record, previous = record - 1, isRemoved, isSealed = true }: Left,
  ms: number,
) {
  const seals = {
    recordSha256: seal(record),
    ...(previous > 0 ? { previousSha256: seal(previous) } : {}),
  };
  const guard = {
    urn: "urn:pulumi:dev::customer-access::acr-credentials:index:AccessGuard::access-guard",
    type: "acr-credentials:index:AccessGuard",
    inputs: { access: { contoso: `active; contoso-pull; content/read; app/r${record}` } },
    outputs: { revision: record, ...(isSealed ? seals : {}) },
  };
  return JSON.stringify({
    version: 4,
    checkpoint: {
      stack: "organization/customer-access/dev",
      latest: {
        manifest: { time: new Date(ms).toISOString() },
        resources: isRemoved === true ? [] : [guard],
      },
    },
  });
}
