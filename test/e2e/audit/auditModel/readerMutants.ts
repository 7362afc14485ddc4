// What is broken on purpose in copies of the reader and the answers, to see that the questions notice.

import type { Mutant } from "../../../model/mutant/mutant";

/** The mistakes that an auditor would be misled by. */
export const READER_MUTANTS: readonly Mutant[] = [
  {
    does: "ignores prefixes",
    changes: [
      {
        file: "audit/moment.ts",
        text: "covers(pattern, repository.toLowerCase())",
        becomes: "covers(pattern, repository) && pattern === repository",
      },
    ],
  },
  {
    does: "takes a day for its end in another time zone",
    changes: [
      {
        file: "cli/audit/moments.ts",
        text: "T23:59:59.999Z`;",
        becomes: "T11:59:59.999Z`;",
      },
    ],
  },
  {
    does: "lets passwords end a day late",
    changes: [
      {
        file: "audit/passwordLives.ts",
        text: "T00:00:00.000Z`;",
        becomes: "T23:59:59.999Z`;",
      },
    ],
  },
  {
    does: "is one update late",
    changes: [
      {
        file: "audit/livesOf.ts",
        text: "moments.slice(0, later)",
        becomes: "moments.slice(0, Math.max(0, later - 1))",
      },
    ],
  },
  {
    does: "counts an update before it is over",
    changes: [
      {
        file: "audit/livesOf.ts",
        text: "update.endedAt > asOf);",
        becomes: "update.endedAt.slice(0, 10) > asOf.slice(0, 10));",
      },
    ],
  },
  {
    does: "tells what the record declares as what was done",
    changes: [
      {
        file: "audit/history/customerFact.ts",
        text: "enabled: flag(outputs.enabled) ?? statusOf(token),",
        becomes: "enabled: statusOf(token),",
      },
    ],
  },
  {
    does: "ends access by the declared day, though the registry still accepts the password",
    changes: [
      {
        file: "audit/moment.ts",
        text: "isLetIn(span) && (life",
        becomes: 'isLetIn(span) && (span?.accessUntil ?? "9999") >= instant.slice(0, 10) && (life',
      },
    ],
  },
  {
    does: "forgets the password that another one replaced",
    changes: [
      {
        file: "audit/passwordLives.ts",
        text: "return [...ended, ...standing].toSorted",
        becomes: "return [...ended.slice(0, 0), ...standing].toSorted",
      },
    ],
  },
];

/** The mistakes that show only where a file is damaged. */
export const MUTANTS_OF_DAMAGE: readonly (Mutant & { damage: string })[] = [
  {
    does: "silently skips a file that is cut off",
    damage: "a checkpoint is cut off",
    changes: [
      {
        file: "audit/history/makeHistory.ts",
        text: "  const gaps = problems.map((words) => ({ at: name, words }));\n",
        becomes: "  const gaps: Gap[] = [];\n  if (problems.length > 0) return { gaps };\n",
      },
      {
        file: "audit/history/makeHistory.ts",
        text: "      ...chainGaps(entries),\n",
        becomes: "",
      },
      {
        file: "audit/timeline.ts",
        text: "isExplained ? [] : leftByRuns(",
        becomes: "isExplained || !isExplained ? [] : leftByRuns(",
      },
    ],
  },
  {
    does: "takes no notice of a run that is missing",
    damage: "a run is removed",
    changes: [
      {
        file: "audit/timeline.ts",
        text: "isExplained ? [] : leftByRuns(",
        becomes: "isExplained || !isExplained ? [] : leftByRuns(",
      },
      {
        file: "audit/history/makeHistory.ts",
        text: "      ...chainGaps(entries),\n",
        becomes: "",
      },
    ],
  },
  {
    does: "believes the names of files",
    damage: "the checkpoints of two runs are exchanged",
    changes: [
      {
        file: "audit/history/makeHistory.ts",
        text: "      ...disorder,\n      ...contradictions,\n      ...wrongTimes.filter((gap) => !isNamed(gap)),\n      ...chainGaps(entries),\n      ...unwrittenGaps(entries),\n",
        becomes: "",
      },
      {
        file: "audit/timeline.ts",
        text: "isExplained ? [] : leftByRuns(",
        becomes: "isExplained || !isExplained ? [] : leftByRuns(",
      },
    ],
  },
  {
    does: "believes each checkpoint by itself",
    damage: "a password is older in one checkpoint",
    changes: [
      {
        file: "audit/history/makeHistory.ts",
        text: "      ...unwrittenGaps(entries),\n",
        becomes: "",
      },
      {
        file: "audit/verify/chains.ts",
        text: "? unlikeBefore(before, fact)",
        becomes: "? undefined",
      },
    ],
  },
  {
    does: "believes when a run says it was",
    damage: "a run is added at the end that says it was earlier",
    changes: [
      {
        file: "audit/history/makeHistory.ts",
        text: "      ...contradictions,\n",
        becomes: "",
      },
      {
        file: "audit/timeline.ts",
        text: "isExplained ? [] : leftByRuns(",
        becomes: "isExplained || !isExplained ? [] : leftByRuns(",
      },
    ],
  },
  {
    does: "takes no notice of events that were removed",
    damage: "a credential's events are removed everywhere, and its passwords end later",
    changes: [
      {
        file: "audit/verify/verdict.ts",
        text: "    ...uncountedEvents(history.entries),\n",
        becomes: "",
      },
    ],
  },
];
