// Reads an entry of the stack's history: of a file, or of `pulumi stack history --json`.
import { readTrailers, withoutTrailers } from "../../access/provenance";
import type { HistoryEntry, Provenance, UpdateResult } from "../snapshot";
import { entrySha256 } from "./contentSha256";
import { count, type Fields, fields, parsed, type Reading, text, withoutAbsent } from "./reading";

/** What an entry says by itself. */
export interface EntryFacts extends Omit<HistoryEntry, "name" | "snapshot" | "problem"> {
  /** What the message's trailers say. @default - it has none */
  readonly trailers?: Provenance;
  /** In hex. @default - nothing was read: the facts are a guess */
  readonly contentSha256?: string;
}

/** Reads an entry. @param entry JSON as text, or parsed */
export function readEntry(entry: unknown): Reading<EntryFacts> {
  const json = typeof entry === "string" ? parsed(entry) : { value: entry };
  if ("problem" in json) return json;
  const known = fields(json.value);
  const kind = text(known?.kind);
  if (known === undefined || kind === undefined) return { problem: "is no entry of a history" };
  const startedAt = instant(known.startTime);
  if (startedAt === undefined) return { problem: "is damaged: it does not say when the run began" };
  const endedAt = instant(known.endTime);
  if (endedAt !== undefined && endedAt < startedAt) {
    return { problem: `is damaged: it ends (${endedAt}) before it begins (${startedAt})` };
  }
  const environment = fields(known.environment) ?? {};
  const message = text(known.message) ?? "";
  const trailers = readTrailers(message);
  return {
    value: withoutAbsent({
      kind,
      startedAt,
      endedAt,
      result: resultOf(known.result),
      message: withoutTrailers(message),
      provenance: { ...ofEnvironment(environment), ...trailers },
      trailers: Object.keys(trailers).length === 0 ? undefined : trailers,
      isDirty: environment["git.dirty"] === "true" ? (true as const) : undefined,
      changes: changesIn(known.resourceChanges),
      contentSha256: entrySha256(known, { startedAt, endedAt }),
    }) as EntryFacts,
  };
}

/** Seconds since 1970 in a file, ISO 8601 from the CLI. */
function instant(value: unknown): string | undefined {
  const seconds = count(value);
  const written = text(value);
  const ms = seconds !== undefined ? seconds * 1000 : Date.parse(written ?? "");
  // Files write 0 where there is no time.
  return ms > 0 && ms <= LAST_INSTANT ? new Date(ms).toISOString() : undefined;
}

const LAST_INSTANT = Date.parse("9999-12-31T23:59:59Z");

function resultOf(value: unknown): UpdateResult {
  return value === "succeeded" || value === "failed" ? value : "unfinished";
}

/** What Pulumi itself notes about the folder and the pipeline that it ran in. */
function ofEnvironment(environment: Fields): Provenance {
  return withoutAbsent({
    commit: text(environment["git.head"]) || undefined,
    author: text(environment["git.author"]) || undefined,
    pullRequest: text(environment["ci.pr.number"]) || undefined,
    run: text(environment["ci.build.url"]) || undefined,
  }) as Provenance;
}

function changesIn(value: unknown): Record<string, number> {
  return Object.fromEntries(
    Object.entries(fields(value) ?? {}).flatMap(([operation, each]) => {
      const number = count(each);
      return number === undefined ? [] : [[operation, number]];
    }),
  );
}
