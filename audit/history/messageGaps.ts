// Compares what the message of a run says about who was behind it with the record that the run wrote.
import type { GuardRecord, Provenance } from "../snapshot";
import type { EntryFacts } from "./readEntry";

/** The provenance of the record, where this run wrote it: its hash covers it, and nothing covers the message. */
export function recordedProvenance(
  { startedAt }: Pick<EntryFacts, "startedAt">,
  guard: GuardRecord | undefined,
): Provenance | undefined {
  const { modifiedAt, provenance } = guard ?? {};
  return modifiedAt !== undefined && modifiedAt >= startedAt ? provenance : undefined;
}

/** What the message says otherwise than the record, in words; undefined where they agree. */
export function otherMessage(
  trailers: Provenance | undefined,
  recorded: Provenance | undefined,
): string | undefined {
  if (trailers === undefined || recorded === undefined) return undefined;
  const others = Object.entries(NAMES).flatMap(([key, name]) => {
    const said = trailers[key as keyof Provenance];
    return said === undefined || plain(said) === plain(recorded[key as keyof Provenance])
      ? []
      : [name];
  });
  if (others.length === 0) return undefined;
  return `its message names another ${others.join(" and ")} than its record: one of the two was altered; the record counts`;
}

const NAMES = {
  commit: "commit",
  author: "author",
  pullRequest: "pull request",
  approvers: "approver",
  run: "run",
} as const satisfies Record<keyof Provenance, string>;

/** A trailer separates names by commas, so a comma within a name became a space. */
function plain(value: string | readonly string[] | undefined): string {
  return [value ?? []]
    .flat()
    .map((each) => each.replaceAll(",", " ").replace(/ +/g, " ").trim())
    .toSorted()
    .join(", ");
}
