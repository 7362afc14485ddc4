// A quarter's statement: who had access, what changed by whose approval, what was out of order, and what nobody can tell.

import { type Answer, minuteOf } from "../answers/answer";
import { changesAnswer } from "../answers/changes";
import { runLogLimits } from "../answers/runLog";
import type { Life, Lives } from "../lives";
import { canPullAt, spanAt } from "../moment";
import { count } from "../words";
import { type Decision, undecided } from "./decisions";
import { evidenceException, evidenceLimits, reasonAgainst } from "./evidence";
import { EXCEPTIONS, type Exception, exceptionsOf } from "./exceptions";
import type { Approvals, CommitFacts, EvidenceFile, LoggedRun } from "./facts";

/** What a statement is made of. */
export interface StatementArgs {
  /** One for each stack: as it stood at the end of the time. */
  readonly stacks: readonly Lives[];
  /** The same as they stand now: reviews are made after the time, and carried out later. @default - `stacks` */
  readonly present?: readonly Lives[];
  /** `2026Q3`, its first and last day (UTC), and the instants between which updates count. */
  readonly period: {
    readonly name: string;
    readonly first: string;
    readonly last: string;
    readonly from: string;
    readonly to: string;
  };
  /** The commit of this project, where it is known. */
  readonly tool: string;
  /** ISO 8601 */
  readonly madeAt: string;
  /** What git knows of the customers file. @default - there is no git here, and commits were not compared */
  readonly commits?: CommitFacts;
  /** What pipelines logged, refused and failed runs too. @default - no log was given */
  readonly runs?: readonly LoggedRun[];
  /** Lines of the logs that could not be read. @default [] */
  readonly unreadRuns?: readonly string[];
  /** @default - none were given, and what the runs noted counts */
  readonly approvals?: Approvals;
  readonly evidence: readonly EvidenceFile[];
  /** @default - nobody decided */
  readonly decisions?: readonly Decision[];
}

/** The statement, with exceptions as findings. */
export function statement(args: StatementArgs): Answer {
  const { stacks, period, tool, madeAt } = args;
  const present = args.present ?? stacks;
  const evidence = args.evidence.map((file) => ({
    ...file,
    counts: reasonAgainst(file, args) === undefined,
  }));
  const exceptions = [
    ...stacks.flatMap((lives, index) =>
      exceptionsOf(lives, { ...args, present: present[index] ?? lives }),
    ),
    ...evidence.filter(({ counts }) => counts).flatMap(evidenceException),
  ];
  const open = args.decisions === undefined ? [] : undecided(present, args.decisions);
  const population = stacks.map((lives) => populationOf(lives, period));
  const changes = stacks.map((lives) =>
    changesAnswer(lives, { ...period, ...(args.runs && { runs: args.runs }) }),
  );
  const cannotTell = cannotBeTold(args);
  const isOver = madeAt > period.to;
  return {
    title: `Access to container registries by customers: ${period.name}, ${period.first} to ${period.last} (UTC)`,
    columns: ["stack", "registry", "on", "customers", "active", "can pull"],
    groups: 2,
    rows: stacks.flatMap((lives, index) => {
      const registry = lives.registryId?.split("/").at(-1) ?? "unknown";
      const { before, after } = population[index] ?? {};
      return [
        [lives.stack, registry, `beginning of ${period.first}`, ...numbers(before)],
        [
          lives.stack,
          registry,
          isOver ? `end of ${period.last}` : minuteOf(madeAt),
          ...numbers(after),
        ],
      ];
    }),
    notes: [
      ...(isOver ? [] : [`${period.name} is not over: this is how it stands now`]),
      `made on ${madeAt} from ${stacks.map(({ source }) => source).join(", ")} by commit ${tool}`,
      `${count(
        changes.reduce((sum, { rows }) => sum + rows.length, 0),
        "change",
      )}, ${count(exceptions.length, "exception")}`,
    ],
    parts: [
      ...changes,
      exceptionsPart(exceptions),
      ...(args.decisions === undefined
        ? []
        : [
            {
              title: "Decisions that were not made or not carried out",
              columns: ["customer", "what"],
              rows: open.map(({ customer, words }) => [customer, words]),
              notes: [],
            },
          ]),
      {
        title: "Evidence that was given",
        columns: ["file", "kind", "made", "findings", "SHA-256"],
        rows: evidence.map(({ name, kind, madeAt, findings, sha256 }) => [
          name,
          kind,
          madeAt,
          String(findings),
          sha256,
        ]),
        notes: [],
      },
      {
        title: "What this statement cannot tell",
        columns: ["what"],
        rows: cannotTell.map((words) => [words]),
        notes: [],
      },
    ],
    csv: exceptionsPart(exceptions),
    hasFindings:
      exceptions.length > 0 || open.length > 0 || stacks.some(({ gaps }) => gaps.length > 0),
    data: {
      question: "attest",
      period: { name: period.name, first: period.first, last: period.last },
      tool,
      madeAt,
      stacks: stacks.map((lives, index) => ({
        stack: lives.stack,
        source: lives.source,
        registryId: lives.registryId ?? null,
        vaultId: lives.vaultId ?? null,
        ...population[index],
        changes: changes[index]?.data,
      })),
      exceptions,
      decisions: args.decisions ?? null,
      undecided: open,
      evidence,
      cannotTell,
    },
  };
}

