// The record of who may do what, out of AccessGuard's inputs and outputs.
import type { Acknowledgement } from "../../access/record";
import { sealOf } from "../../access/seal";
import type { GuardRecord, Provenance } from "../snapshot";
import { count, fields, text, texts, textsByKey, withoutAbsent } from "./reading";
import type { Resource } from "./resource";

/** Reads the record. A part of an unknown form is absent. */
export function guardRecord({ inputs, outputs, modifiedAt }: Resource): GuardRecord {
  const acknowledge = acknowledgements(inputs.acknowledge);
  const provenance = provenanceIn(outputs.provenance);
  return withoutAbsent({
    revision: count(outputs.revision) ?? 0,
    access: textsByKey(inputs.access) ?? {},
    fileSha256: text(inputs.fileSha256),
    registryId: text(inputs.registryId),
    vaultId: text(inputs.vaultId),
    acknowledge: acknowledge.length === 0 ? undefined : acknowledge,
    provenance,
    recordSha256: text(outputs.recordSha256),
    previousSha256: text(outputs.previousSha256),
    isSealTrue: fits(text(outputs.recordSha256), () => sealOf({ inputs, outputs })),
    modifiedAt,
  }) as GuardRecord;
}

/** Undefined where nothing was sealed. */
export function fits(kept: string | undefined, seal: () => string): boolean | undefined {
  return kept === undefined ? undefined : kept === seal();
}

function acknowledgements(value: unknown): Acknowledgement[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each) => {
    const known = fields(each);
    if (known === undefined) return [];
    return {
      customers: texts(known.customers) ?? [],
      reason: text(known.reason) ?? "",
      until: text(known.until) ?? "",
    };
  });
}

/** Reads who and what was behind a run; undefined where nothing of it is known. */
export function provenanceIn(value: unknown): Provenance | undefined {
  const known = fields(value);
  if (known === undefined) return undefined;
  const approvers = texts(known.approvers);
  const provenance = withoutAbsent({
    commit: text(known.commit),
    author: text(known.author),
    pullRequest: text(known.pullRequest) ?? count(known.pullRequest)?.toString(),
    approvers: approvers?.length === 0 ? undefined : approvers,
    run: text(known.run),
  }) as Provenance;
  return Object.keys(provenance).length === 0 ? undefined : provenance;
}
