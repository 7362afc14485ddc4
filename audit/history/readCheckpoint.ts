// Reads a checkpoint of Pulumi: of the history, of the present state, or as `pulumi stack export` prints it.
import type { Snapshot } from "../snapshot";
import { isSameStack } from "../stackName";
import { accessIn } from "./accessIn";
import { checkpointSha256 } from "./contentSha256";
import { guardRecord } from "./guardRecord";
import { type Fields, fields, parsed, type Reading, text, withoutAbsent } from "./reading";
import { nameIn, type Resource, resourceIn, stackIn } from "./resource";

/** A checkpoint, and whose it is. */
export interface Checkpoint {
  /** `customer-access/dev`; absent in an export. */
  readonly stack?: string;
  /** Another stack, of which it has a resource. @default - it has none */
  readonly otherStack?: string;
  readonly snapshot: Snapshot;
  /** In hex. */
  readonly contentSha256: string;
}

/**
 * Reads a checkpoint. Never decrypts: what is a secret counts as unknown.
 *
 * @param checkpoint JSON as text, or parsed
 */
export function readCheckpoint(checkpoint: unknown): Reading<Checkpoint> {
  const json = typeof checkpoint === "string" ? parsed(checkpoint) : { value: checkpoint };
  if ("problem" in json) return json;
  const whole = fields(json.value);
  const inner = fields(whole?.checkpoint);
  const isExport = fields(whole?.deployment) !== undefined;
  if (inner === undefined && !isExport) return { problem: "is no checkpoint of Pulumi" };
  // A stack that was made and never updated has none.
  const latest = isExport ? whole?.deployment : (inner?.latest ?? {});
  const state = fields(latest);
  const resources = state?.resources ?? [];
  if (state === undefined || !Array.isArray(resources)) {
    return { problem: "is no checkpoint of Pulumi: it has no list of resources" };
  }
  const damaged = resources.findIndex((each) => !isResource(each));
  if (damaged >= 0) return { problem: `is damaged: its resource ${damaged + 1} is none` };
  const found = resources.flatMap((each) => resourceIn(each) ?? []);
  const stack = text(inner?.stack)?.replace(/^organization\//, "");
  const otherStack = found
    .map(({ urn }) => stackIn(urn))
    .find((each) => each !== undefined && stack !== undefined && !isSameStack(each, stack));
  return {
    value: withoutAbsent({
      stack,
      otherStack,
      snapshot: snapshot(found, state),
      contentSha256: checkpointSha256(text(inner?.stack), state),
    }) as Checkpoint,
  };
}

function isResource(value: unknown): boolean {
  const known = fields(value);
  return text(known?.urn) !== undefined && text(known?.type) !== undefined;
}

function snapshot(resources: readonly Resource[], state: Fields): Snapshot {
  const guard = resources.find(
    ({ type, isReplaced }) => type === "acr-credentials:index:AccessGuard" && isReplaced !== true,
  );
  const unfinished = pendingIn(state.pending_operations);
  return withoutAbsent({
    guard: guard === undefined ? undefined : guardRecord(guard),
    ...accessIn(resources),
    writtenAt: text(fields(state.manifest)?.time),
    unfinished: unfinished.length === 0 ? undefined : unfinished,
  }) as Snapshot;
}

/** What a killed run had begun: `creating contoso-token`. */
function pendingIn(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each) => {
    const known = fields(each);
    const urn = text(fields(known?.resource)?.urn);
    return urn === undefined ? [] : `${text(known?.type) ?? "changing"} ${nameIn(urn)}`;
  });
}