interface People {
  readonly customers: number;
  readonly active: number;
  readonly canPull: number;
}

function populationOf(lives: Lives, { from, to }: { from: string; to: string }) {
  return {
    before: peopleAt(lives, from),
    after: peopleAt(lives, to < lives.asOf ? to : lives.asOf),
  };
}

/** Null where no update is known of before. */
function peopleAt(lives: Lives, instant: string): People | null {
  const number = lives.updates.findLast(({ endedAt }) => endedAt <= instant)?.number;
  if (number === undefined) return null;
  const spans = lives.customers
    .map((life) => ({ life, span: spanAt(life, number) }))
    .filter(({ span }) => span !== undefined);
  // Their old token may work while the new one has no password yet.
  const hasOld = ({ id }: Life) =>
    lives.others.some(
      (other) => other.customer === id && canPullAt(other, spanAt(other, number), instant),
    );
  return {
    customers: spans.length,
    active: spans.filter(({ span }) => span?.state === "active").length,
    canPull: spans.filter(({ life, span }) => canPullAt(life, span, instant) || hasOld(life))
      .length,
  };
}

function numbers(people: People | null | undefined): string[] {
  const { customers, active, canPull } = people ?? {};
  return [customers, active, canPull].map((each) => String(each ?? "not known"));
}

function exceptionsPart(exceptions: readonly Exception[]) {
  return {
    title: "Exceptions",
    columns: ["kind", "when", "what"],
    rows: exceptions.map(({ kind, at, words }) => [
      EXCEPTIONS[kind],
      at === null ? "-" : at.slice(0, 10),
      words,
    ]),
    notes: [],
  };
}

function cannotBeTold(args: StatementArgs): string[] {
  const { stacks, runs, unreadRuns, commits, approvals, period } = args;
  return [
    ...stacks.flatMap(({ stack, updates }) => {
      const [first] = updates;
      return first !== undefined && first.startedAt > period.from
        ? [`${stack}: its history begins on ${first.startedAt}; what was before`]
        : [];
    }),
    ...stacks.flatMap(({ stack, gaps }) =>
      gaps.map(({ at, words }) => `${stack}: ${at === undefined ? "" : `${at}: `}${words}`),
    ),
    ...(runs === undefined
      ? ["runs that were refused or failed before Pulumi began: no run log was given (--runs)"]
      : stacks.flatMap(({ stack }) => runLogLimits(stack, runs, period))),
    ...(approvals === undefined
      ? ["whether those who are noted as approving did: no approvals were given (--approvals)"]
      : []),
    ...(commits === undefined
      ? [
          "whether each record fits the file at its commit: there is no clone here (--customers names the file in one)",
        ]
      : []),
    ...evidenceLimits(args),
    ...(unreadRuns ?? []),
    "who has copied a password, and what was pulled",
    "what was changed in Azure and changed back between two runs",
  ];
}
