// What was found of each run, in the order in which it was written: what anchors cover.

import { createHash } from "node:crypto";
import type { WrittenRun } from "../snapshot";
import type { Checkpoint } from "./readCheckpoint";
import type { EntryFacts } from "./readEntry";
import type { Reading } from "./reading";

/** The files of one run. */
interface Found {
  readonly name: string;
  readonly entry?: Reading<EntryFacts>;
  readonly checkpoint?: Reading<Checkpoint>;
}

/**
 * All runs, copies too, in the order of their numbers.
 *
 * Pulumi names the files of a run when it has ended. So a run that took long, beside another one whose lock was broken,
 * comes after what was written before, though it began earlier; sorted by its beginning it would slip in between.
 */
export function writtenRuns(found: readonly Found[]): WrittenRun[] {
  return found.map(writtenRun).sort((one, other) => compareNumbers(one.number, other.number));
}

/** Compares numbers of runs: nanoseconds since 1970, or versions. */
export function compareNumbers(one: string, other: string): number {
  const [first, second] = [one.padStart(64), other.padStart(64)];
  return first < second ? -1 : Number(first > second);
}

function writtenRun({ name, entry, checkpoint }: Found): WrittenRun {
  const number = /\d+$/.exec(name)?.[0] ?? name;
  const unread = [entry, checkpoint].flatMap((reading) =>
    reading !== undefined && "problem" in reading && reading.isUnread === true
      ? reading.problem
      : [],
  )[0];
  const hasEnded = entry !== undefined && "value" in entry && entry.value.result !== "unfinished";
  const left = checkpoint !== undefined && "value" in checkpoint ? checkpoint.value : undefined;
  const parts = [number, contentOf(entry), contentOf(checkpoint)];
  return {
    name,
    number,
    sha256: createHash("sha256").update(parts.join("\n")).digest("hex"),
    isWhole: hasEnded && left !== undefined,
    ...(unread === undefined ? {} : { unread }),
    ...(left === undefined ? {} : { snapshot: left.snapshot }),
    ...(left?.stack === undefined ? {} : { stack: left.stack }),
  };
}

function contentOf(reading: Reading<{ readonly contentSha256?: string }> | undefined): string {
  if (reading === undefined) return "missing";
  return "value" in reading ? (reading.value.contentSha256 ?? "missing") : "damaged";
}
