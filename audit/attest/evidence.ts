// What files of evidence say to a statement: whether they count for it, what they found, and what they leave open.

import type { Lives } from "../lives";
import { isSameStack } from "../stackName";
import { count } from "../words";
import type { Exception } from "./exceptions";
import type { EvidenceFile } from "./facts";

/** What evidence is compared with. */
interface Statement {
  readonly stacks: readonly Lives[];
  readonly period: { readonly first: string };
  /** ISO 8601 */
  readonly madeAt: string;
  readonly evidence: readonly EvidenceFile[];
}

/** Why a file does not count; undefined if it does. It may have been made after the time, for the statement. */
export function reasonAgainst(
  { stack, madeAt }: EvidenceFile,
  { stacks, period, madeAt: today }: Omit<Statement, "evidence">,
): string | undefined {
  if (!stacks.some((lives) => isSameStack(lives.stack, stack))) return `is of the stack ${stack}`;
  const [made, last] = [madeAt.slice(0, 10), today.slice(0, 10)];
  if (made >= period.first && made <= last) return undefined;
  return `was not made between ${period.first} and ${last}`;
}

/** Findings are an exception. */
export function evidenceException(file: EvidenceFile): Exception[] {
  const { findings, stack, madeAt } = file;
  if (findings === 0) return [];
  return [
    {
      stack,
      kind: "evidence",
      at: new Date(madeAt).toISOString(),
      update: null,
      customer: null,
      words: `${nameOf(file)} found ${count(findings, "thing")}`,
    },
  ];
}

/** What they do not prove. */
export function evidenceLimits(args: Statement): string[] {
  const counted = args.evidence.filter((file) => reasonAgainst(file, args) === undefined);
  // Drift compares what is declared with what is there, and pulls nothing.
  const verified = counted.filter(({ kind }) => kind === "verify");
  return [
    ...args.stacks
      .filter(({ stack }) => !verified.some((file) => isSameStack(stack, file.stack)))
      .map(
        ({ stack }) =>
          `${stack}: whether what was declared worked at the registry: no evidence of npm run verify was given (--evidence)`,
      ),
    ...counted.flatMap((file) =>
      file.notLookedAt.map((part) => `${nameOf(file)} did not look at ${part}`),
    ),
    ...args.evidence.flatMap((file) => {
      const reason = reasonAgainst(file, args);
      return reason === undefined ? [] : [`${nameOf(file)} ${reason}, and does not count`];
    }),
  ];
}

function nameOf({ name, kind, madeAt }: EvidenceFile): string {
  return `${name} (${kind} of ${madeAt.slice(0, 10)})`;
}
